import type { App } from "../app.ts";
import { textDialog } from "../controls/text-dialog.ts";
import { button, fill, freshId, h, setAttribute, setText } from "../dom.ts";
import { readUsers, text as messageOf, refusal, type Diagnostic, type System } from "../engine.ts";
import { kindOf, SCHEMA_HERE } from "../files/intake.ts";
import { columnsOf } from "../files/reading.ts";
import { problemItem } from "../problems/item.ts";
import { systemOf } from "../profile/draft.ts";
import { assumptionFields } from "./assumptions.ts";
import { userChooser } from "./chooser.ts";
import { formatName, samples } from "./directory.ts";
import { userEditor } from "./editor.ts";
import { loadUsers, type Failure } from "./load.ts";

export interface UserPanel {
  element: HTMLElement;
  load: (title: string, bytes: Uint8Array) => Promise<void>;
}

/** Chooses a preset for users of another system, if there is one: what it is called, and how. */
export type PresetChoice = (system: System) => { title: string; choose: () => void } | undefined;

/** The left region: who is looked at, and where users come from. */
export function userPanel(app: App, pickFile: () => void, presetFor: PresetChoice): UserPanel {
  const { store } = app;
  const id = freshId("user-title");
  const failure = h("div", { class: "failure", role: "alert" });
  failure.hidden = true;
  const busy = h("p", { class: "notice", role: "status" }, "Reading the file\u2026");
  busy.hidden = true;
  const about = h("span", { class: "directory-title" });
  const back = button("Back", () => {
    const { directory, current, edits, pasts } = store.state;
    store.set({ directory: samples(app.registry, store.state.draft), current: 0, edits: new Map(), pasts: new Map() });
    app.toast(`Closed ${directory.title}.`, () => store.set({ directory, current, edits, pasts }));
  }, { class: "link", "aria-label": "Back to samples", title: "Back to the sample users" });
  const problems = h("details", { class: "about" });
  const reading = h("details", { class: "about reading" });

  const load = async (title: string, bytes: Uint8Array): Promise<void> => {
    failure.hidden = true;
    busy.hidden = false;
    const failed = await loadUsers(app, title, bytes);
    busy.hidden = true;
    if (failed) return show(failed, bytes);
    const { directory } = store.state;
    app.announce(`${directory.users.length} users loaded from ${title}`);
  };
  const paste = textDialog({
    title: "Paste users",
    intro: "Graph JSON, a JSON array, one user a line, or CSV with a header row. Nothing leaves this browser.",
    label: "Users as text",
    action: "Use these users",
    signal: app.signal,
    read(text) {
      const kind = kindOf(text);
      if (kind !== "other") return { diagnostics: [kind === "schema" ? SCHEMA_HERE : PROFILE_HERE], use: undefined, summary: "No users" };
      const bytes = new TextEncoder().encode(text);
      const { count, format, diagnostics: found } = attempt(bytes, systemOf(store.state.draft));
      const diagnostics = found.map((item) => onItsLine(item, text));
      const use = count > 0 ? (): void => void load("Pasted text", bytes) : undefined;
      return { diagnostics, use, summary: count > 0 ? `${format}, ${count} user${count === 1 ? "" : "s"}` : "No users yet" };
    },
  });
  const show = ({ title, diagnostics, content, system }: Failure, bytes: Uint8Array): void => {
    const preset = system && presetFor(system);
    const switchTo = (): void => {
      preset?.choose();
      void load(title, bytes);
    };
    const close = (): void => {
      failure.hidden = true;
    };
    const items = diagnostics.slice(0, 5).map((item) =>
      problemItem(item, {}),
    );
    fill(
      failure,
      h("p", { class: "failure-title" }, `${title} could not be loaded. Your users are still here.`),
      h("ul", { class: "problem-list" }, ...items),
      h(
        "p",
        { class: "failure-actions" },
        preset && button(`Use the preset \u201c${preset.title}\u201d`, switchTo, { class: "button small" }),
        button("Choose another file", pickFile, { class: "button small" }),
        content !== undefined && button("Correct it as text", () => (close(), paste.open(content)), { class: "button small" }),
        button("Dismiss", close, { class: "button small" }),
      ),
    );
    failure.hidden = false;
    app.navigation.show("user");
  };
  store.watch(({ state: { directory } }, before) => {
    if (before?.state.directory === directory) return;
    const { users, format, title, problems: list, reading: read } = directory;
    const tells = read !== undefined && read.columns.length > 0;
    reading.hidden = !tells;
    reading.open = false;
    fill(reading, ...(tells ? columnsOf(read) : []));
    const count = `${users.length.toLocaleString("en")} user${users.length === 1 ? "" : "s"}`;
    const parts = directory.origin === "samples" ? ["Sample users, all invented"] : [title, format, count];
    setText(about, parts.filter(Boolean).join(" \u00b7 "));
    setAttribute(about, "title", about.textContent ?? "");
    back.hidden = directory.origin === "samples";
    problems.hidden = list.length === 0;
    problems.open = true;
    fill(
      problems,
      h("summary", {}, `${list.length} problem${list.length === 1 ? "" : "s"} in the file`),
      h("ul", { class: "problem-list" }, ...list.slice(0, 50).map((item) => problemItem(item, {}))),
    );
  });
  const chooser = userChooser(app);
  const element = h(
    "section",
    { class: "region", "data-region": "user", "aria-labelledby": id },
    h("header", { class: "region-head" }, h("h2", { id }, "Source user"), chooser.pager, h("p", { class: "region-sub" }, about, back)),
    h("div", { class: "region-body" }, busy, failure, chooser.element, reading, problems, userEditor(app), assumptionFields(app)),
    h(
      "footer",
      { class: "region-foot" },
      button("Load file\u2026", pickFile),
      button("Paste\u2026", () => paste.open()),
      h("span", { class: "foot-note" }, "or drop a file. User data stays in this tab and is gone when you close it."),
    ),
    paste.element,
  );
  return { element, load };
}

const PROFILE_HERE: Diagnostic = {
  code: "profile",
  severity: "error",
  message: "This is a profile, not a list of users.",
  help: "Close this and choose Profile, Use your own.",
};

/** A problem of a user list names its line; in the editor that line is marked, less its blanks. */
function onItsLine(diagnostic: Diagnostic, text: string): Diagnostic {
  if (diagnostic.line === undefined) return diagnostic;
  const lines = text.split("\n");
  const line = lines[diagnostic.line - 1] ?? "";
  const start = lines.slice(0, diagnostic.line - 1).reduce((sum, { length }) => sum + length + 1, 0);
  const from = start + line.search(/\S|$/);
  return { ...diagnostic, span: { start: from, end: Math.max(from, start + line.trimEnd().length) } };
}

/** Reads users for the count only; the engine's refusals become diagnostics like any other. */
function attempt(bytes: Uint8Array, system: System): { count: number; format: string; diagnostics: readonly Diagnostic[] } {
  try {
    const { users, format, diagnostics } = readUsers(bytes, system);
    return { count: users.length, format: formatName(format), diagnostics };
  } catch (thrown) {
    const plain: Diagnostic = { code: "engine", severity: "error", message: messageOf(thrown) };
    return { count: 0, format: "", diagnostics: refusal(thrown) ?? [plain] };
  }
}
