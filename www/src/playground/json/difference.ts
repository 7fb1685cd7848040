import { pointerPart } from "./lines.ts";
import type { JsonNode } from "./parse.ts";

/**
 * The parts of `after` that `before` does not have, or has otherwise, as JSON pointers; each names the
 * highest part that is new as a whole.
 */
export function difference(before: JsonNode, after: JsonNode): Set<string> {
  const found = new Set<string>();
  compare(before, after, "", found);
  return found;
}

function compare(before: JsonNode, after: JsonNode, path: string, found: Set<string>): void {
  if (before.kind === "object" && after.kind === "object") {
    const known = new Map(before.members.map(({ key, value }) => [key, value]));
    for (const { key, value } of after.members) pair(known.get(key), value, `${path}/${pointerPart(key)}`, found);
  } else if (before.kind === "array" && after.kind === "array") {
    compareLists(before.items, after.items, path, found);
  } else if (canonical(before) !== canonical(after)) {
    found.add(path);
  }
}

function pair(before: JsonNode | undefined, after: JsonNode, path: string, found: Set<string>): void {
  if (before) compare(before, after, path, found);
  else found.add(path);
}

/** Equal elements belong together wherever they stand; the rest are compared in their order. */
function compareLists(before: JsonNode[], after: JsonNode[], path: string, found: Set<string>): void {
  const left = before.map(canonical);
  const rest = after.flatMap((node, index) => {
    const twin = left.indexOf(canonical(node));
    if (twin < 0) return [{ node, index }];
    left[twin] = "";
    return [];
  });
  const unmatched = before.filter((_, index) => left[index] !== "");
  rest.forEach(({ node, index }, order) => pair(unmatched[order], node, `${path}/${index}`, found));
}

function canonical(node: JsonNode): string {
  if (node.kind === "scalar") return node.text;
  if (node.kind === "array") return `[${node.items.map(canonical).join()}]`;
  return `{${node.members.map(({ key, value }) => `${key}:${canonical(value)}`).join()}}`;
}

/** Whether `path` is one of the found parts or lies inside one. */
export function covers(found: Set<string>, path: string): boolean {
  if (found.size === 0) return false;
  for (let at = path; ; at = at.slice(0, at.lastIndexOf("/"))) {
    if (found.has(at)) return true;
    if (at === "") return false;
  }
}
