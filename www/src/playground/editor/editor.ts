import { defaultKeymap, history, historyKeymap, isolateHistory } from "@codemirror/commands";
import { forEachDiagnostic, setDiagnostics, type Diagnostic as Mark } from "@codemirror/lint";
import { EditorState, type Extension } from "@codemirror/state";
import { drawSelection, EditorView, keymap } from "@codemirror/view";
import { h } from "../dom.ts";
import { onEnd } from "../lifetime.ts";
import { smallestChange } from "./change.ts";
import { editorTheme } from "./theme.ts";

export interface TextEditor {
  /** What goes into the page. */
  host: HTMLElement;
  text(): string;
  /** Replaces the text without calling `changed`; the undo history starts anew. */
  reset(text: string): void;
  /** Brings in a text changed elsewhere, as the smallest edit: cursor and undo history stay. */
  sync(text: string): void;
  select(from: number, to: number): void;
  mark(marks: readonly Mark[]): void;
  focus(): void;
  view: EditorView;
}

interface Options {
  label: string;
  text: string;
  extensions: Extension[];
  changed: (text: string) => void;
  signal: AbortSignal;
}

/**
 * A CodeMirror editor in a shadow root of its own: there its style rules are adopted sheets, which
 * `style-src 'self'` allows; in the page itself they would be an inline style element, which it refuses.
 * Tab is left to the browser, so that the keyboard can always leave.
 */
export function createEditor({ label, text, extensions, changed, signal }: Options): TextEditor {
  const host = h("div", { class: "editor" });
  const root = host.attachShadow({ mode: "open" });
  let quiet = false;
  const setup: Extension[] = [
    history(),
    drawSelection(),
    EditorView.lineWrapping,
    // Only \n ends a line, so that offsets stay those of the text the engine saw, \r included.
    EditorState.lineSeparator.of("\n"),
    editorTheme,
    keymap.of([...defaultKeymap, ...historyKeymap]),
    EditorView.contentAttributes.of({ "aria-label": label, tabindex: "0", spellcheck: "false", autocorrect: "off" }),
    EditorView.updateListener.of((update) => {
      if (update.docChanged && !quiet) changed(update.state.doc.toString());
    }),
    ...extensions,
  ];
  const stateOf = (doc: string): EditorState => EditorState.create({ doc, extensions: setup });
  const view = new EditorView({ state: stateOf(text), parent: root, root });
  onEnd(signal, () => view.destroy());

  return {
    host,
    view,
    text: () => view.state.doc.toString(),
    reset(next) {
      quiet = true;
      view.setState(stateOf(next));
      quiet = false;
    },
    sync(next) {
      const changes = smallestChange(view.state.doc.toString(), next);
      if (!changes) return;
      quiet = true;
      // A step of its own, so that undo takes back this and not what was typed before it.
      view.dispatch({ changes, annotations: isolateHistory.of("full") });
      quiet = false;
    },
    select(from, to) {
      const { length } = view.state.doc;
      const anchor = Math.min(from, length);
      view.focus();
      view.dispatch({ selection: { anchor, head: Math.min(to, length) }, scrollIntoView: true });
    },
    mark: (marks) => mark(view, marks),
    focus: () => view.focus(),
  };
}

/** Shows the marks, unless the very same are shown: redrawing them would close an open tooltip. */
function mark(view: EditorView, marks: readonly Mark[]): void {
  const { length } = view.state.doc;
  const fitted = marks.map((item) => ({ ...item, from: Math.min(item.from, length), to: Math.min(item.to, length) }));
  const shown: string[] = [];
  forEachDiagnostic(view.state, (item, from, to) => shown.push(describe({ ...item, from, to })));
  if (shown.join("\n") === fitted.map(describe).join("\n")) return;
  view.dispatch(setDiagnostics(view.state, fitted));
}

function describe({ from, to, message, severity }: Mark): string {
  return `${from} ${to} ${severity} ${message}`;
}
