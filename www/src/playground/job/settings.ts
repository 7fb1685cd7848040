import type { App } from "../app.ts";
import { checkField, choiceField } from "../controls/fields.ts";
import { fill, h, setValue } from "../dom.ts";
import { problemItem } from "../problems/item.ts";
import { setSetting, settings } from "../profile/head.ts";
import type { Scene } from "../store.ts";

const ACTIONS = ["create", "update", "delete"] as const;

/** How the job is set up. A setting at the service's default is not written into the profile. */
export function settingFields(app: App): { element: HTMLElement; update: (scene: Scene) => void } {
  const { store } = app;
  const set = (name: string, value: unknown): void => store.set({ draft: setSetting(store.state.draft, name, value) });
  const mode = choiceField("Who is provisioned", [["assigned", "Assigned users and groups"], ["all", "All users of the directory"]], (value) => set("scopeMode", value === "all" ? value : undefined));
  const dialect = choiceField("Form of updates", [["entra-legacy", "As always"], ["entra-compliant", "SCIM compliant (aadOptscim062020)"]], (value) => set("dialect", value === "entra-legacy" ? undefined : value));
  const negations = choiceField("\u201cNot\u201d clauses without a value", [["", "Default"], ["true", "Hold"], ["false", "Do not hold"]], (value) => set("nullPassesNegations", value === "" ? undefined : value === "true"));
  const actions = ACTIONS.map((action) => ({
    action,
    ...checkField(action.charAt(0).toUpperCase() + action.slice(1), () => {
      const on = actions.filter(({ input }) => input.checked).map((item) => item.action);
      set("actions", on.length === ACTIONS.length ? undefined : on);
    }),
  }));
  const skip = checkField("Leave users who go out of scope as they are", (on) => set("skipOutOfScopeDeletions", on || undefined));
  const soft = checkField("The target can disable users", (on) => set("targetSupportsSoftDelete", on ? undefined : false));
  const problems = h("ul", { class: "problem-list" });
  const element = h(
    "div",
    { class: "job-settings" },
    h("div", { class: "job-choices" }, mode.element, dialect.element, negations.element),
    h("fieldset", { class: "job-actions" }, h("legend", {}, "Actions on the target"), ...actions.map((item) => item.element)),
    skip.element,
    soft.element,
    problems,
  );
  return {
    element,
    update({ state, problems: all }) {
      const known = settings(state.draft);
      setValue(mode.input, known["scopeMode"] === "all" ? "all" : "assigned");
      setValue(dialect.input, known["dialect"] === "entra-compliant" ? "entra-compliant" : "entra-legacy");
      const { nullPassesNegations: negated } = known;
      setValue(negations.input, typeof negated === "boolean" ? String(negated) : "");
      const on: unknown[] = Array.isArray(known["actions"]) ? known["actions"] : [...ACTIONS];
      for (const { action, input } of actions) input.checked = on.includes(action);
      skip.input.checked = known["skipOutOfScopeDeletions"] === true;
      soft.input.checked = known["targetSupportsSoftDelete"] !== false;
      const here = all.filter(({ diagnostic }) => diagnostic.place?.in === "setting");
      fill(problems, ...here.map(({ diagnostic }) => problemItem(diagnostic, {})));
    },
  };
}
