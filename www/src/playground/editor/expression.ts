import type { Extension } from "@codemirror/state";
import { tokens, type EditorOptions } from "../engine.ts";
import { completion } from "./complete.ts";
import { highlight } from "./highlight.ts";
import { hoverDocs } from "./hover.ts";
import { pointing } from "./point.ts";

/** Longer texts are no expressions: asking the engine about each place in them would only cost. */
export const LONGEST_HELPED = 50_000;

/** What is known besides the text: the user on screen and the target of the mapping. */
export type Known = () => EditorOptions;

/** Everything an editor for Entra expressions has beyond plain text. All of it is the engine's knowledge. */
export function expressionLanguage(known: Known): Extension[] {
  return [
    highlight((text) => tokens(text).map(({ kind, span }) => ({ kind, from: span.start, to: span.end }))),
    completion(known),
    hoverDocs(known),
    pointing,
  ];
}
