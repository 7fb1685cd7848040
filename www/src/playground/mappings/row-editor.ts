import { correct, type App } from "../app.ts";
import { checkField, choiceField, textField } from "../controls/fields.ts";
import { button, fill, freshId, h, setAttribute, setText, setValue } from "../dom.ts";
import type { Span } from "../engine.ts";
import type { Field, Problem } from "../problems/collect.ts";
import { problemItem } from "../problems/item.ts";
import { change, convertSource, duplicate, isPristine, MAPPING_TYPES, move, remove, type MappingType } from "../profile/draft.ts";
import type { Scene } from "../store.ts";
import { explain, remarkOn, showChip } from "./result.ts";
import { sourceField } from "./source-field.ts";
import type { Suggestions } from "./suggestions.ts";
import { tracePanel } from "./trace/panel.ts";

/** Problems shown at a field; all are in the list below the page. */
const SHOWN = 20;

/** The fields of the open row. One editor serves all rows in turn. */
export function rowEditor(app: App, lists: Suggestions): {
  element: HTMLElement;
  update: (scene: Scene, before: Scene | undefined) => void;
  focus: (field: Field, span: Span | undefined) => void;
} {
  const { store } = app;
  const set = (fields: Parameters<typeof change>[2]): void => {
    const { draft, selected } = store.state;
    if (selected !== undefined) store.set({ draft: change(draft, selected, fields) });
  };
  const target = textField("Target attribute", (value) => set({ target: value }), { list: lists.targets, class: "input mono" });
  const type = choiceField("Mapping type", MAPPING_TYPES.map((name) => [name, capital(name)]), (value) => setType(value as MappingType));
  const targetProblems = h("ul", { class: "problem-list", id: freshId("target-problems") });
  const problems = h("ul", { class: "problem-list", id: freshId("source-problems") });
  target.input.setAttribute("aria-describedby", targetProblems.id);
  const source = sourceField(app, { attributes: lists.attributes, describedBy: problems.id, changed: (value) => set({ source: value }), moved: (span) => trace.follow(span), fix: (problem, fix) => correct(app, problem, fix) });
  const trace = tracePanel(app, { point: source.point, go: (span) => source.focus(span) });
  const fallback = textField("Default value if null", (value) => set({ default: value || undefined }));
  const apply = choiceField("Apply", [["always", "Always"], ["create", "Only during object creation"]], (value) =>
    set({ apply: value === "create" ? "create" : undefined }),
  );
  const match = textField("Matching precedence", (value) => set({ match: precedence(value) }), {
    inputmode: "numeric",
    placeholder: "none",
    pattern: "[1-9][0-9]*",
  });
  const required = checkField("Required: without a value the user is not created", (on) => set({ required: on || undefined }));
  const note = h("p", { class: "field-note" });
  const chip = h("span", { class: "chip" });
  const result = h("output", { class: "row-result" });
  const remark = h("p", { class: "row-remark" });
  const outcomeLine = h("div", { class: "row-outcome" }, h("span", { class: "row-outcome-label" }, "Result"), chip, result, remark);

  /** Sources as they were under another type, so that going back brings them back. */
  const remembered = new Map<string, string>();
  const setType = (to: MappingType): void => {
    const { draft, selected } = store.state;
    const mapping = draft.rows.find((row) => row.id === selected)?.mapping;
    if (!mapping) return;
    const { type: from, source: text = "" } = mapping;
    remembered.set(`${selected} ${from}`, text);
    const converted = convertSource(text, from, to);
    set({ type: to, source: converted === text ? (remembered.get(`${selected} ${to}`) ?? text) : converted });
  };
  const act = (action: (id: number) => void) => (): void => {
    const { selected } = store.state;
    if (selected !== undefined) action(selected);
  };
  const shift = (by: -1 | 1): (() => void) =>
    act((id) => {
      store.set({ draft: move(store.state.draft, id, by) });
      store.flush();
      // Moving the row in the page may have cost the button its focus; at the edge it is switched off.
      const [one, other] = by < 0 ? [up, down] : [down, up];
      (one.disabled ? other : one).focus();
    });
  const up = button("Move up", shift(-1), { class: "button small" });
  const down = button("Move down", shift(1), { class: "button small" });
  const copy = button("Duplicate", act((id) => {
    const made = duplicate(store.state.draft, id);
    if (made) store.set({ draft: made.draft, selected: made.id });
  }), { class: "button small" });
  const drop = button("Remove", act((id) => {
    const { draft } = store.state;
    const { target: name = "" } = draft.rows.find((row) => row.id === id)?.mapping ?? {};
    store.set({ draft: remove(draft, id), selected: undefined, pointed: undefined });
    app.toast(`Removed the mapping to ${name || "no target"}.`, () => store.set({ draft, selected: id }));
  }), { class: "button small danger" });

  const item = (problem: Problem): HTMLElement =>
    problemItem(problem.diagnostic, { fix: (fix) => correct(app, problem, fix) });
  const element = h(
    "div",
    { class: "row-editor", role: "group" },
    h("div", { class: "field-line" }, target.element, type.element),
    targetProblems,
    h("div", { class: "row-work" }, source.element, problems, h("div", { class: "verdict" }, outcomeLine, trace.element)),
    h("div", { class: "field-line three" }, fallback.element, apply.element, match.element),
    required.element,
    note,
    h("div", { class: "row-actions" }, up, down, copy, drop),
  );

  return {
    element,
    update(scene, before) {
      const { state, outcome, problems: all } = scene;
      const index = state.draft.rows.findIndex((row) => row.id === state.selected);
      const row = state.draft.rows[index];
      if (!row) return;
      const { mapping, id } = row;
      const mine = all.filter(({ place }) => place.in === "row" && place.id === id);
      element.setAttribute("aria-label", `Edit ${mapping.target || "new mapping"}`);
      setValue(target.input, mapping.target);
      setValue(type.input, mapping.type);
      source.update(mapping, mine.filter(({ place }) => place.in === "row" && place.field === "source"), before?.state.selected !== id);
      setValue(fallback.input, mapping.default ?? "");
      setValue(apply.input, mapping.apply ?? "always");
      if (!match.input.matches(":focus")) setValue(match.input, mapping.match === undefined ? "" : String(mapping.match));
      required.input.checked = mapping.required === true;
      setText(note, mapping.note ? `Note: ${mapping.note}` : "");
      note.hidden = !mapping.note;
      up.disabled = index === 0;
      down.disabled = index === state.draft.rows.length - 1;
      const preview = isPristine(mapping) ? undefined : outcome.preview?.mappings[index];
      showChip(chip, preview);
      result.className = preview?.status === "sent" ? "row-result mono" : "row-result";
      // What an error is, the problems above say.
      setText(result, preview?.status === "error" ? "Nothing is sent for this attribute." : explain(preview) || "\u2013");
      setText(remark, remarkOn(preview));
      remark.hidden = remark.textContent === "";
      trace.update(scene, before);
      if (before?.problems === all && before.state.selected === id) return;
      const [atTarget, elsewhere] = [mine.filter(isAtTarget), mine.filter((problem) => !isAtTarget(problem))];
      fill(targetProblems, ...atTarget.slice(0, SHOWN).map(item));
      fill(problems, ...elsewhere.slice(0, SHOWN).map(item));
      setAttribute(target.input, "aria-invalid", atTarget.some(isError) ? "true" : undefined);
    },
    focus(field, span) {
      if (field === "source") return source.focus(span);
      const { input } = { target, default: fallback, type, apply, match }[field];
      input.focus();
      if (span && input === target.input) target.input.setSelectionRange(span.start, span.end);
    },
  };
}

function isAtTarget({ place }: Problem): boolean {
  return place.in === "row" && place.field === "target";
}

function isError({ diagnostic }: Problem): boolean {
  return diagnostic.severity === "error";
}

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}

function precedence(text: string): number | undefined {
  return /^[1-9][0-9]{0,3}$/.test(text.trim()) ? Number(text) : undefined;
}
