import type { App } from "../app.ts";
import { originalText, userText } from "../chosen-user.ts";
import { lineText } from "../controls/text-dialog.ts";
import { button, h, prose, fill, setAttribute } from "../dom.ts";
import { createEditor } from "../editor/editor.ts";
import { jsonLanguage } from "../editor/json.ts";
import { toMark } from "../editor/marks.ts";
import { parse } from "../json/parse.ts";
import { loadUsers } from "./load.ts";

/** The JSON of the chosen user, to be edited freely. */
export function userEditor(app: App): HTMLElement {
  const { store, signal } = app;
  const editor = createEditor({
    label: "Source user as JSON",
    text: "",
    extensions: [jsonLanguage],
    signal,
    changed: (text) => {
      const edits = new Map(store.state.edits).set(store.state.current, text);
      if (text === originalText(store.state)) edits.delete(store.state.current);
      store.set({ edits });
    },
  });
  const problem = h("p", { class: "user-problem" });
  const revert = button("Revert", () => {
    const { edits, current } = store.state;
    const kept = edits.get(current);
    const without = new Map(edits);
    without.delete(current);
    store.set({ edits: without });
    app.toast("Back to the user as loaded.", () => kept !== undefined && store.set({ edits: new Map(store.state.edits).set(current, kept) }));
  }, { class: "link" });
  const edited = h("p", { class: "user-edited" }, h("span", { class: "badge", "data-kind": "edited" }, "edited"), revert);
  const asList = button("Load as list", () => {
    const text = editor.text();
    void loadUsers(app, "Pasted list", new TextEncoder().encode(text));
  }, { class: "button small" });

  store.watch(({ state, outcome }, before) => {
    const other = before?.state.directory !== state.directory || before.state.current !== state.current;
    const text = userText(state);
    if (other) editor.reset(text);
    else editor.sync(text);
    edited.hidden = !state.edits.has(state.current);
    if (!other && before?.outcome.userProblem === outcome.userProblem) return;
    const { userProblem } = outcome;
    problem.hidden = !userProblem;
    setAttribute(editor.host, "data-invalid", userProblem ? "true" : undefined);
    if (!userProblem) return editor.mark([]);
    const { message, help, from, to } = userProblem;
    const jump = button(lineText(text, from), () => editor.select(from, to), { class: "link" });
    fill(problem, ...prose(message), help ? " " : null, ...prose(help ?? ""), " ", jump, isList(text) ? asList : null);
    const diagnostic = { code: "invalid-json", severity: "error" as const, message, span: { start: from, end: to } };
    editor.mark([toMark({ ...diagnostic, ...(help ? { help } : {}) }, text.length, undefined)]);
  });
  app.navigation.toUser = (span) => editor.select(span?.start ?? 0, span?.end ?? 0);
  return h("div", { class: "user-editor" }, editor.host, problem, edited);
}

/** Whoever pastes a whole list into the editor means to load it. */
function isList(text: string): boolean {
  const { node } = parse(text);
  return node?.kind === "array" && node.items.length > 0;
}
