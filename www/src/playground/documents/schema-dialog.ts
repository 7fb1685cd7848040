import { lineText } from "../controls/text-dialog.ts";
import { button, fill, freshId, h, setText } from "../dom.ts";
import { importSchema, refusal, text as messageOf, type Diagnostic, type SchemaImport } from "../engine.ts";
import { problemItem } from "../problems/item.ts";
import type { Origin } from "../state.ts";

type Mapping = SchemaImport["mappings"][number];

export interface SchemaDialog {
  element: HTMLDialogElement;
  open(title: string, bytes: Uint8Array): void;
}

/** Reads a synchronization schema and lets one of its object mappings be chosen. */
export function schemaDialog(adopt: (profile: object, message: string, origin: Origin) => void): SchemaDialog {
  const heading = h("h2", {}, "Synchronization schema");
  const intro = h("p", { class: "dialog-intro" });
  const choices = h("fieldset", { class: "schema-choices" });
  const problems = h("ul", { class: "problem-list", tabindex: "0", "aria-label": "What was found in the schema" });
  const summary = h("p", { class: "dialog-summary", role: "status" });
  const use = button("Use this mapping", () => accept(), { class: "button primary" });
  const element = h(
    "dialog",
    { class: "dialog", "aria-label": "Synchronization schema" },
    heading,
    intro,
    choices,
    problems,
    h("div", { class: "dialog-foot" }, summary, button("Cancel", () => element.close()), use),
  );
  let read: { schema: SchemaImport; title: string } | undefined;

  const chosen = (): number => Number(choices.querySelector<HTMLInputElement>("input:checked")?.value ?? -1);
  const accept = (): void => {
    const at = chosen();
    const mapping = read?.schema.mappings[at];
    if (!read || !mapping) return;
    element.close();
    adopt(mapping.profile, `${nameOf(mapping, at)}: the schema stays behind it, for export.`, { title: read.title, text: read.schema.text, mapping: at });
  };
  const showProblems = (found: readonly Diagnostic[], text: string): void => {
    fill(problems, ...found.slice(0, 50).map((item) => problemItem(item, item.span && text ? { where: lineText(text, item.span.start) } : {})));
    problems.hidden = found.length === 0;
    setText(summary, found.length > 0 ? `${found.length} thing${found.length === 1 ? "" : "s"} to know about it` : "Read in full.");
  };
  return {
    element,
    open(title, bytes) {
      read = undefined;
      setText(intro, `${title}: choose what to look at. Everything else in the document stays as it is and comes back with the export.`);
      try {
        const schema = importSchema(bytes);
        read = { schema, title };
        const name = freshId("schema");
        fill(choices, h("legend", {}, "Object mapping"), ...schema.mappings.map((mapping, at) => choice(mapping, at, name, at === (schema.chosen ?? 0))));
        showProblems(schema.diagnostics, schema.text);
      } catch (thrown) {
        const found = refusal(thrown) ?? [];
        setText(intro, `${title} could not be read. Your profile is still here.`);
        fill(choices);
        showProblems(found.length > 0 ? found : [{ code: "engine", severity: "error", message: messageOf(thrown) }], "");
        setText(summary, "");
      }
      choices.hidden = !read;
      use.disabled = !read || read.schema.mappings.length === 0;
      element.showModal();
      (use.disabled ? element.querySelector<HTMLElement>(".dialog-foot .button") : choices.querySelector<HTMLElement>("input:checked"))?.focus();
    },
  };
}

function choice(mapping: Mapping, at: number, name: string, checked: boolean): HTMLElement {
  const { profile, enabled, internal, sourceDirectory, targetDirectory, sourceObject, targetObject } = mapping;
  const rows = Array.isArray(profile["mappings"]) ? profile["mappings"].length : 0;
  const filters = [profile["scope"], profile["inputScope"]].flatMap((list) => (Array.isArray(list) ? list : [])).length;
  const facts = [
    `${rows} attribute mapping${rows === 1 ? "" : "s"}`,
    filters > 0 && `${filters} scoping filter${filters === 1 ? "" : "s"}`,
    !enabled && "switched off",
    internal && "internal to the service",
  ];
  const id = freshId("schema-choice");
  return h(
    "div",
    { class: "schema-choice" },
    h("input", { type: "radio", id, name, value: at, checked }),
    h(
      "label",
      { for: id },
      h("span", { class: "schema-name" }, nameOf(mapping, at)),
      h("span", { class: "schema-objects" }, `${[sourceDirectory, sourceObject].filter(Boolean).join(" ")} \u2192 ${[targetDirectory, targetObject].filter(Boolean).join(" ")}`),
      h("span", { class: "schema-facts" }, facts.filter(Boolean).join(", ")),
    ),
  );
}

function nameOf({ name }: Mapping, at: number): string {
  return name || `Object mapping ${at + 1}`;
}
