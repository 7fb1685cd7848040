import { h, sentence, type Child } from "../../dom.ts";
import type { TraceNode } from "../../engine.ts";
import type { Item } from "./outline.ts";
import { typedValue, valueCell } from "./value.ts";

/** Deeper lines stand where these do: there would be no room left for what they say. */
const DEEPEST = 10;

/** Labels are cut on screen by their column; this keeps the page small. */
const LONGEST = 200;

const COLOURS: Record<TraceNode["kind"], string> = {
  attribute: "tok-attribute",
  constant: "tok-constant",
  parameter: "tok-parameter",
  call: "tok-function",
  operator: "tok-operator",
};

/** One line: what stands in the expression, the value it has, and why. */
export function traceLine(item: Item, expression: string, open: boolean): HTMLElement {
  const { node, position, siblings, children } = item;
  const folds = children.length > 0;
  const line = h(
    "div",
    {
      class: "trace-line",
      role: "treeitem",
      tabindex: "-1",
      "aria-level": node.depth + 1,
      "aria-posinset": position,
      "aria-setsize": siblings,
      "aria-selected": "false",
      "aria-expanded": folds ? String(open) : undefined,
      "data-index": item.index,
      "data-state": node.state,
      "data-chosen": node.chosen === true,
    },
    h(
      "span",
      { class: "trace-what" },
      h("span", { class: "trace-twist", "aria-hidden": "true" }, folds ? (open ? "\u25be" : "\u25b8") : ""),
      node.parameter ? h("span", { class: "trace-parameter" }, node.parameter) : null,
      h("code", { class: `trace-label ${COLOURS[node.kind]}` }, labelOf(node, expression)),
      node.chosen ? h("span", { class: "badge", "data-kind": "chosen" }, "chosen") : null,
    ),
    valueCell(...outcome(node)),
    ...why(node),
  );
  line.style.setProperty("--depth", String(Math.min(node.depth, DEEPEST)));
  return line;
}

/** Calls by their name, for their arguments follow; everything else as it is written. */
function labelOf({ kind, label, span }: TraceNode, expression: string): string {
  const text = kind === "call" ? `${label}()` : kind === "operator" ? expression.slice(span.start, span.end) : label;
  return text.length > LONGEST ? `${text.slice(0, LONGEST).replace(/[\ud800-\udbff]$/, "")}\u2026` : text;
}

function outcome({ state, value, type }: TraceNode): Child[] {
  if (state === "value") return typedValue(value, type);
  const words = { "not-evaluated": "not evaluated", ignored: "not sent", error: "error" }[state];
  return [h("span", { class: "trace-none" }, words)];
}

function why({ error, notes = [] }: TraceNode): HTMLElement[] {
  const lines = notes.flatMap(({ text, matches = [] }) => [
    h("span", { class: "trace-why" }, sentence(text)),
    // The first match is in the sentence.
    ...matches.slice(1).map((match) => h("span", { class: "trace-why trace-match" }, matchText(match))),
  ]);
  return error === undefined ? lines : [...lines, h("span", { class: "trace-why trace-error" }, sentence(error))];
}

function matchText({ text, groups }: NonNullable<NonNullable<TraceNode["notes"]>[number]["matches"]>[number]): string {
  const parts = groups.map((group) => `${group.name} = ${group.text === undefined ? "nothing" : JSON.stringify(group.text)}`);
  return `${JSON.stringify(text)}${parts.length > 0 ? `; ${parts.join(", ")}` : ""}`;
}
