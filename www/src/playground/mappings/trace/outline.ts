import type { Span, TraceNode } from "../../engine.ts";

/** One line of the tree. */
export interface Item {
  node: TraceNode;
  index: number;
  /** Its place among its siblings, from 1, and how many they are. */
  position: number;
  siblings: number;
  children: readonly number[];
  /** Stays the same while the text around it changes: "0.2.1". */
  path: string;
}

/** The nodes of a trace as a tree to walk in. */
export class Outline {
  readonly items: readonly Item[];

  constructor(nodes: readonly TraceNode[]) {
    const children: number[][] = nodes.map(() => []);
    nodes.forEach(({ parent }, index) => {
      if (parent !== undefined) children[parent]?.push(index);
    });
    const items: Item[] = [];
    nodes.forEach((node, index) => {
      const family = node.parent === undefined ? [index] : (children[node.parent] ?? []);
      const place = family.indexOf(index);
      const above = node.parent === undefined ? "" : `${items[node.parent]?.path}.`;
      items.push({
        node,
        index,
        position: place + 1,
        siblings: family.length,
        children: children[index] ?? [],
        path: `${above}${place}`,
      });
    });
    this.items = items;
  }

  /** The lines that are in sight, in order; what lies below a closed one is not. */
  visible(isOpen: (item: Item) => boolean): Item[] {
    const hidden = new Set<number>();
    return this.items.filter((item) => {
      const { parent } = item.node;
      const above = parent === undefined ? undefined : this.items[parent];
      const out = above !== undefined && (hidden.has(above.index) || !isOpen(above));
      if (out) hidden.add(item.index);
      return !out;
    });
  }

  /** The smallest node around a selection, or touching a cursor; the later of two that are as small. */
  around({ start, end }: Span): Item | undefined {
    let best: Item | undefined;
    for (const item of this.items) {
      const { span } = item.node;
      if (span.start > start || end > span.end) continue;
      if (!best || span.end - span.start <= best.node.span.end - best.node.span.start) best = item;
    }
    return best;
  }

  /** The nodes above one, from its parent to the whole expression. */
  above(item: Item): Item[] {
    const found: Item[] = [];
    let { parent } = item.node;
    while (parent !== undefined) {
      const next = this.items[parent];
      if (!next) break;
      found.push(next);
      parent = next.node.parent;
    }
    return found;
  }
}

/** What nothing asked for is folded away; a leaf has nothing to fold. */
export function opensByItself({ node }: Item): boolean {
  return node.state !== "not-evaluated";
}
