import { fill, h, setAttribute, setText } from "../dom.ts";
import { tokens, type MappingPreview } from "../engine.ts";
import type { Mapping } from "../profile/draft.ts";
import { splitTarget } from "../profile/target.ts";
import { resultCell } from "./result.ts";

export interface RowView {
  element: HTMLTableRowElement;
  button: HTMLButtonElement;
  update(mapping: Mapping, result: MappingPreview | undefined, open: boolean): void;
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
  const open = h("button", { type: "button", class: "row-button", on: { click: toggle } }, schema, attribute);
  const badges = h("span", { class: "badges" });
  const type = h("span", { class: "type-tag" });
  const source = h("code", { class: "source-text" });
  const result = resultCell();
  const element = h(
    "tr",
    { class: "mapping", role: "row" },
    h("td", { class: "cell-target", role: "cell" }, open, badges),
    h("td", { class: "cell-source", role: "cell" }, type, source),
    result.element,
  );
  element.addEventListener("click", (event) => {
    if (event.target instanceof Element && !event.target.closest("button") && !textSelected()) toggle();
  });
  element.addEventListener("pointerenter", () => point(true));
  element.addEventListener("pointerleave", () => point(false));
  open.addEventListener("focus", () => point(true));
  open.addEventListener("blur", () => point(false));
  open.addEventListener("keydown", (event) => {
    if (event.key !== "ArrowUp" && event.key !== "ArrowDown") return;
    event.preventDefault();
    step(event.key === "ArrowUp" ? -1 : 1, event.altKey);
  });

  return {
    element,
    button: open,
    update(mapping, preview, isOpen) {
      const parts = splitTarget(mapping.target);
      setText(schema, parts.schema);
      schema.hidden = parts.schema === "";
      setText(attribute, parts.attribute || "New mapping");
      setAttribute(attribute, "data-empty", parts.attribute === "" ? "true" : undefined);
      setAttribute(open, "aria-expanded", String(isOpen));
      setAttribute(element, "data-open", isOpen ? "true" : undefined);
      setAttribute(element, "data-status", preview?.status);
      fill(badges, ...badgesOf(mapping));
      setText(type, mapping.type);
      showSource(source, mapping);
      result.update(preview);
    },
  };
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

function sourceText({ type, source = "" }: Mapping): string {
  if (type === "none") return "";
  const text = source.slice(0, SOURCE_SHOWN).replaceAll(/\s+/g, " ");
  return source.length > SOURCE_SHOWN ? `${text}\u2026` : text;
}

/** Expressions are coloured as in the editor. */
function showSource(parent: HTMLElement, mapping: Mapping): void {
  const text = sourceText(mapping);
  if (parent.textContent === text && parent.dataset["type"] === mapping.type) return;
  parent.dataset["type"] = mapping.type;
  if (mapping.type !== "expression") return fill(parent, text);
  let at = 0;
  const pieces: (Node | string)[] = [];
  for (const { kind, span } of tokens(text)) {
    if (span.start < at || span.end <= span.start) continue;
    pieces.push(text.slice(at, span.start), h("span", { class: `tok-${kind}` }, text.slice(span.start, span.end)));
    at = span.end;
  }
  fill(parent, ...pieces, text.slice(at));
}

/** Whoever drags over the text to copy it does not mean to open the row. */
function textSelected(): boolean {
  return (document.getSelection()?.toString() ?? "") !== "";
}
