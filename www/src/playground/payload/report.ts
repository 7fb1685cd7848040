import type { App } from "../app.ts";
import type { Group, Report } from "../bulk/tally.ts";
import { button, fill, h, setText, type Child } from "../dom.ts";
import { locate, type Place } from "../problems/collect.ts";
import { problemItem } from "../problems/item.ts";

/** More would be a wall, not a list. */
const SHOWN = 100;

/** "99,997 payloads of 100,000 users; 3 problems" */
export function summary({ payloads, users, problems }: Report): string {
  return `${counted(payloads, "payload")} of ${counted(users, "user")}; ${problems === 0 ? "no problems" : counted(problems, "problem")}`;
}

/** What was wrong in a run over many users, with ways to the users and to the mapping. */
export function reportPanel(app: App): { element: HTMLElement; show: (report: Report | undefined) => void } {
  const { store } = app;
  const title = h("h3", { class: "report-title" });
  const stale = h("p", { class: "report-stale" }, "Changed since: run it again for the present state.");
  const list = h("ul", { class: "problem-list", tabindex: "0", "aria-label": "Problems of all users" });
  const close = button("\u2715", () => show(undefined), { class: "icon-button quiet", "aria-label": "Close the list" });
  const element = h("section", { class: "report", "aria-label": "Problems of all users" }, h("div", { class: "report-head" }, title, close), stale, list);
  element.hidden = true;

  const jump = (user: number, place: Place, group: Group): void => {
    store.set({ current: user });
    store.flush();
    if (place.in === "row") app.navigation.to(place, group.diagnostic.span);
    else app.navigation.to({ in: "user" }, undefined);
  };
  const draw = (group: Group): HTMLElement => {
    const { diagnostic, count, users } = group;
    const { place, where } = locate(store.state.draft, diagnostic, "user", undefined);
    const names = users.flatMap((index): Child[] => {
      const label = store.state.directory.users[index]?.label ?? `User ${index + 1}`;
      return [button(label, () => jump(index, place, group), { class: "link" }), " "];
    });
    const rest = count - users.length;
    const more = rest > 0 ? h("span", {}, `and ${counted(rest, "more user", "more users")}`) : null;
    const item = problemItem(diagnostic, place.in === "row" ? { where } : {});
    item.querySelector(".problem-text")?.append(h("p", { class: "problem-users" }, ...names, more));
    return item;
  };
  const show = (report: Report | undefined): void => {
    element.hidden = !report || report.problems === 0;
    stale.hidden = true;
    if (!report) return;
    setText(title, counted(report.problems, "problem"));
    const { groups } = report;
    fill(list, ...groups.slice(0, SHOWN).map(draw));
    const left = groups.slice(SHOWN).length;
    if (left > 0) list.append(h("li", { class: "problem-rest" }, `and ${counted(left, "more kind", "more kinds")}`));
    list.scrollTop = 0;
  };
  store.watch(({ state }, before) => {
    if (element.hidden || !before) return;
    const same = before.state.draft === state.draft && before.state.edits === state.edits && before.state.assumptions === state.assumptions;
    if (!same) stale.hidden = false;
  });
  return { element, show };
}

function counted(count: number, one: string, many = `${one}s`): string {
  return `${count.toLocaleString("en")} ${count === 1 ? one : many}`;
}
