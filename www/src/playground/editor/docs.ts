import { h, sentence } from "../dom.ts";
import type { CompletionItem, HoverInfo } from "../engine.ts";

/** More would hide the expression that they explain. */
const EXAMPLES = 2;

/** The card beside a suggestion. */
export function completionCard(label: string, kind: CompletionItem["kind"], detail: string, about: string): HTMLElement {
  const isFunction = kind === "function";
  return h(
    "div",
    { class: "doc" },
    h("code", { class: "doc-title" }, isFunction ? `${label}${detail}` : label),
    !isFunction && detail !== "" && h("div", { class: "doc-muted" }, kind === "attribute" ? detail : sentence(detail)),
    about !== "" && h("div", {}, about),
  );
}

/** The card on a word of the expression: how it is written, what it does, what it does here. */
export function hoverCard({ title, signature, summary, words, examples = [] }: HoverInfo): HTMLElement {
  return h(
    "div",
    { class: "doc" },
    h("code", { class: "doc-title" }, signature ?? title),
    summary !== "" && h("div", { class: "doc-summary" }, sentence(summary)),
    words !== undefined && h("div", { class: "doc-here" }, h("span", { class: "doc-muted" }, "Here: "), words),
    ...examples.slice(0, EXAMPLES).map((example) => h("code", { class: "doc-muted" }, example)),
  );
}
