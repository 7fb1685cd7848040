import { h, type Child } from "../../dom.ts";

/** From here on a value may not fit its column. */
const LONG = 24;

/** The cell of a value; long ones can be shown whole. */
export function valueCell(...children: Child[]): HTMLElement {
  const cell = h("span", { class: "trace-value" }, ...children);
  if ((cell.textContent?.length ?? 0) > LONG) cell.dataset["long"] = "";
  return cell;
}

/** A value as JSON with the colour of its kind, and its type in a word. */
export function typedValue(value: unknown, type: string | undefined): Child[] {
  if (value === null || value === undefined) return [h("span", { class: "trace-none" }, "no value")];
  const text = JSON.stringify(value) ?? "";
  return [h("code", { class: `trace-text ${colourOf(value)}` }, text), type && h("span", { class: "trace-type" }, type)];
}

function colourOf(value: unknown): string {
  if (typeof value === "string") return "tok-string";
  return typeof value === "object" ? "" : "tok-number";
}
