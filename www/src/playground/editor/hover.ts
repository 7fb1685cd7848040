import type { Extension } from "@codemirror/state";
import { hoverTooltip } from "@codemirror/view";
import { tokens } from "../engine.ts";
import { attributeCard, functionCard } from "./docs.ts";
import type { ExpressionHelp } from "./expression.ts";

/** Explains the function or attribute under the pointer. */
export function hoverDocs(help: ExpressionHelp): Extension {
  return hoverTooltip((view, at) => {
    const text = view.state.doc.toString();
    const token = tokens(text).find(({ span }) => span.start <= at && at < span.end);
    if (!token) return null;
    const word = text.slice(token.span.start, token.span.end);
    const card = cardFor(token.kind, word, help);
    if (!card) return null;
    return { pos: token.span.start, end: token.span.end, above: true, create: () => ({ dom: card }) };
  });
}

function cardFor(kind: string, word: string, { registry, attributes }: ExpressionHelp): HTMLElement | undefined {
  if (kind === "function") {
    const info = registry.functions.find(({ name }) => name.toLowerCase() === word.toLowerCase());
    return info && functionCard(info);
  }
  if (kind !== "attribute") return undefined;
  const name = word.replace(/^\[/, "").replace(/\]$/, "").trim();
  const info = registry.attributes.find((item) => item.name.toLowerCase() === name.toLowerCase());
  return attributeCard(name, info, attributes().get(name));
}
