import type { App } from "../app.ts";
import { textField } from "../controls/fields.ts";
import { freshId, h, setText, setValue } from "../dom.ts";
import type { Assumptions } from "../engine.ts";

/** What expressions may ask of the world around: the clock, the tenant, names already taken. */
export function assumptionFields(app: App): HTMLElement {
  const set = (changes: Partial<Assumptions>): void =>
    app.store.set({ assumptions: { ...app.store.state.assumptions, ...changes } });
  const now = textField("Now()", (value) => set({ now: value }), { placeholder: "now", class: "input mono" });
  const domain = textField("DefaultDomain()", (value) => set({ defaultDomain: value }), { placeholder: "example.com", class: "input mono" });
  const id = freshId("taken");
  const taken = h("textarea", { id, class: "input mono", rows: 2, placeholder: "one value a line", spellcheck: "false" });
  taken.addEventListener("input", () => set({ taken: taken.value }), { signal: app.signal });
  const summary = h("summary", {});
  app.store.watch(({ state: { assumptions } }) => {
    setValue(now.input, assumptions.now);
    setValue(domain.input, assumptions.defaultDomain);
    setValue(taken, assumptions.taken);
    const given = Object.values(assumptions).filter((value) => value.trim() !== "").length;
    setText(summary, given > 0 ? `Assumptions (${given} set)` : "Assumptions");
  });
  return h(
    "details",
    { class: "about assumptions" },
    summary,
    h(
      "div",
      { class: "about-text" },
      h("div", { class: "field-line" }, now.element, domain.element),
      h("div", { class: "field" }, h("label", { for: id }, "Values Zoom already has (for SelectUniqueValue)"), taken),
    ),
  );
}
