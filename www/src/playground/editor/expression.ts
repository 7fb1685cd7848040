import type { Extension } from "@codemirror/state";
import { tokens, type Registry } from "../engine.ts";
import { completion } from "./complete.ts";
import { highlight } from "./highlight.ts";
import { hoverDocs } from "./hover.ts";

export interface ExpressionHelp {
  registry: Registry;
  /** Attributes of the user on screen: name and value. */
  attributes: () => ReadonlyMap<string, string>;
}

/** Everything an editor for Entra expressions has beyond plain text. */
export function expressionLanguage(help: ExpressionHelp): Extension[] {
  return [
    highlight((text) => tokens(text).map(({ kind, span }) => ({ kind, from: span.start, to: span.end }))),
    completion(help),
    hoverDocs(help),
  ];
}
