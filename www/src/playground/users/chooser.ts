import type { App } from "../app.ts";
import { add, button, fill, freshId, h, setAttribute, setText } from "../dom.ts";
import { search } from "./search.ts";

/** As many as one reads; the search finds the rest. */
const SHOWN = 100;
const LONG_LIST = 8;

/** Which user: a list with a search, and buttons for the neighbours. */
export function userChooser(app: App): { element: HTMLElement; pager: HTMLElement } {
  const { store, signal } = app;
  const id = freshId("users");
  const name = h("span", { class: "chooser-name" });
  const place = h("span", { class: "chooser-place" });
  const note = h("p", { class: "chooser-note" });
  const open = h("button", { type: "button", class: "chooser-open", "aria-expanded": "false", "aria-controls": id }, name);
  const previous = button("\u2039", () => go(store.state.current - 1), { class: "icon-button", "aria-label": "Previous user" });
  const next = button("\u203a", () => go(store.state.current + 1), { class: "icon-button", "aria-label": "Next user" });
  const field = h("input", { type: "search", class: "input", "aria-label": "Search users", placeholder: "Search names and values", autocomplete: "off", spellcheck: "false" });
  const list = h("ul", { class: "user-list" });
  const found = h("p", { class: "user-found", role: "status" });
  const panel = h("div", { class: "user-panel", id }, field, list, found);
  panel.hidden = true;

  const go = (index: number): void => {
    if (store.state.directory.users[index]) store.set({ current: index });
  };
  const show = (on: boolean): void => {
    panel.hidden = !on;
    setAttribute(open, "aria-expanded", String(on));
    if (!on) return;
    draw();
    if (field.hidden) list.querySelector<HTMLElement>("[aria-current]")?.focus();
    else field.focus();
  };
  const choose = (index: number): void => {
    go(index);
    show(false);
    open.focus();
  };
  const draw = (): void => {
    const { directory, current } = store.state;
    const short = directory.users.length <= LONG_LIST;
    field.hidden = short;
    const result = search(directory.users, short ? "" : field.value, SHOWN);
    fill(
      list,
      ...result.found.map((index) => {
        const user = directory.users[index];
        const item = button(user?.label ?? "", () => choose(index), {
          class: "user-item",
          "aria-current": index === current ? "true" : undefined,
        });
        if (user?.note) add(item, h("span", { class: "user-note" }, user.note));
        return h("li", {}, item);
      }),
    );
    const rest = result.total - result.found.length;
    setText(found, foundText(result.total, rest, field.value));
  };
  open.addEventListener("click", () => show(panel.hidden !== false), { signal });
  field.addEventListener("input", draw, { signal });
  panel.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      show(false);
      open.focus();
    }
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      walk(panel, event.key === "ArrowDown" ? 1 : -1);
    }
  }, { signal });

  store.watch(({ state }, before) => {
    const { directory, current } = state;
    if (before?.state.directory === directory && before.state.current === current) return;
    const count = directory.users.length;
    setText(name, directory.users[current]?.label ?? "No user");
    setText(note, directory.users[current]?.note ?? "");
    note.hidden = note.textContent === "";
    setText(place, `${(current + 1).toLocaleString("en")} of ${count.toLocaleString("en")}`);
    previous.disabled = current === 0;
    next.disabled = current >= count - 1;
    if (before?.state.directory !== directory) field.value = "";
    if (!panel.hidden) draw();
  });
  const element = h("div", { class: "chooser" }, open, note, panel);
  const pager = h("div", { class: "pager", role: "group", "aria-label": "Users" }, previous, place, next);
  document.addEventListener("click", (event) => {
    // By the path: a choice has redrawn the list before the click arrives here.
    if (!panel.hidden && !event.composedPath().includes(element)) show(false);
  }, { signal });
  return { element, pager };
}

function foundText(total: number, rest: number, query: string): string {
  if (total === 0) return `No user matches \u201c${query}\u201d.`;
  return rest > 0 ? `and ${rest.toLocaleString("en")} more: type to narrow the list` : "";
}

/** Arrow keys through search field and list. */
function walk(panel: HTMLElement, by: 1 | -1): void {
  const stops = Array.from(panel.querySelectorAll<HTMLElement>("input:not([hidden]), .user-item"));
  const at = stops.findIndex((stop) => stop.matches(":focus"));
  stops[Math.max(0, Math.min(stops.length - 1, at + by))]?.focus();
}
