import type { App } from "../app.ts";
import { textField } from "../controls/fields.ts";
import { button, fill, h, setAttribute, setValue } from "../dom.ts";
import { problemItem } from "../problems/item.ts";
import { filters, setClause, setFilter, setFilters, type Clause, type ScopeKey } from "../profile/head.ts";
import type { Scene } from "../store.ts";

/** The operators as the portal and its documents spell them. */
const OPERATORS = [
  "EQUALS", "NOT EQUALS", "IS TRUE", "IS FALSE", "IS NULL", "IS NOT NULL", "REGEX MATCH", "NOT REGEX MATCH",
  "Greater_Than", "Greater_Than_OR_EQUALS", "Includes", "ENDS_WITH", "&", "!&",
];
/** Those that take no value. */
const ALONE = /^is[ _]?(?:not[ _]?)?(?:true|false|null)$/i;
const FRESH: Clause = { attr: "", op: "EQUALS", value: "" };

/** A filter, or one of its clauses. */
interface Part {
  filter: number;
  clause?: number;
  problems: HTMLElement;
  controls: { name: string; input: HTMLElement }[];
  refresh: () => void;
}

/** A list of scoping filters to be edited. Drawn anew only when filters or clauses come or go. */
export function filterList(app: App, key: ScopeKey, attributes: string): { element: HTMLElement; update: (scene: Scene) => void } {
  const { store } = app;
  const element = h("div", { class: "filters" });
  let parts: Part[] = [];
  let shape = "";
  const now = (): ReturnType<typeof filters> => filters(store.state.draft, key);
  const set = (draft: Scene["state"]["draft"], focus?: string): void => {
    store.set({ draft });
    if (focus === undefined) return;
    store.flush();
    element.querySelector<HTMLElement>(focus)?.focus();
  };

  const clauseRow = (at: number, index: number): HTMLElement => {
    const change = (changes: Parameters<typeof setClause>[4]): void => set(setClause(store.state.draft, key, at, index, changes));
    const label = (text: string): Record<string, string> => ({ "aria-label": `${text}, clause ${index + 1} of filter ${at + 1}` });
    const chooseOperator = (): void => {
      const { value: before } = now()[at]?.clauses[index] ?? {};
      change({ op: op.value, value: ALONE.test(op.value) ? undefined : (before ?? "") });
    };
    const writeValue = (): void => {
      const several = Array.isArray(now()[at]?.clauses[index]?.value);
      change({ value: several ? value.value.split(";").map((item) => item.trim()) : value.value });
    };
    const field = (name: string, changed: () => void): Parameters<typeof h>[1] => ({ class: "input mono", placeholder: name.toLowerCase(), autocomplete: "off", spellcheck: "false", ...label(name), on: { input: changed } });
    const attr: HTMLInputElement = h("input", { list: attributes, ...field("Attribute", () => change({ attr: attr.value })) });
    const op: HTMLSelectElement = h("select", { class: "input", ...label("Operator"), on: { change: chooseOperator } });
    const value: HTMLInputElement = h("input", field("Value", writeValue));
    const problems = h("ul", { class: "problem-list" });
    const drop = button("\u2715", () => {
      const clauses = now()[at]?.clauses.filter((_, place) => place !== index) ?? [];
      set(setFilter(store.state.draft, key, at, { clauses }), `[data-filter="${at}"] .add-clause`);
    }, { class: "icon-button quiet", "aria-label": `Remove clause ${index + 1} of filter ${at + 1}` });
    parts.push({
      filter: at,
      clause: index,
      problems,
      controls: [{ name: "attr", input: attr }, { name: "op", input: op }, { name: "value", input: value }],
      refresh() {
        const clause = now()[at]?.clauses[index];
        if (!clause) return;
        const known = OPERATORS.includes(clause.op) ? OPERATORS : [clause.op, ...OPERATORS];
        if (op.options.length !== known.length || op.value !== clause.op) fill(op, ...known.map((name) => h("option", { value: name }, name || "\u2013")));
        setValue(attr, clause.attr);
        setValue(op, clause.op);
        const text = Array.isArray(clause.value) ? clause.value.join("; ") : String(clause.value ?? "");
        if (!value.matches(":focus") || !Array.isArray(clause.value)) setValue(value, text);
        value.hidden = ALONE.test(clause.op);
      },
    });
    return h("li", { class: "clause" }, attr, op, value, drop, problems);
  };

  const filterBox = (at: number): HTMLElement => {
    const name = textField("Name", (text) => set(setFilter(store.state.draft, key, at, { name: text })), { placeholder: `Filter ${at + 1}`, "aria-label": `Name of filter ${at + 1}` });
    const problems = h("ul", { class: "problem-list" });
    const clauses = (now()[at]?.clauses ?? []).map((_, index) => clauseRow(at, index));
    const add = button("Add clause", () => {
      const { clauses: old = [] } = now()[at] ?? {};
      set(setFilter(store.state.draft, key, at, { clauses: [...old, FRESH] }), `[data-filter="${at}"] .clause:nth-child(${old.length + 1}) input`);
    }, { class: "button small add-clause" });
    const drop = button("Remove filter", () => {
      const { draft } = store.state;
      set(setFilters(draft, key, now().filter((_, place) => place !== at)), ".add-filter");
      app.toast(`Removed filter ${at + 1}.`, () => store.set({ draft }));
    }, { class: "button small danger" });
    parts.push({
      filter: at,
      problems,
      controls: [{ name: "name", input: name.input }],
      refresh: () => setValue(name.input, String(now()[at]?.name ?? "")),
    });
    return h("li", { class: "filter", "data-filter": at }, name.element, h("ul", { class: "clauses" }, ...clauses), problems, h("div", { class: "row-actions" }, add, drop));
  };

  const add = button("Add filter", () => {
    const at = now().length;
    set(setFilters(store.state.draft, key, [...now(), { clauses: [FRESH] }]), `[data-filter="${at}"] .clause input`);
  }, { class: "button small add-filter" });

  return {
    element,
    update({ problems }) {
      const wanted = JSON.stringify(now().map(({ clauses }) => clauses.length));
      if (wanted !== shape) {
        shape = wanted;
        parts = [];
        fill(element, h("ol", { class: "filter-list" }, ...now().map((_, at) => filterBox(at))), add);
      }
      for (const part of parts) part.refresh();
      const mine = problems.flatMap(({ diagnostic }) => {
        const { place } = diagnostic;
        return place?.in === "scope" && place.list === key ? [{ diagnostic, place }] : [];
      });
      for (const { filter, clause, problems: list, controls } of parts) {
        const here = mine.filter(({ place }) => place.filter === filter && place.clause === clause);
        fill(list, ...here.map(({ diagnostic }) => problemItem(diagnostic, {})));
        for (const { name, input } of controls) {
          const wrong = here.some(({ diagnostic, place }) => diagnostic.severity === "error" && place.member === name && place.value === undefined);
          setAttribute(input, "aria-invalid", wrong ? "true" : undefined);
        }
      }
    },
  };
}
