import type { App } from "../app.ts";
import { text, type Diagnostic, type System } from "../engine.ts";
import { decode, kindOf, SCHEMA_HERE } from "../files/intake.ts";
import { readingOf } from "../files/reading.ts";
import { systemOf } from "../profile/draft.ts";
import { loaded } from "./directory.ts";

/** Files above this are read in the worker. */
const BIG = 1 << 20;
/** What fits a tab's memory several times over. */
const BIGGEST = 256 << 20;

/** A file that gave no users, with what was expected and the text as far as it is one. */
export interface Failure {
  title: string;
  diagnostics: readonly Diagnostic[];
  content: string | undefined;
  /** The system that the users are of, if it is another than the profile's. */
  system?: System | undefined;
}

/** Loads users, or says why not; then everything stays as it was. */
export async function loadUsers(app: App, title: string, bytes: Uint8Array): Promise<Failure | undefined> {
  const failed = (diagnostics: readonly Diagnostic[]): Failure => ({ title, diagnostics, content: contentOf(bytes) });
  const problem = (message: string, help: string): Failure =>
    failed([{ code: "unknown-format", severity: "error", message, help }]);
  if (kindOf(decode(bytes.subarray(0, 1 << 17))) === "schema") return { ...failed([SCHEMA_HERE]), content: undefined };
  if (bytes.length > BIGGEST) {
    return problem(
      `The file has ${Math.round(bytes.length / (1 << 20))} MB; this page reads up to ${BIGGEST >> 20} MB.`,
      "The terminal has no such bound: attrflow payloads < users.ndjson",
    );
  }
  try {
    const system = systemOf(app.store.state.draft);
    const users = await (bytes.length > BIG ? app.bulk.read(bytes, system) : app.bulk.readHere(bytes, system));
    const reading = readingOf(bytes);
    if (users.users.length === 0) {
      const other = reading?.holds === "users" && reading.system !== system ? reading.system : undefined;
      return users.diagnostics.length > 0
        ? { ...failed(users.diagnostics), system: other }
        : problem("There are no users in it.", "Expected: Graph JSON, a JSON array, NDJSON, or CSV with a header row.");
    }
    app.store.set({ directory: loaded(title, users, reading), current: 0, edits: new Map(), pasts: new Map() });
    return undefined;
  } catch (thrown) {
    return problem(`It could not be read: ${text(thrown)}`, "Try a smaller part of it.");
  }
}

function contentOf(bytes: Uint8Array): string | undefined {
  if (bytes.length > BIG) return undefined;
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
