import { correct, type App } from "../app.ts";
import { add, concerns, fill, freshId, h, setAttribute, setText } from "../dom.ts";
import { countText, type Problem } from "../problems/collect.ts";
import { problemItem } from "../problems/item.ts";
import type { Scene } from "../store.ts";

/** More would be a wall, not a list. */
const SHOWN = 200;

/**
 * The list of all problems along the bottom. It opens with the first error or warning and then keeps its height, so
 * that the page does not jump while an expression is being typed; folding it is left to the user.
 */
export function problemDock(app: App): HTMLElement {
  const { signal } = app;
  const id = freshId("problems");
  const list = h("ul", { class: "problem-list", id });
  const count = h("span", { class: "dock-count" });
  const toggle = h("button", { type: "button", class: "dock-toggle", "aria-controls": id }, count);
  const keys = h("span", { class: "dock-keys" }, h("kbd", {}, "F8"), " next, ", h("kbd", {}, "Shift F8"), " previous");
  const bar = h("div", { class: "dock-bar" }, h("h2", { class: "dock-title" }, toggle), keys);
  const dock = h("section", { class: "region dock", "data-region": "problems", "aria-label": "Problems" }, bar, list);
  let open = false;
  let folded = false;
  let at = -1;

  const jump = (problem: Problem): void => app.navigation.to(problem.place, problem.diagnostic.span);
  const step = (by: 1 | -1): void => {
    const { problems } = app.store.scene;
    if (problems.length === 0) return app.announce("No problems");
    at = (at + by + problems.length) % problems.length;
    const problem = problems[at];
    if (!problem) return;
    jump(problem);
    app.announce(`${at + 1} of ${problems.length}. ${problem.where}: ${problem.diagnostic.message}`);
  };
  document.addEventListener("keydown", (event) => {
    if (event.key !== "F8" || !concerns(event, app.page) || app.page.querySelector("dialog[open]")) return;
    event.preventDefault();
    step(event.shiftKey ? -1 : 1);
  }, { signal });
  toggle.addEventListener("click", () => {
    folded = open;
    open = !open;
    draw(app.store.scene);
  }, { signal });

  const draw = ({ problems }: Scene): void => {
    if (!folded && problems.some(({ diagnostic }) => diagnostic.severity !== "note")) open = true;
    setText(count, countText(problems));
    dock.dataset["worst"] = problems[0] ? worst(problems) : "none";
    dock.dataset["open"] = String(open);
    setAttribute(toggle, "aria-expanded", String(open));
    list.hidden = !open;
    keys.hidden = problems.length === 0;
  };
  app.store.watch((scene, before) => {
    if (before?.problems === scene.problems) return;
    at = -1;
    draw(scene);
    const items = scene.problems.slice(0, SHOWN).map((problem) =>
      problemItem(problem.diagnostic, {
        where: problem.where,
        jump: () => jump(problem),
        fix: (fix) => correct(app, problem, fix),
      }),
    );
    fill(list, ...items);
    const rest = scene.problems.length - SHOWN;
    if (rest > 0) add(list, h("li", { class: "problem-rest" }, `and ${rest} more`));
  });
  return dock;
}

function worst(problems: readonly Problem[]): string {
  const has = (kind: string): boolean => problems.some(({ diagnostic }) => diagnostic.severity === kind);
  return has("error") ? "error" : has("warning") ? "warning" : "note";
}
