import { StateEffect, StateField, type Extension } from "@codemirror/state";
import { Decoration, EditorView, type DecorationSet } from "@codemirror/view";
import type { Span } from "../engine.ts";

const point = StateEffect.define<Span | undefined>();
const decoration = Decoration.mark({ class: "cm-pointed" });

/** A stretch of the text that something outside the editor speaks of. */
export const pointing: Extension = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(shown, transaction) {
    let next = shown.map(transaction.changes);
    for (const effect of transaction.effects) {
      if (!effect.is(point)) continue;
      const { length } = transaction.newDoc;
      const { start, end } = effect.value ?? { start: 0, end: 0 };
      next = start < end && end <= length ? Decoration.set(decoration.range(start, end)) : Decoration.none;
    }
    return next;
  },
  provide: (field) => EditorView.decorations.from(field),
});

/**
 * Marks a stretch; `undefined` takes the mark away. It is brought into sight within `frame`, which scrolls the text:
 * the page itself stays, for the pointer may be elsewhere in it.
 */
export function pointAt(view: EditorView, frame: HTMLElement, span: Span | undefined): void {
  view.dispatch({ effects: point.of(span) });
  if (!span || span.end > view.state.doc.length) return;
  const place = view.coordsAtPos(span.start);
  if (!place) return;
  const { top, bottom } = frame.getBoundingClientRect();
  if (place.top < top) frame.scrollTop += place.top - top - MARGIN;
  else if (place.bottom > bottom) frame.scrollTop += place.bottom - bottom + MARGIN;
}

const MARGIN = 8;
