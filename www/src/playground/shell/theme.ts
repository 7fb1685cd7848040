import type { App } from "../app.ts";
import { button, h, setAttribute } from "../dom.ts";
import type { Theme } from "../state.ts";

const CHOICES: { theme: Theme; label: string; sign: string }[] = [
  { theme: "auto", label: "Theme of the system", sign: "\u25d0" },
  { theme: "light", label: "Light theme", sign: "\u2600\ufe0e" },
  { theme: "dark", label: "Dark theme", sign: "\u263e\ufe0e" },
];

export function applyTheme(themed: HTMLElement, theme: Theme): void {
  setAttribute(themed, "data-theme", theme === "auto" ? undefined : theme);
}

/** Three small buttons of which one is pressed. */
export function themeSwitch(app: App): HTMLElement {
  const buttons = CHOICES.map(({ theme, label, sign }) =>
    button(sign, () => app.store.set({ theme }), { class: "theme-choice", "aria-label": label, title: label }),
  );
  app.store.watch(({ state }, before) => {
    if (before?.state.theme === state.theme) return;
    applyTheme(app.themed, state.theme);
    CHOICES.forEach(({ theme }, index) => buttons[index]?.setAttribute("aria-pressed", String(theme === state.theme)));
  });
  return h("div", { class: "theme-switch", role: "group", "aria-label": "Theme" }, ...buttons);
}
