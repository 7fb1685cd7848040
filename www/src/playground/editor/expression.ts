import type { Extension } from "@codemirror/state";
import { tokens } from "../engine.ts";
import { completion } from "./complete.ts";
import type { Known } from "./help.ts";
import { highlight } from "./highlight.ts";
import { hoverDocs } from "./hover.ts";
import { pointing } from "./point.ts";

/** Everything an editor for Entra expressions has beyond plain text. All of it is the engine's knowledge. */
export function expressionLanguage(known: Known): Extension[] {
  return [
    highlight((text) => tokens(text).map(({ kind, span }) => ({ kind, from: span.start, to: span.end }))),
    completion(known),
    hoverDocs(known),
    pointing,
  ];
}
