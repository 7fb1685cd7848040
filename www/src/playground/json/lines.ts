import type { JsonNode } from "./parse.ts";

export type PartKind = "key" | "string" | "number" | "keyword" | "punctuation";

/** One line of pretty-printed JSON; `path` is the JSON pointer of the value it belongs to. */
export interface Line {
  depth: number;
  path: string;
  parts: { kind: PartKind; text: string }[];
}

/** Pretty-prints with two blanks a level, one line a value. */
export function lines(node: JsonNode): Line[] {
  const out: Line[] = [];
  write(node, "", 0, [], "", out);
  return out;
}

export function pretty(node: JsonNode): string {
  return lines(node)
    .map((line) => "  ".repeat(line.depth) + line.parts.map((part) => part.text).join(""))
    .join("\n");
}

function write(node: JsonNode, path: string, depth: number, lead: Line["parts"], comma: string, out: Line[]): void {
  const sign = (text: string): Line["parts"][number] => ({ kind: "punctuation", text });
  if (node.kind === "scalar") {
    const parts = [...lead, { kind: scalarKind(node.text), text: node.text }];
    out.push({ depth, path, parts: comma ? [...parts, sign(comma)] : parts });
    return;
  }
  const [open, close] = node.kind === "object" ? ["{", "}"] : ["[", "]"];
  const children = childrenOf(node, path);
  if (children.length === 0) {
    out.push({ depth, path, parts: [...lead, sign(open + close + comma)] });
    return;
  }
  out.push({ depth, path, parts: [...lead, sign(open)] });
  children.forEach((child, index) => {
    const name: Line["parts"] = child.key === undefined ? [] : [{ kind: "key", text: child.key }, sign(": ")];
    write(child.value, child.path, depth + 1, name, index + 1 < children.length ? "," : "", out);
  });
  out.push({ depth, path, parts: [sign(close + comma)] });
}

/** A member of an object or an element of a list, with its JSON pointer. */
interface Child {
  key?: string;
  path: string;
  value: JsonNode;
}

export function childrenOf(node: Exclude<JsonNode, { kind: "scalar" }>, path: string): Child[] {
  return node.kind === "object"
    ? node.members.map(({ key, value }) => ({ key, value, path: `${path}/${pointerPart(key)}` }))
    : node.items.map((value, index) => ({ value, path: `${path}/${index}` }));
}

/** A member name as it stands in the text, quotes included, made a part of a JSON pointer. */
export function pointerPart(key: string): string {
  return key.slice(1, -1).replaceAll("~", "~0").replaceAll("/", "~1");
}

function scalarKind(text: string): PartKind {
  if (text.startsWith('"')) return "string";
  return /^[tfn]/.test(text) ? "keyword" : "number";
}
