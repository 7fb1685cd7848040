import { RangeSetBuilder, type Extension } from "@codemirror/state";
import { Decoration, ViewPlugin, type DecorationSet, type EditorView, type ViewUpdate } from "@codemirror/view";

/** Deeper lines hang like these: so much indent leaves no room anyway. */
const DEEPEST = 12;

/** Makes what wraps hang behind the indent of its line. By classes: a strict policy drops style attributes. */
export const hangingIndent: Extension = ViewPlugin.fromClass(
  class {
    decorations: DecorationSet;

    constructor(view: EditorView) {
      this.decorations = decorate(view);
    }

    update(update: ViewUpdate): void {
      if (update.docChanged || update.viewportChanged) this.decorations = decorate(update.view);
    }
  },
  { decorations: ({ decorations }) => decorations },
);

function decorate(view: EditorView): DecorationSet {
  const builder = new RangeSetBuilder<Decoration>();
  const { doc } = view.state;
  for (const { from, to } of view.visibleRanges) {
    for (let at = from; at <= to; ) {
      const line = doc.lineAt(at);
      const indent = line.text.slice(0, DEEPEST).search(/[^ ]|$/);
      builder.add(line.from, line.from, decorations[indent] ?? last);
      at = line.to + 1;
    }
  }
  return builder.finish();
}

const decorations = Array.from({ length: DEEPEST + 1 }, (_, indent) => Decoration.line({ class: `hang-${indent}` }));
const last = Decoration.line({ class: `hang-${DEEPEST}` });

/** The rules for the classes, for the editor's theme. */
export const hangRules = Object.fromEntries(
  decorations.map((_, indent) => [
    `.cm-line.hang-${indent}`,
    { paddingLeft: `calc(10px + ${indent + 2}ch)`, textIndent: `-${indent + 2}ch` },
  ]),
);
