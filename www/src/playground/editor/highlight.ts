import { StateField, type EditorState, type Extension, type Range } from "@codemirror/state";
import { Decoration, EditorView, type DecorationSet } from "@codemirror/view";

export interface Piece {
  kind: string;
  from: number;
  to: number;
}

/** Longer texts stay plain: colouring them would cost more than it helps. */
const LONGEST = 50_000;

/** Colours a text by the pieces that `cut` finds in it. */
export function highlight(cut: (text: string) => Piece[]): Extension {
  const decorate = (state: EditorState): DecorationSet => {
    if (state.doc.length > LONGEST) return Decoration.none;
    const ranges: Range<Decoration>[] = [];
    let end = 0;
    for (const { kind, from, to } of cut(state.doc.toString())) {
      if (from < end || to <= from || to > state.doc.length) continue;
      ranges.push(Decoration.mark({ class: `tok-${kind}` }).range(from, to));
      end = to;
    }
    return Decoration.set(ranges);
  };
  return StateField.define<DecorationSet>({
    create: decorate,
    update: (known, transaction) => (transaction.docChanged ? decorate(transaction.state) : known),
    provide: (field) => EditorView.decorations.from(field),
  });
}
