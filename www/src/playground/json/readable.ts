import { pretty } from "./lines.ts";
import { parse } from "./parse.ts";

/** Laying out more would be felt. */
const LONGEST = 200_000;

/** JSON as an editor shows it: what stands on one line is laid out, unless it is very long. */
export function readable(json: string): string {
  if (json.includes("\n") || json.length > LONGEST) return json;
  const { node } = parse(json);
  return node ? pretty(node) : json;
}
