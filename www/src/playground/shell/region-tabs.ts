import type { App, Region } from "../app.ts";
import { button, h, setText } from "../dom.ts";

/** On narrow screens one region is shown at a time; these buttons choose which. */
export function regionTabs(app: App): HTMLElement {
  const names: [Region, string][] = [
    ["user", "User"],
    ["mappings", "Mappings"],
    ["payload", "Payload"],
    ["problems", "Problems"],
  ];
  const show = (region: Region): void => {
    app.page.dataset["region"] = region;
    for (const [name, control] of buttons) control.setAttribute("aria-pressed", String(name === region));
  };
  const buttons = new Map(names.map(([name, label]) => [name, button(label, () => show(name), { class: "tab" })]));
  app.navigation.show = show;
  app.store.watch(({ problems }) => {
    const tab = buttons.get("problems");
    if (tab) setText(tab, problems.length > 0 ? `Problems ${problems.length}` : "Problems");
  });
  show("mappings");
  return h("nav", { class: "tabs", "aria-label": "Regions" }, ...buttons.values());
}
