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

/** Marks a stretch and brings it into sight; `undefined` takes the mark away. */
export function pointAt(view: EditorView, span: Span | undefined): void {
  const inside = span && span.end <= view.state.doc.length;
  view.dispatch({ effects: [point.of(span), ...(inside ? [EditorView.scrollIntoView(span.start)] : [])] });
}
