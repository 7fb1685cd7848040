import { isolateHistory } from "@codemirror/commands";
import type { Extension } from "@codemirror/state";
import { keymap, type EditorView } from "@codemirror/view";
import { format, refusal } from "../engine.ts";
import { placeAfter, smallestChange } from "./change.ts";

/** What became of the wish to format. */
export type Formatted = "changed" | "as it was" | "unreadable";

/** Shift-Alt-F, as in other editors. */
export function formatKey(run: () => void): Extension {
  return keymap.of([{ key: "Shift-Alt-f", preventDefault: true, run: () => (run(), true) }]);
}

/** Puts the text into the engine's canonical form, as one step for undo; the cursor stays at its sign. */
export function formatText(view: EditorView): Formatted {
  const text = view.state.doc.toString();
  let next: string;
  try {
    next = format(text);
  } catch (thrown) {
    if (!refusal(thrown)) throw thrown;
    return "unreadable";
  }
  const changes = smallestChange(text, next);
  if (!changes) return "as it was";
  const anchor = placeAfter(text, view.state.selection.main.head, next);
  view.dispatch({ changes, selection: { anchor }, annotations: isolateHistory.of("full"), userEvent: "input.format", scrollIntoView: true });
  return "changed";
}
