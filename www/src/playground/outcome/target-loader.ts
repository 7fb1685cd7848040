import type { App } from "../app.ts";
import { textDialog, type TextDialog } from "../controls/text-dialog.ts";
import { button, fill, h } from "../dom.ts";
import { readUsers, refusal, text as messageOf, type Diagnostic, type Users } from "../engine.ts";
import { problemItem } from "../problems/item.ts";
import { Finder, holdings } from "../target/holdings.ts";

/** Files above this are read in the worker. */
const BIG = 1 << 20;
const BIGGEST = 128 << 20;

const EXPECTED = "Expected: what the target answers at /Users, one page after another, a JSON array of resources, or one resource a line.";

export interface TargetLoader {
  dialog: TextDialog;
  /** Says why a file could not be used. */
  failure: HTMLElement;
  load(title: string, bytes: Uint8Array): Promise<void>;
}

/** Takes what the target holds from a file or a text. */
export function targetLoader(app: App): TargetLoader {
  const { store } = app;
  const failure = h("div", { class: "target-failure", role: "alert" });
  failure.hidden = true;
  const fail = (title: string, found: readonly Diagnostic[]): void => {
    const close = button("Dismiss", () => {
      failure.hidden = true;
    }, { class: "button small" });
    fill(
      failure,
      h("p", { class: "failure-title" }, `${title} could not be read as what Zoom holds. Nothing has changed.`),
      h("ul", { class: "problem-list" }, ...found.slice(0, 5).map((item) => problemItem(item, {}))),
      h("p", { class: "failure-actions" }, close),
    );
    failure.hidden = false;
    app.navigation.show("payload");
  };
  const load = async (title: string, bytes: Uint8Array): Promise<void> => {
    failure.hidden = true;
    if (bytes.length > BIGGEST) return fail(title, [problem(`The file has ${Math.round(bytes.length / (1 << 20))} MB; this page reads up to ${BIGGEST >> 20} MB.`, "The terminal has no such bound: attrflow preview --target FILE")]);
    const { users, diagnostics } = await read(() => (bytes.length > BIG ? app.bulk.read(bytes) : readUsers(bytes)));
    if (!users || users.users.length === 0) return fail(title, diagnostics);
    const { target } = store.state;
    store.set({ target: new Finder(holdings(title, bytes, users)) });
    app.navigation.show("payload");
const message = `Zoom holds ${users.users.length.toLocaleString("en")} account${users.users.length === 1 ? "" : "s"}: ${title}`;
    // The panel says it; only what was replaced needs a way back.
    if (target) app.toast(message, () => store.set({ target }));
    else app.announce(message);
  };
  const dialog = textDialog({
    title: "What Zoom holds",
    intro: "Paste the answer of GET /Users, a JSON array of resources, or one resource a line. Nothing leaves this browser.",
    label: "Resources of the target",
    action: "Use these accounts",
    signal: app.signal,
    read(text) {
      const bytes = new TextEncoder().encode(text);
      const { users, diagnostics } = readNow(bytes);
      const count = users?.users.length ?? 0;
      return {
        diagnostics,
        summary: count > 0 ? `${count.toLocaleString("en")} account${count === 1 ? "" : "s"}` : "No accounts yet",
        use: count > 0 ? () => void load("Pasted text", bytes) : undefined,
      };
    },
  });
  return { dialog, failure, load };
}

interface Reading {
  users?: Users;
  diagnostics: readonly Diagnostic[];
}

async function read(reader: () => Users | Promise<Users>): Promise<Reading> {
  try {
    return judge(await reader());
  } catch (thrown) {
    return refused(thrown);
  }
}

function readNow(bytes: Uint8Array): Reading {
  try {
    return judge(readUsers(bytes));
  } catch (thrown) {
    return refused(thrown);
  }
}

function judge(users: Users): Reading {
  if (users.format === "csv") return { diagnostics: [problem("This is a table.", EXPECTED)] };
  if (users.users.length === 0 && users.diagnostics.length === 0) return { diagnostics: [problem("There are no resources in it.", EXPECTED)] };
  return { users, diagnostics: users.diagnostics };
}

function refused(thrown: unknown): Reading {
  const found = refusal(thrown);
  return { diagnostics: found && found.length > 0 ? found : [problem(`It could not be read: ${messageOf(thrown)}`, EXPECTED)] };
}

function problem(message: string, help: string): Diagnostic {
  return { code: "unknown-format", severity: "error", message, help };
}
