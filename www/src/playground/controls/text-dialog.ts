import { button, fill, h } from "../dom.ts";
import { createEditor } from "../editor/editor.ts";
import { jsonLanguage } from "../editor/json.ts";
import { toMark } from "../editor/marks.ts";
import type { Diagnostic } from "../engine.ts";
import { NextFrame } from "../lifetime.ts";
import { problemItem } from "../problems/item.ts";

/** What a text in the dialog amounts to: its problems, and what "use it" would do if it can be used. */
export interface Reading {
  diagnostics: readonly Diagnostic[];
  summary: string;
  use: (() => void) | undefined;
}

interface Options {
  title: string;
  intro: string;
  label: string;
  action: string;
  read: (text: string) => Reading;
  signal: AbortSignal;
}

export interface TextDialog {
  element: HTMLDialogElement;
  /** Opens it, with a new text or with what was left in it. */
  open(text?: string): void;
}

/** A dialog to paste a document into. The text is checked as one types, and stays when it is closed. */
export function textDialog({ title, intro, label, action, read, signal }: Options): TextDialog {
  const list = h("ul", { class: "problem-list" });
  const summary = h("p", { class: "dialog-summary", role: "status" });
  const editor = createEditor({ label, text: "", extensions: [jsonLanguage], changed: () => checking.ask(), signal });
  const use = button(action, () => accept(), { class: "button primary" });
  const cancel = button("Cancel", () => element.close());
  const heading = h("h2", {}, title);
  const element = h(
    "dialog",
    { class: "dialog", "aria-label": title },
    heading,
    h("p", { class: "dialog-intro" }, intro),
    editor.host,
    list,
    h("div", { class: "dialog-foot" }, summary, cancel, use),
  );
  let reading: Reading = { diagnostics: [], summary: "", use: undefined };

  const check = (): void => {
    const text = editor.text();
    reading = text.trim() === "" ? { diagnostics: [], summary: "", use: undefined } : read(text);
    editor.mark(reading.diagnostics.filter(({ span }) => span).map((item) => toMark(firstLine(item, text), text.length, undefined)));
    fill(
      list,
      ...reading.diagnostics.slice(0, 20).map((item) => {
        const { span } = item;
        return problemItem(item, span ? { where: lineText(text, span.start), jump: () => editor.select(span.start, span.end) } : {});
      }),
    );
    summary.textContent = reading.summary;
    use.disabled = !reading.use;
  };
  const checking = new NextFrame(signal, check);
  const accept = (): void => {
    check();
    if (!reading.use) return;
    element.close();
    reading.use();
  };
  return {
    element,
    open(text) {
      if (text !== undefined) editor.reset(text);
      check();
      element.showModal();
      editor.focus();
    },
  };
}

/** What is wrong with a whole object is marked on the line where it begins. */
function firstLine(diagnostic: Diagnostic, text: string): Diagnostic {
  const { span } = diagnostic;
  const end = span ? text.indexOf("\n", span.start) : -1;
  return span && end >= 0 && end < span.end ? { ...diagnostic, span: { start: span.start, end } } : diagnostic;
}

/** "Line 3, column 14", counted from 1. */
export function lineText(text: string, offset: number): string {
  const before = text.slice(0, offset);
  const start = before.lastIndexOf("\n") + 1;
  return `Line ${before.split("\n").length}, column ${Array.from(before.slice(start)).length + 1}`;
}
