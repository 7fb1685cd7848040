import { button, fill, h, setAttribute, textSelected } from "../../dom.ts";
import type { Span, TraceNode } from "../../engine.ts";
import { traceLine } from "./line.ts";
import { opensByItself, Outline, type Item } from "./outline.ts";

/** As many lines as one looks through; the rest comes on demand. */
const SHOWN = 200;

interface Links {
  signal: AbortSignal;
  /** The line under the pointer or with the focus; `undefined` when there is none any more. */
  point: (span: Span | undefined) => void;
  /** Whoever wants to change a part goes to it. */
  go: (span: Span) => void;
}

export interface TraceTree {
  element: HTMLElement;
  /** Shows the nodes; `fresh` when they are of another mapping than before. */
  update(nodes: readonly TraceNode[], expression: string, fresh: boolean): void;
  /** Marks the line for a place in the expression. */
  follow(span: Span): void;
  label(text: string): void;
}

/** The parts of an expression as a tree: one stop for Tab, arrow keys inside. */
export function traceTree({ signal, point, go }: Links): TraceTree {
  const tree = h("div", { class: "trace-tree", role: "tree" });
  const more = button("Show all parts", () => showAll(), { class: "link trace-more" });
  const element = h("div", { class: "trace-frame" }, tree, more);
  /** Lines that were opened or closed by hand, by their path. */
  const folds = new Map<string, boolean>();
  const whole = new Set<string>();
  /** What is open only because the cursor stands below it. */
  let entered = new Set<string>();
  let outline = new Outline([]);
  let expression = "";
  let lines = new Map<number, HTMLElement>();
  let shown: readonly Item[] = [];
  let limit = SHOWN;
  /** The stop for Tab, and whether it is marked. */
  let current = 0;
  let marked = false;
  /** Where the cursor stands in the expression; `undefined` once a line was chosen here. */
  let last: Span | undefined;

  const isOpen = (item: Item): boolean => folds.get(item.path) ?? (entered.has(item.path) || opensByItself(item));
  const itemAt = (index: number): Item | undefined => outline.items[index];

  const draw = (): void => {
    const focused = tree.matches(":focus-within");
    const { scrollTop } = tree;
    const all = outline.visible(isOpen);
    shown = all.slice(0, limit);
    lines = new Map(shown.map((item) => [item.index, traceLine(item, expression, isOpen(item))]));
    fill(tree, ...lines.values());
    more.hidden = all.length <= limit;
    tree.scrollTop = scrollTop;
    for (const item of shown) if (whole.has(item.path)) lines.get(item.index)?.setAttribute("data-whole", "");
    if (!lines.has(current)) [current, marked] = [0, false];
    mark();
    if (focused) lines.get(current)?.focus({ preventScroll: true });
  };
  const mark = (): void => {
    for (const [index, line] of lines) {
      setAttribute(line, "tabindex", index === current ? "0" : "-1");
      setAttribute(line, "aria-selected", String(marked && index === current));
    }
  };
  const choose = (index: number, focus: boolean): void => {
    current = index;
    marked = true;
    mark();
    const line = lines.get(index);
    if (!line) return;
    if (!focus) return reveal(tree, line);
    last = undefined;
    line.focus({ preventScroll: true });
    line.scrollIntoView({ block: "nearest" });
  };
  const fold = (item: Item, open: boolean): void => {
    folds.set(item.path, open);
    draw();
  };
  const showAll = (): void => {
    limit = Infinity;
    draw();
    lines.get(current)?.focus();
  };
  const unfold = (item: Item): void => {
    if (whole.has(item.path)) whole.delete(item.path);
    else whole.add(item.path);
    lines.get(item.index)?.toggleAttribute("data-whole", whole.has(item.path));
  };
  const lineOf = (event: Event): Item | undefined => {
    const line = event.target instanceof Element ? event.target.closest<HTMLElement>(".trace-line") : null;
    return line ? itemAt(Number(line.dataset["index"])) : undefined;
  };

  tree.addEventListener("pointerover", (event) => point(lineOf(event)?.node.span), { signal });
  tree.addEventListener("pointerleave", () => point(tree.matches(":focus-within") ? itemAt(current)?.node.span : undefined), { signal });
  tree.addEventListener("focusin", () => point(itemAt(current)?.node.span), { signal });
  tree.addEventListener("focusout", () => point(undefined), { signal });
  tree.addEventListener("click", (event) => {
    const item = lineOf(event);
    if (!item || !(event.target instanceof Element) || textSelected(tree)) return;
    choose(item.index, true);
    point(item.node.span);
    if (event.target.closest(".trace-twist")) return item.children.length > 0 && fold(item, !isOpen(item));
    if (event.target.closest(".trace-value")) unfold(item);
  }, { signal });
  tree.addEventListener("dblclick", (event) => {
    const item = lineOf(event);
    if (item) go(item.node.span);
  }, { signal });
  tree.addEventListener("keydown", (event) => {
    const item = itemAt(current);
    if (!item || event.altKey || event.ctrlKey || event.metaKey) return;
    const at = shown.findIndex(({ index }) => index === current);
    const to = (next: Item | undefined): void => {
      if (next) choose(next.index, true);
    };
    const moves: Record<string, () => void> = {
      ArrowDown: () => to(shown[at + 1]),
      ArrowUp: () => to(shown[at - 1]),
      Home: () => to(shown[0]),
      End: () => to(shown[shown.length - 1]),
      ArrowRight: () => {
        if (item.children.length === 0) return;
        if (isOpen(item)) to(itemAt(item.children[0] ?? -1));
        else fold(item, true);
      },
      ArrowLeft: () => {
        if (item.children.length > 0 && isOpen(item)) fold(item, false);
        else to(outline.above(item)[0]);
      },
      Enter: () => go(item.node.span),
      " ": () => unfold(item),
    };
    const move = moves[event.key];
    if (!move) return;
    event.preventDefault();
    move();
  }, { signal });

  const follow = (span: Span): void => {
    last = span;
    const item = outline.around(span);
    const above = item ? outline.above(item) : [];
    const open = above.filter((each) => !opensByItself(each)).map(({ path }) => path);
    const hidden = above.some((each) => folds.get(each.path) === false);
    if (hidden) for (const { path } of above) folds.delete(path);
    const changed = hidden || open.length !== entered.size || open.some((path) => !entered.has(path));
    entered = new Set(open);
    if (changed) draw();
    if (!item) {
      marked = false;
      return mark();
    }
    if (lines.has(item.index)) choose(item.index, false);
  };
  return {
    element,
    label: (text) => setAttribute(tree, "aria-label", text),
    update(nodes, text, fresh) {
      if (fresh) {
        folds.clear();
        whole.clear();
        entered.clear();
        limit = SHOWN;
        marked = false;
        last = undefined;
      }
      outline = new Outline(nodes);
      expression = text;
      draw();
      // What was typed may have moved the cursor into another part.
      if (last) follow(last);
    },
    follow,
  };
}

/** Scrolls a line into sight, and nothing but its tree. */
function reveal(tree: HTMLElement, line: HTMLElement): void {
  const [frame, place] = [tree.getBoundingClientRect(), line.getBoundingClientRect()];
  const above = place.top - frame.top;
  const below = place.bottom - frame.bottom;
  if (above < 0) tree.scrollTop += above;
  else if (below > 0) tree.scrollTop += Math.min(below, above);
}
