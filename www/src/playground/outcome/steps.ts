import { h, prose, sentence } from "../dom.ts";
import type { Preview } from "../engine.ts";
import { valueText } from "../json/value.ts";
import { inOrder, STATES, STEPS } from "./words.ts";

/** The steps of provision on demand, each with what it rests on. */
export function stepsView(preview: Preview | undefined): HTMLElement {
  if (!preview) return h("p", { class: "empty" }, "Nothing can be said yet.");
  const items = inOrder(preview.steps).map((step) => {
    const { sign, name } = STATES[step.status];
    const details = [...extras(step.type, preview), ...table(step.details)];
    return h(
      "li",
      { class: "step", "data-status": step.status },
      h("span", { class: "step-sign", role: "img", "aria-label": name }, sign),
      h(
        "div",
        { class: "step-text" },
        h("h3", {}, STEPS[step.type]),
        h("p", {}, ...prose(sentence(step.description))),
        details.length > 0 && h("details", { class: "step-details" }, h("summary", {}, "Details"), ...details),
        step.type === "scoping" && scopeVerdicts(preview),
      ),
    );
  });
  return h("ol", { class: "steps" }, ...items);
}

function extras(type: Preview["steps"][number]["type"], { matchQueries }: Preview): HTMLElement[] {
  if (type !== "matching" || matchQueries.length === 0) return [];
  return [
    h("p", { class: "step-asked" }, "Asked the target:"),
    h("ul", { class: "queries" }, ...matchQueries.map((query) => h("li", {}, h("code", {}, `GET /Users?filter=${query}`)))),
  ];
}

/** The names are the service's own; a text that is JSON is shown as such by the portal, too. */
function table(details: Record<string, unknown>): HTMLElement[] {
  const shown = Object.entries(details).filter(([name]) => name !== "ScopeEvaluationResult");
  if (shown.length === 0) return [];
  const pairs = shown.flatMap(([name, value]) => [h("dt", {}, name), h("dd", {}, h("code", {}, valueText(value)))]);
  return [h("dl", { class: "step-table" }, ...pairs)];
}

/** Clause by clause. */
function scopeVerdicts({ scope }: Preview): HTMLElement | null {
  if (scope.length === 0) return null;
  const filters = scope.map(({ name, passes, clauses }, index) =>
    h(
      "li",
      { class: "filter-verdict" },
      h("p", {}, mark(passes), h("span", {}, h("strong", {}, name || `Filter ${index + 1}`), passes ? " lets the user in" : " does not let the user in")),
      h(
        "ul",
        {},
        ...clauses.map((clause) =>
          h(
            "li",
            { class: "clause-verdict" },
            mark(clause.passes),
            h("code", {}, clause.clause),
            h("span", { class: "clause-actual" }, clause.actual === undefined ? "no value" : `is ${valueText(clause.actual)}`),
            clause.note ? h("span", { class: "clause-note" }, sentence(clause.note)) : null,
          ),
        ),
      ),
    ),
  );
  return h("ul", { class: "filter-verdicts", "aria-label": "Scoping filters" }, ...filters);
}

function mark(passes: boolean): HTMLElement {
  return h("span", { class: "pass", "data-passes": String(passes), role: "img", "aria-label": passes ? "holds" : "does not hold" }, passes ? "\u2713" : "\u2715");
}
