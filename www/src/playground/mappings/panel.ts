import type { App } from "../app.ts";
import { button, fill, freshId, h, setText } from "../dom.ts";
import { jobSection } from "../job/section.ts";
import { Delay } from "../lifetime.ts";
import { insert, isPristine, titleOf } from "../profile/draft.ts";
import { isEdited, presetOf } from "../profile/origin.ts";
import { showTally, tally } from "./result.ts";
import { suggestions } from "./suggestions.ts";
import { mappingTable } from "./table.ts";

const ANNOUNCE_MS = 700;

/** The middle region: which profile, its mappings, what becomes of each. */
export function mappingPanel(app: App, reset: () => void): HTMLElement {
  const { store } = app;
  const id = freshId("mappings-title");
  const title = h("span", { class: "profile-title" });
  const edited = h("span", { class: "badge", "data-kind": "edited" }, "edited");
  const back = button("Reset", reset, { class: "link", title: "Back to the preset as it came" });
  const counts = h("span", { class: "tally" });
  const about = h("details", { class: "about" }, h("summary", {}, "About this preset"));
  const aboutText = h("div", { class: "about-text" });
  about.append(aboutText);
  const addRow = (): void => {
    const made = insert(store.state.draft, undefined);
    store.set({ draft: made.draft, selected: made.id });
    app.navigation.toRow(made.id, "target", undefined);
  };
  const lists = suggestions(app);
  const empty = h("p", { class: "empty" }, "This profile has no mappings. Add one, or choose a preset.");
  const body = h(
    "div",
    { class: "region-body" },
    about,
    jobSection(app, lists.attributes),
    mappingTable(app, lists),
    empty,
    h("div", { class: "add-row" }, button("Add mapping", addRow)),
    ...lists.elements,
  );
  const speaking = new Delay(app.signal);

  store.watch(({ state, outcome, problems }, before) => {
    if (before?.state.draft === state.draft && before.outcome === outcome) return;
    setText(title, state.origin ? `${titleOf(state.draft)} \u00b7 from ${state.origin.title}` : titleOf(state.draft));
    const changed = isEdited(app.registry, state);
    edited.hidden = !changed;
    back.hidden = !changed;
    empty.hidden = state.draft.rows.length > 0;
    const results = (outcome.preview?.mappings ?? []).filter((_, index) => {
      const row = state.draft.rows[index];
      return row && !isPristine(row.mapping);
    });
    showTally(counts, results);
    speaking.cancel();
    const errors = problems.filter(({ diagnostic }) => diagnostic.severity === "error").length;
    const text = `${tally(results)}${errors > 0 ? `; ${errors} error${errors === 1 ? "" : "s"}` : ""}`;
    if (before) speaking.start(ANNOUNCE_MS, () => app.announce(text));
  });
  store.watch(({ state }, before) => {
    if (before?.state.presetId === state.presetId) return;
    const preset = presetOf(app.registry, state.presetId);
    about.hidden = !preset;
    if (!preset) return;
    const notes = preset.notes.map((note) => h("li", {}, note));
    fill(
      aboutText,
      h("p", {}, preset.description),
      notes.length > 0 && h("ul", {}, ...notes),
      h("p", { class: "about-origin" }, `Source: ${preset.origin}`),
    );
  });
  return h(
    "section",
    { class: "region", "data-region": "mappings", "aria-labelledby": id },
    h(
      "header",
      { class: "region-head" },
      h("h2", { id }, "Attribute mappings"),
      counts,
      h("p", { class: "region-sub" }, title, edited, back),
    ),
    body,
  );
}
