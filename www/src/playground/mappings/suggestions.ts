import type { App } from "../app.ts";
import { fill, h } from "../dom.ts";
import { fromDocument } from "../profile/draft.ts";

export const ATTRIBUTES = "attribute-names";
export const TARGETS = "target-paths";

/** Lists the browser offers while one types: source attributes, and the targets the presets write. */
export function suggestionLists(app: App): HTMLElement[] {
  const attributes = h("datalist", { id: ATTRIBUTES });
  const targets = h("datalist", { id: TARGETS });
  const paths = new Set(
    app.registry.presets.flatMap(({ profile }) => fromDocument(profile).rows.map(({ mapping }) => mapping.target)),
  );
  fill(attributes, ...app.registry.attributes.map(({ name, type }) => h("option", { value: name, label: type })));
  fill(targets, ...[...paths].map((value) => h("option", { value })));
  return [attributes, targets];
}
