import { button, h } from "../dom.ts";

/** A button that unfolds a list of buttons. Escape, a choice or a click elsewhere folds it. */
export function menu(label: string, items: { label: string; hint?: string; action: () => void }[], signal: AbortSignal): HTMLElement {
  const summary = h("summary", { class: "button" }, label);
  const element = h("details", { class: "menu" }, summary);
  const close = (): void => {
    element.open = false;
  };
  const choices = items.map(({ label: name, hint, action }) => {
    const choose = (): void => {
      close();
      summary.focus();
      action();
    };
    const item = button(name, choose, { class: "menu-item" });
    if (hint) item.append(h("span", { class: "menu-hint" }, hint));
    return h("li", {}, item);
  });
  element.append(h("ul", { class: "menu-list" }, ...choices));
  element.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !element.open) return;
    close();
    summary.focus();
  }, { signal });
  document.addEventListener("click", (event) => {
    if (!event.composedPath().includes(element)) close();
  }, { signal });
  element.addEventListener("focusout", (event) => {
    if (event.relatedTarget instanceof Node && !element.contains(event.relatedTarget)) close();
  }, { signal });
  return element;
}
