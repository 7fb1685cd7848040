import type { App } from "../app.ts";
import { button, fill, h, setText } from "../dom.ts";
import { changesView } from "./changes.ts";
import { stepsView } from "./steps.ts";

type Name = "request" | "changes" | "steps";

/** The request, what changes by it, and how it comes about: one at a time. */
export function views(app: App, request: HTMLElement): { choice: HTMLElement; panes: HTMLElement[]; show: (name: Name) => void } {
  const changes = h("div", { class: "view", tabindex: "0", role: "region", "aria-label": "Changes in the target" });
  const steps = h("div", { class: "view", tabindex: "0", role: "region", "aria-label": "Steps" });
  const panes: Record<Name, HTMLElement> = { request, changes, steps };
  const names: [Name, string][] = [["request", "Request"], ["changes", "Changes"], ["steps", "Steps"]];
  let shown: Name = "request";
  const buttons = new Map(names.map(([name, label]) => [name, button(label, () => show(name), { class: "view-choice" })]));
  const draw = (): void => {
    const { outcome } = app.store.scene;
    if (shown === "changes") fill(changes, changesView(outcome.preview));
    if (shown === "steps") fill(steps, stepsView(outcome.preview));
  };
  const show = (name: Name): void => {
    shown = name;
    for (const [key, pane] of Object.entries(panes)) pane.hidden = key !== name;
    for (const [key, control] of buttons) control.setAttribute("aria-pressed", String(key === name));
    draw();
  };
  app.store.watch(({ outcome: { preview } }, before) => {
    if (before && before.outcome.preview === preview) return;
    const control = buttons.get("changes");
    const count = preview?.modifiedProperties.length ?? 0;
    if (control) setText(control, count > 0 ? `Changes ${count}` : "Changes");
    const open = Array.from(steps.querySelectorAll<HTMLDetailsElement>("details"), (item) => item.open);
    if (before) draw();
    steps.querySelectorAll<HTMLDetailsElement>("details").forEach((item, index) => {
      item.open = open[index] ?? false;
    });
  });
  const choice = h("div", { class: "views", role: "group", "aria-label": "What to show" }, ...buttons.values());
  show("request");
  return { choice, panes: Object.values(panes), show };
}
