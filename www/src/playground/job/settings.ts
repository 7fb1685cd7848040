import type { App } from "../app.ts";
import { checkField, choiceField } from "../controls/fields.ts";
import { fill, h, setValue } from "../dom.ts";
import type { SettingInfo } from "../engine.ts";
import { problemItem } from "../problems/item.ts";
import { systemOf } from "../profile/draft.ts";
import { setSetting, settings } from "../profile/head.ts";
import type { Scene } from "../store.ts";

/** What the settings of a job are, stated or not. */
type Values = (name: string) => unknown;

/** One setting on screen. */
interface Field {
  element: HTMLElement;
  /** Where it stands: choices beside each other, then lists, then what is on or off. */
  group: "choice" | "list" | "flag";
  update(value: Values): void;
}

type Change = (name: string, value: unknown) => void;

/** How the job is set up, as the engine describes it. A setting at the service's default is not written into the profile. */
export function settingFields(app: App): { element: HTMLElement; update: (scene: Scene) => void } {
  const { store, registry } = app;
  const change: Change = (name, value) => store.set({ draft: setSetting(store.state.draft, name, value) });
  const problems = h("ul", { class: "problem-list" });
  const element = h("div", { class: "job-settings" });
  let shown: readonly SettingInfo[] | undefined;
  let fields: Field[] = [];
  return {
    element,
    update({ state, problems: all }) {
      const known = registry.settings[systemOf(state.draft)];
      if (known !== shown) {
        shown = known;
        fields = known.map((setting) => fieldOf(setting, change));
        const group = (name: Field["group"]): HTMLElement[] => fields.flatMap((field) => (field.group === name ? [field.element] : []));
        const choices = group("choice");
        fill(element, choices.length > 0 && h("div", { class: "job-choices" }, ...choices), ...group("list"), ...group("flag"), problems);
      }
      const values = valuesOf(known, settings(state.draft));
      for (const field of fields) field.update(values);
      const here = all.filter(({ diagnostic }) => diagnostic.place?.in === "setting");
      fill(problems, ...here.map(({ diagnostic }) => problemItem(diagnostic, {})));
    },
  };
}

/** What is stated, if the setting may be that; else what is usual. */
function valuesOf(known: readonly SettingInfo[], stated: Record<string, unknown>): Values {
  const value: Values = (name) => {
    const setting = known.find((one) => one.name === name);
    if (!setting) return undefined;
    const { kind, usual, options } = setting;
    const given = stated[name];
    const names = options.map(([option]) => option);
    if (kind === "several") return Array.isArray(given) ? given : names;
    if (kind === "flag" ? typeof given === "boolean" : names.some((option) => option === given)) return given;
    return typeof usual === "object" ? value(usual.as) : usual;
  };
  return value;
}

function fieldOf(setting: SettingInfo, change: Change): Field {
  if (setting.kind === "several") return severalField(setting, change);
  return setting.kind === "flag" && setting.usual !== undefined ? flagField(setting, change) : oneField(setting, change);
}

/** On or off. */
function flagField({ name, label, usual, needs }: SettingInfo, change: Change): Field {
  // What is usual may be as another setting is, and so change with it: then what is chosen is stated.
  const { element, input } = checkField(label, (on) => change(name, on === usual ? undefined : on));
  return {
    element,
    group: "flag",
    update(value) {
      input.checked = value(name) === true;
      input.disabled = !input.checked && isMissing(needs, value);
    },
  };
}

/** One of several. Where nothing is usual, saying nothing is a choice of its own. */
function oneField({ name, label, kind, usual, options, needs }: SettingInfo, change: Change): Field {
  const named: readonly (readonly [string, string])[] = kind === "flag" ? [["true", "Yes"], ["false", "No"]] : options;
  const offered = usual === undefined ? ([["", "Default"], ...named] as const) : named;
  const { element, input } = choiceField(label, offered, (text) => {
    const value = kind === "flag" && text !== "" ? text === "true" : text;
    change(name, value === (usual ?? "") ? undefined : value);
  });
  return {
    element,
    group: "choice",
    update(value) {
      const now = value(name);
      setValue(input, now === undefined ? "" : String(now));
      input.disabled = now === undefined && isMissing(needs, value);
    },
  };
}

/** Any of several, all of them without a word. */
function severalField({ name, label, options }: SettingInfo, change: Change): Field {
  const items = options.map(([option, title]) => ({
    option,
    ...checkField(title, () => {
      const on = items.filter(({ input }) => input.checked).map((item) => item.option);
      change(name, on.length === options.length ? undefined : on);
    }),
  }));
  return {
    element: h("fieldset", { class: "job-actions" }, h("legend", {}, label), ...items.map((item) => item.element)),
    group: "list",
    update(value) {
      const now = value(name);
      const on: readonly unknown[] = Array.isArray(now) ? now : [];
      for (const { option, input } of items) input.checked = on.includes(option);
    },
  };
}

/** Whether the setting that another one rests on is off, as the console then does not offer that one. */
function isMissing(needs: string | undefined, value: Values): boolean {
  return needs !== undefined && value(needs) !== true;
}
