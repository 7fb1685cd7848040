/** What is done with files that are chosen or dropped: users are loaded, a profile is opened. */
import type { Diagnostic } from "../engine.ts";

/** Enough to see what a document is. */
const START = 1 << 16;

export type Kind = "profile" | "schema" | "target" | "other";

/** Whether a text is one of the documents that are no users. */
export function kindOf(text: string): Kind {
  const start = text.slice(0, START);
  if (/^[\ufeff\s]*\[/.test(start)) return isScim(start) ? "target" : "other";
  if (!/^[\ufeff\s]*\{/.test(start)) return "other";
  if (/"(?:synchronizationRules|directories)"\s*:\s*\[|microsoft\.graph\.synchronizationSchema/.test(start)) return "schema";
  return /"attrflow"\s*:\s*\d|"mappings"\s*:\s*\[/.test(start) ? "profile" : isScim(start) ? "target" : "other";
}

/** Directories do not speak of SCIM; its resources do, in every `schemas`. */
function isScim(start: string): boolean {
  return /"schemas"\s*:\s*\[\s*"urn:ietf:params:scim:/i.test(start) && /"(?:Resources|userName)"\s*:/i.test(start);
}

/** The text of a file, which editors on Windows may have saved as UTF-16. */
export function decode(bytes: Uint8Array): string {
  const [first, second] = bytes;
  const encoding = first === 0xff && second === 0xfe ? "utf-16le" : first === 0xfe && second === 0xff ? "utf-16be" : "utf-8";
  return new TextDecoder(encoding).decode(bytes);
}

/** Why a synchronization schema is not taken where users are expected. */
export const SCHEMA_HERE: Diagnostic = {
  code: "synchronization-schema",
  severity: "error",
  message: "This is a synchronization schema of Microsoft Graph, not a list of users.",
  help: "Close this and choose Profile, Use your own; or drop the file on the page.",
};

/** Several files as one: Graph hands out users in pages, and pages may follow each other. */
export async function read(files: readonly File[]): Promise<{ title: string; bytes: Uint8Array; rest: number }> {
  const parts = await Promise.all(files.map(async (file) => new Uint8Array(await file.arrayBuffer())));
  const [first = new Uint8Array(), ...others] = parts;
  const title = files[0]?.name ?? "";
  if (others.length === 0) return { title, bytes: first, rest: 0 };
  if (!parts.every((part) => /^\s*\{/.test(decode(part.subarray(0, 64))))) return { title, bytes: first, rest: others.length };
  const pages = files.map((file, index) => ({ name: file.name, part: parts[index] ?? first }));
  pages.sort((a, b) => a.name.localeCompare(b.name, "en", { numeric: true }));
  const whole = await new Blob(pages.flatMap(({ part }) => [new Uint8Array(part), "\n"])).arrayBuffer();
  return { title: `${files.length} files`, bytes: new Uint8Array(whole), rest: 0 };
}
