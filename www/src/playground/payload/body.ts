import { h } from "../dom.ts";
import { covers } from "../json/difference.ts";
import { lines, type Line } from "../json/lines.ts";
import type { JsonNode } from "../json/parse.ts";

/** Longer texts are cut on screen; copying gives them whole. */
const LONGEST = 2_000;
const MOST_LINES = 2_000;

/** The lines of a body, each knowing the part it shows. */
export interface DrawnBody {
  elements: HTMLElement[];
  /** The part that a line on screen shows, as a JSON pointer. */
  pathOf(element: Element): string | undefined;
  /** Marks the lines of the given parts. */
  show(name: "changed" | "pointed", parts: Set<string>): void;
}

export function drawBody(body: JsonNode): DrawnBody {
  const all = lines(body);
  const shown = all.slice(0, MOST_LINES);
  const elements = shown.map(drawLine);
  if (all.length > shown.length) {
    elements.push(h("div", { class: "json-line" }, `\u2026 ${all.length - shown.length} more lines`));
  }
  const paths = new Map<Element, string>(shown.map(({ path }, index) => [elements[index] as Element, path]));
  return {
    elements,
    pathOf: (element) => paths.get(element),
    show(name, parts) {
      for (const [element, path] of paths) element.classList.toggle(name, covers(parts, path));
    },
  };
}

function drawLine({ depth, parts }: Line): HTMLElement {
  const indent = "  ".repeat(depth);
  const pieces = parts.map(({ kind, text }) => h("span", { class: `tok-${kind}` }, ...breakable(cut(text))));
  const line = h("div", { class: "json-line" }, indent, ...pieces, "\n");
  line.style.setProperty("--depth", String(depth));
  return line;
}

/** A schema may wrap behind its colons; elsewhere the line breaks where it must. */
function breakable(text: string): (Node | string)[] {
  if (!text.startsWith('"urn:')) return [text];
  return text.split(/(?<=:)/).flatMap((part) => [part, h("wbr")]);
}

function cut(text: string): string {
  if (text.length <= LONGEST) return text;
  return `${text.slice(0, LONGEST)}\u2026" (${text.length.toLocaleString("en")} characters)`;
}
