import { button, h } from "../dom.ts";
import { Delay } from "../lifetime.ts";

/** The live region and the short messages at the foot of the page. */
export interface Messages {
  elements: HTMLElement[];
  announce(text: string): void;
  toast(text: string, undo?: () => void): void;
}

const TOAST_MS = 8000;

export function messages(signal: AbortSignal): Messages {
  const live = h("div", { class: "visually-hidden", role: "status", "aria-live": "polite" });
  const toasts = h("div", { class: "toasts", role: "region", "aria-label": "Messages" });
  const clearing = new Delay(signal);
  const announce = (text: string): void => {
    // The same text twice would not be spoken again.
    live.textContent = live.textContent === text ? `${text}\u00a0` : text;
  };
  const clear = (): void => {
    clearing.cancel();
    toasts.replaceChildren();
  };
  return {
    elements: [live, toasts],
    announce,
    toast(text, undo) {
      clear();
      const back = (): void => {
        clear();
        undo?.();
        announce("Undone");
      };
      const message = h(
        "div",
        { class: "toast" },
        h("span", {}, text),
        undo ? button("Undo", back, { class: "button small" }) : null,
        button("\u2715", clear, { class: "icon-button", "aria-label": "Dismiss" }),
      );
      toasts.append(message);
      announce(text);
      const wait = (): void => {
        // Whoever is reaching for the button gets to press it.
        if (message.matches(":hover, :focus-within")) clearing.start(TOAST_MS, wait);
        else clear();
      };
      clearing.start(TOAST_MS, wait);
    },
  };
}
