import { draw, stretches } from "../controls/marked-text.ts";
import { fill, h, setAttribute, setText, textSelected } from "../dom.ts";
import { describe, tokens, type Diagnostic, type MappingPreview } from "../engine.ts";
import type { Problem } from "../problems/collect.ts";
import type { Mapping } from "../profile/draft.ts";
import { shortSchema, splitTarget } from "../profile/target.ts";
import { resultCell } from "./result.ts";

/** What a row shows. */
export interface RowScene {
  mapping: Mapping;
  result: MappingPreview | undefined;
  problems: readonly Problem[];
  open: boolean;
}

export interface RowView {
  element: HTMLTableRowElement;
  button: HTMLButtonElement;
  update(scene: RowScene): void;
  /** Marks the row whose part of the payload is under the pointer. */
  point(here: boolean): void;
}

interface Handlers {
  toggle: () => void;
  point: (here: boolean) => void;
  /** Arrow keys: to the neighbour, or with Alt move the row. */
  step: (by: -1 | 1, carry: boolean) => void;
}

const SOURCE_SHOWN = 160;

/** One row of the table. It is drawn once and then only changed where it differs. */
export function rowView({ toggle, point, step }: Handlers): RowView {
  const schema = h("span", { class: "target-schema" });
  const attribute = h("span", { class: "target-attribute" });
  const arrow = (event: KeyboardEvent): void => {
    if (event.key !== "ArrowUp" && event.key !== "ArrowDown") return;
    event.preventDefault();
    step(event.key === "ArrowUp" ? -1 : 1, event.altKey);
  };
  const on = { click: toggle, focus: () => point(true), blur: () => point(false), keydown: arrow };
  const open = h("button", { type: "button", class: "row-button", on }, schema, attribute);
  const badges = h("span", { class: "badges" });
  const type = h("span", { class: "type-tag" });
  const source = h("code", { class: "source-text" });
  const words = h("span", { class: "source-words" });
  const result = resultCell();
  const press = (event: MouseEvent): void => {
    if (event.target instanceof Element && !event.target.closest("button") && !textSelected(element)) toggle();
  };
  const element: HTMLTableRowElement = h(
    "tr",
    { class: "mapping", role: "row", on: { click: press, pointerenter: () => point(true), pointerleave: () => point(false) } },
    h("td", { class: "cell-target", role: "cell" }, open, badges),
    h("td", { class: "cell-source", role: "cell" }, type, source, words),
    result.element,
  );

  return {
    element,
    button: open,
    update({ mapping, result: preview, problems, open: isOpen }) {
      const parts = splitTarget(mapping.target);
      setText(schema, shortSchema(parts.schema));
      setAttribute(schema, "title", parts.schema || undefined);
      schema.hidden = parts.schema === "";
      const targetProblems = problemsOf(problems, "target");
      showTarget(attribute, parts, targetProblems);
      setAttribute(open, "aria-expanded", String(isOpen));
      setAttribute(element, "data-open", isOpen ? "true" : undefined);
      setAttribute(element, "data-status", preview?.status);
      fill(badges, ...badgesOf(mapping));
      setText(type, mapping.type || "no type");
      showSource(source, mapping, problemsOf(problems, "source"));
      showWords(words, mapping);
      result.update(preview, problems);
    },
    point: (here) => setAttribute(element, "data-pointed", here ? "true" : undefined),
  };
}

function problemsOf(problems: readonly Problem[], field: "source" | "target"): Diagnostic[] {
  return problems.flatMap(({ place, diagnostic }) => (place.in === "row" && place.field === field ? [diagnostic] : []));
}

function badgesOf({ match, apply, required, default: fallback }: Mapping): HTMLElement[] {
  const badge = (text: string, title: string, kind?: string): HTMLElement =>
    h("span", { class: "badge", title, "data-kind": kind }, text);
  return [
    ...(match ? [badge(`match ${match}`, `Matching attribute, precedence ${match}`, "match")] : []),
    ...(apply === "create" ? [badge("create only", "Applied only during object creation")] : []),
    ...(required ? [badge("required", "Without a value the user is not created")] : []),
    ...(fallback ? [badge("default", `Default value: ${fallback}`)] : []),
  ];
}

/** The attribute, with what is wrong in it underlined; spans count from the schema in front. */
function showTarget(parent: HTMLElement, { schema, attribute }: ReturnType<typeof splitTarget>, problems: Diagnostic[]): void {
  const inside = problems.flatMap((problem) => {
    // Without a span it is the value that is wrong, or something is missing.
    if (!problem.span) return [];
    const { start, end } = problem.span;
    const span = { start: Math.max(0, start - schema.length), end: end - schema.length };
    return span.end > 0 ? [{ ...problem, span }] : [];
  });
  setAttribute(parent, "data-empty", attribute === "" ? "true" : undefined);
  redraw(parent, attribute || "New mapping", attribute === "" ? [] : stretches(attribute, [], inside));
}

/** Expressions are coloured as in the editor; the end of a long one is left to it. */
function showSource(parent: HTMLElement, { type, source = "" }: Mapping, problems: Diagnostic[]): void {
  const whole = type === "none" ? "" : source;
  // Not through the middle of a surrogate pair.
  const text = whole.length > SOURCE_SHOWN ? whole.slice(0, SOURCE_SHOWN).replace(/[\ud800-\udbff]$/, "") : whole;
  const pieces = stretches(text, type === "expression" ? tokens(text) : [], problems);
  redraw(parent, text, text === whole ? pieces : [...pieces, { text: "\u2026" }]);
}

/** What an expression says, in a sentence; nothing while it cannot be read. Asked for only when the text changed. */
function showWords(parent: HTMLElement, { type, source = "" }: Mapping): void {
  const text = type === "expression" ? source : "";
  if (worded.get(parent) === text) return;
  worded.set(parent, text);
  const words = text === "" ? undefined : describe(text);
  setText(parent, words ?? "");
  parent.hidden = words === undefined;
}

const worded = new WeakMap<HTMLElement, string>();

/** Draws only what differs from before: typing in one row must not touch the others. */
function redraw(parent: HTMLElement, plain: string, pieces: ReturnType<typeof stretches>): void {
  const key = JSON.stringify([plain, pieces]);
  if (drawn.get(parent) === key) return;
  drawn.set(parent, key);
  fill(parent, ...(pieces.length > 0 ? draw(pieces) : [plain]));
}

const drawn = new WeakMap<HTMLElement, string>();
