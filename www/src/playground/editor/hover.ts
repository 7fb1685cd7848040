import type { Extension } from "@codemirror/state";
import { hoverTooltip } from "@codemirror/view";
import { hover } from "../engine.ts";
import { hoverCard } from "./docs.ts";
import { LONGEST_HELPED, type Known } from "./help.ts";

/** Explains the word under the pointer. */
export function hoverDocs(known: Known): Extension {
  return hoverTooltip((view, at) => {
    if (view.state.doc.length > LONGEST_HELPED) return null;
    const found = hover(view.state.doc.toString(), at, known());
    if (!found) return null;
    const { start, end } = found.span;
    return { pos: start, end, above: true, create: () => ({ dom: hoverCard(found) }) };
  });
}
