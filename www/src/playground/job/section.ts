import type { App } from "../app.ts";
import { h, setText } from "../dom.ts";
import { inHead } from "../problems/place.ts";
import { filters, settings } from "../profile/head.ts";
import type { Scene } from "../store.ts";
import { filterList } from "./filters.ts";
import { settingFields } from "./settings.ts";

/** Who is in scope and how the job is set up: folded away until it is wanted or wrong. `attributes` is the id of their list. */
export function jobSection(app: App, attributes: string): HTMLElement {
  const summary = h("summary", {});
  const scope = filterList(app, "scope", attributes);
  const input = filterList(app, "inputScope", attributes);
  const job = settingFields(app);
  const inputPart = h(
    "div",
    {},
    h("h3", {}, "Filters on what is read"),
    h("p", { class: "field-note" }, "Whoever passes none of them is not read from the directory, and left as they are."),
    input.element,
  );
  const element = h(
    "details",
    { class: "about job" },
    summary,
    h(
      "div",
      { class: "about-text" },
      h("h3", {}, "Scoping filters"),
      h("p", { class: "field-note" }, "Users are in scope if all clauses of one filter hold; without filters everybody is."),
      scope.element,
      inputPart,
      h("h3", {}, "Settings of the job"),
      job.element,
    ),
  );
  app.navigation.toJob = () => {
    element.open = true;
    element.scrollIntoView({ block: "nearest" });
    (element.querySelector<HTMLElement>("[aria-invalid]") ?? summary).focus();
  };
  app.store.watch((scene, before) => {
    if (before?.state.draft === scene.state.draft && before.problems === scene.problems) return;
    setText(summary, summaryText(scene));
    inputPart.hidden = filters(scene.state.draft, "inputScope").length === 0;
    scope.update(scene);
    input.update(scene);
    job.update(scene);
  });
  return element;
}

function summaryText({ state: { draft }, problems }: Scene): string {
  const count = filters(draft, "scope").length + filters(draft, "inputScope").length;
  const changed = Object.keys(settings(draft)).length;
  const wrong = problems.filter(({ diagnostic }) => diagnostic.severity === "error" && inHead(diagnostic)).length;
  const parts = [
    count === 0 ? "everybody in scope" : `${count} scoping filter${count === 1 ? "" : "s"}`,
    changed > 0 && `${changed} setting${changed === 1 ? "" : "s"}`,
    wrong > 0 && `${wrong} error${wrong === 1 ? "" : "s"}`,
  ];
  return `Scope and settings: ${parts.filter(Boolean).join(", ")}`;
}
