import type { AttributeInfo, FunctionInfo } from "../engine.ts";
import { h } from "../dom.ts";

/** The card on a function: signature, what it does, one example. */
export function functionCard(info: FunctionInfo): HTMLElement {
  const example = info.examples[0];
  return h(
    "div",
    { class: "doc" },
    h("code", { class: "doc-title" }, info.signature),
    h("div", {}, info.summary),
    example && h("code", { class: "doc-muted" }, `${example.expression} \u2192 ${resultText(example.result)}`),
  );
}

/** The card on an attribute: type, note, and what the user on screen has there. */
export function attributeCard(name: string, info: AttributeInfo | undefined, value: string | undefined): HTMLElement {
  const type = info ? `${info.type}${info.multiValued ? ", several values" : ""}` : "not in the list of attributes";
  return h(
    "div",
    { class: "doc" },
    h("div", {}, h("code", { class: "doc-title" }, `[${name}]`), h("span", { class: "doc-muted" }, ` ${type}`)),
    info?.note ? h("div", {}, info.note) : null,
    h("div", { class: "doc-muted" }, value === undefined ? "This user has no value." : "This user: ", value && h("code", {}, value)),
  );
}

export function resultText(result: string | null | readonly string[]): string {
  return result === null ? "null" : JSON.stringify(result);
}
