import type { App } from "../app.ts";
import { freshId, h } from "../dom.ts";
import { fromDocument } from "../profile/draft.ts";

/** Lists the browser offers while one types, for the `list` of inputs. */
export interface Suggestions {
  elements: HTMLElement[];
  /** The ids: of source attributes, and of the targets that the presets write. */
  attributes: string;
  targets: string;
}

export function suggestions({ registry }: App): Suggestions {
  const attributes = freshId("attribute-names");
  const targets = freshId("target-paths");
  const paths = new Set(registry.presets.flatMap(({ profile }) => fromDocument(profile).rows.map(({ mapping }) => mapping.target)));
  return {
    elements: [
      h("datalist", { id: attributes }, ...registry.attributes.map(({ name, type }) => h("option", { value: name, label: type }))),
      h("datalist", { id: targets }, ...[...paths].map((value) => h("option", { value }))),
    ],
    attributes,
    targets,
  };
}
