import { h } from "../dom.ts";
import type { Preview } from "../engine.ts";
import { valueText } from "../json/value.ts";
import { shortSchema, splitTarget } from "../profile/target.ts";

/** What changes in the target: attribute, old value, new value. */
export function changesView(preview: Preview | undefined): HTMLElement {
  const changes = preview?.modifiedProperties ?? [];
  if (changes.length === 0) return h("p", { class: "empty" }, emptyText(preview));
  const head = ["Target attribute", "Old value", "New value"].map((title) => h("th", { scope: "col" }, title));
  const rows = changes.map(({ displayName, oldValue, newValue }) =>
    h(
      "tr",
      {},
      h("th", { scope: "row", title: displayName }, ...breakable(shortName(displayName))),
      h("td", { "data-label": "Old" }, value(oldValue)),
      h("td", { "data-label": "New" }, value(newValue)),
    ),
  );
  return h("table", { class: "changes" }, h("thead", {}, h("tr", {}, ...head)), h("tbody", {}, ...rows));
}

function emptyText(preview: Preview | undefined): string {
  if (preview?.action === "delete") return "The whole account is deleted.";
  return preview ? "Nothing changes in the target." : "Nothing can be said yet.";
}

function value(json: unknown): HTMLElement {
  if (json === null || json === undefined) return h("span", { class: "no-value" }, "none");
  return h("code", {}, valueText(json));
}

function shortName(path: string): string {
  const { schema, attribute } = splitTarget(path);
  return schema ? `${shortSchema(schema)}${attribute}` : attribute;
}

/** Schemas may wrap behind their colons. */
function breakable(path: string): (Node | string)[] {
  return path.split(/(?<=[:.])/u).flatMap((part) => [part, h("wbr")]);
}
