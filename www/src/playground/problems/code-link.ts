import { h } from "../dom.ts";
import { explain, type CodePage } from "../engine.ts";

/** What a click on a code asks for, from anywhere on the page and out of the shadow roots of the editors. */
export const EXPLAIN = "attrflow-explain";

const pages = new Map<string, CodePage | undefined>();

/** The page of a code; a few that only this page uses have none. */
export function pageOf(code: string): CodePage | undefined {
  if (!pages.has(code)) pages.set(code, explain(code));
  return pages.get(code);
}

/** A code, as a button that opens its page where there is one. */
export function codeLink(code: string): HTMLElement {
  if (!pageOf(code)) return h("code", { class: "problem-code" }, code);
  const ask = (): boolean => link.dispatchEvent(new CustomEvent(EXPLAIN, { detail: code, bubbles: true, composed: true }));
  const link: HTMLElement = h("button", { type: "button", class: "problem-code code-link", "aria-haspopup": "dialog", title: "What this means and what to write instead", on: { click: ask } }, code);
  return link;
}
