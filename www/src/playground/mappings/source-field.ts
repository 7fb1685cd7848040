import { EditorView } from "@codemirror/view";
import type { App } from "../app.ts";
import { button, freshId, h, setAttribute, setText, setValue } from "../dom.ts";
import { createEditor } from "../editor/editor.ts";
import { expressionLanguage } from "../editor/expression.ts";
import { formatKey, formatText } from "../editor/format.ts";
import { toMark } from "../editor/marks.ts";
import { pointAt } from "../editor/point.ts";
import { describe, type Fix, type Span } from "../engine.ts";
import { onEnd } from "../lifetime.ts";
import type { Problem } from "../problems/collect.ts";
import type { Mapping } from "../profile/draft.ts";
import { callHint } from "./call-hint.ts";
import { knownOf } from "./known.ts";

export interface SourceField {
  element: HTMLElement;
  /** Shows a mapping; `fresh` when it is another row than before. */
  update(mapping: Mapping, problems: readonly Problem[], fresh: boolean): void;
  focus(span: Span | undefined): void;
  /** Marks a part of the expression without going there. */
  point(span: Span | undefined): void;
}

interface Handlers {
  /** The id of the list of source attributes. */
  attributes: string;
  /** The list of what is wrong with it. */
  describedBy: string;
  changed: (source: string) => void;
  /** The cursor stands elsewhere in the expression. */
  moved: (span: Span) => void;
  fix: (problem: Problem, fix: Fix) => void;
}

const LABELS: Partial<Record<Mapping["type"], string>> = {
  direct: "Source attribute",
  constant: "Constant value",
  expression: "Expression",
};

/** The source of a mapping: an attribute name, a constant, or an expression in the full editor. */
export function sourceField(app: App, { attributes, describedBy, changed, moved, fix }: Handlers): SourceField {
  const { signal } = app;
  const id = freshId("source");
  const label = h("label", { for: id });
  const input = h("input", { type: "text", id, class: "input mono", autocomplete: "off", spellcheck: "false", "aria-describedby": describedBy });
  input.addEventListener("input", () => changed(input.value), { signal });
  const hint = callHint();
  const words = h("p", { class: "words" });
  const format = (): void => {
    const done = formatText(editor.view);
    if (done === "unreadable") app.toast("An expression can be formatted once its brackets and quotes are complete.");
    else app.announce(done === "changed" ? "Formatted" : "The expression is formatted already");
    editor.focus();
  };
  const formatButton = button("Format", format, { class: "button small", "aria-keyshortcuts": "Shift+Alt+F" });
  const editor = createEditor({
    label: "Expression",
    text: "",
    changed,
    signal,
    extensions: [
      ...expressionLanguage(() => knownOf(app.store.state)),
      formatKey(format),
      EditorView.updateListener.of(({ docChanged, selectionSet, state, view }) => {
        if (!docChanged && !selectionSet) return;
        const { head, from, to } = state.selection.main;
        hint.update(state.doc.toString(), head);
        if (view.hasFocus) moved({ start: from, end: to });
      }),
    ],
  });
  const note = h("p", { class: "field-note" }, "Nothing is read from the source: only the default value is sent.");
  const head = h("div", { class: "source-head" }, label, formatButton);
  const element = h("div", { class: "field source-field" }, head, input, editor.host, words, hint.element, note);
  let region: HTMLElement | null = null;
  const observer = new ResizeObserver(() => {
    region = editor.host.closest<HTMLElement>(".region-body") ?? region;
    region?.style.setProperty("--stuck", `${covered(editor.host)}px`);
  });
  observer.observe(editor.host);
  onEnd(signal, () => observer.disconnect());
  const describeIn = (source: string): void => {
    const text = describe(source);
    setText(words, text ?? "");
    words.dataset["empty"] = String(text === undefined);
    // Not switched off: whoever presses it learns why.
    setAttribute(formatButton, "aria-disabled", text === undefined ? "true" : undefined);
    setAttribute(formatButton, "title", text === undefined ? "Not while brackets or quotes are missing" : "Shift Alt F");
  };
  let expression = false;

  return {
    element,
    update(mapping, problems, fresh) {
      const { type, source = "" } = mapping;
      expression = type === "expression";
      setText(label, LABELS[type] ?? "Source");
      label.hidden = type === "none";
      input.hidden = expression || type === "none";
      editor.host.hidden = !expression;
      hint.element.hidden = !expression;
      words.hidden = !expression;
      formatButton.hidden = !expression;
      note.hidden = type !== "none";
      if (type === "direct") input.setAttribute("list", attributes);
      else input.removeAttribute("list");
      setValue(input, source);
      const wrong = problems.some(({ diagnostic }) => diagnostic.severity === "error");
      setAttribute(input, "aria-invalid", wrong ? "true" : undefined);
      setAttribute(editor.host, "data-invalid", wrong ? "true" : undefined);
      if (!expression) return;
      if (fresh) editor.reset(source);
      else editor.sync(source);
      describeIn(source);
      editor.mark(
        problems.map((problem) => toMark(problem.diagnostic, source.length, (chosen) => fix(problem, chosen))),
      );
    },
    point: (span) => pointAt(editor.view, editor.host, span),
    focus(span) {
      if (expression) return span ? editor.select(span.start, span.end) : editor.focus();
      input.focus();
      if (span) input.setSelectionRange(span.start, span.end);
    },
  };
}

/** How much of its region the editor covers while it stays at the top; nothing once the row is closed. */
function covered(editor: HTMLElement): number {
  const { offsetHeight } = editor;
  const head = editor.closest("table")?.tHead?.offsetHeight ?? 0;
  return offsetHeight > 0 ? offsetHeight + head : 0;
}
