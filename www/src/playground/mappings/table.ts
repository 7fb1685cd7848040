import type { App } from "../app.ts";
import { h } from "../dom.ts";
import type { Problem } from "../problems/collect.ts";
import { isPristine, move } from "../profile/draft.ts";
import type { Scene } from "../store.ts";
import { rowEditor } from "./row-editor.ts";
import { rowView, type RowView } from "./row.ts";
import type { Suggestions } from "./suggestions.ts";

/** The mappings, one row each; the open row is followed by its editor. */
export function mappingTable(app: App, lists: Suggestions): HTMLElement {
  const { store } = app;
  const views = new Map<number, RowView>();
  const body = h("tbody", { role: "rowgroup" });
  const editor = rowEditor(app, lists);
  const cell = h("td", { colspan: 3, class: "cell-editor", role: "cell" }, editor.element);
  const detail = h("tr", { class: "mapping-detail", role: "row" }, cell);
  const head = ["Target attribute", "Source", "Result"].map((title) =>
    h("th", { scope: "col", role: "columnheader" }, title),
  );
  const table = h(
    "table",
    { class: "mappings", role: "table", "aria-label": "Attribute mappings" },
    h("thead", { role: "rowgroup" }, h("tr", { role: "row" }, ...head)),
    body,
  );

  const toggle = (id: number): void => store.set({ selected: store.state.selected === id ? undefined : id });
  const step = (id: number, by: -1 | 1, carry: boolean): void => {
    const { rows } = store.state.draft;
    if (carry) store.set({ draft: move(store.state.draft, id, by) });
    store.flush();
    const next = carry ? id : rows[rows.findIndex((row) => row.id === id) + by]?.id;
    if (next !== undefined) views.get(next)?.button.focus();
  };
  const viewOf = (id: number): RowView => {
    const known = views.get(id);
    if (known) return known;
    const view = rowView({
      toggle: () => toggle(id),
      point: (here) => {
        if (here) store.set({ pointed: id });
        else if (store.state.pointed === id) store.set({ pointed: undefined });
      },
      step: (by, carry) => step(id, by, carry),
    });
    views.set(id, view);
    return view;
  };

  store.watch(({ state, outcome, problems }: Scene, before) => {
    for (const [id, view] of views) view.point(state.pointed === id);
    const unchanged =
      before?.state.draft === state.draft && before.outcome === outcome && before.state.selected === state.selected;
    if (unchanged) return;
    const wanted: HTMLElement[] = [];
    const problemsOf = byRow(problems);
    state.draft.rows.forEach(({ id, mapping }, index) => {
      const view = viewOf(id);
      const open = state.selected === id;
      view.update({ mapping, result: isPristine(mapping) ? undefined : outcome.preview?.mappings[index], problems: problemsOf.get(id) ?? [], open });
      wanted.push(view.element);
      if (open) wanted.push(detail);
    });
    arrange(body, wanted);
    const present = new Set(state.draft.rows.map((row) => row.id));
    for (const id of views.keys()) if (!present.has(id)) views.delete(id);
    table.dataset["stale"] = String(outcome.userProblem !== undefined);
  });
  store.watch(editor.update);

  app.navigation.openRow = (id) => {
    store.set({ selected: id });
    store.flush();
    views.get(id)?.button.focus();
  };
  app.navigation.toRow = (id, field, span) => {
    store.set({ selected: id });
    store.flush();
    views.get(id)?.element.scrollIntoView({ block: "nearest" });
    editor.focus(field, span);
  };
  return table;
}

function byRow(problems: readonly Problem[]): Map<number, Problem[]> {
  const found = new Map<number, Problem[]>();
  for (const problem of problems) {
    if (problem.place.in !== "row") continue;
    const { id } = problem.place;
    found.set(id, [...(found.get(id) ?? []), problem]);
  }
  return found;
}

/** Puts the wanted rows in order and takes away the others, moving as little as possible. */
function arrange(body: HTMLElement, wanted: readonly HTMLElement[]): void {
  const keep = new Set<Element>(wanted);
  for (const child of Array.from(body.children)) if (!keep.has(child)) child.remove();
  wanted.forEach((element, index) => {
    const there = body.children[index];
    if (there !== element) body.insertBefore(element, there ?? null);
  });
}
