import { userText } from "../chosen-user.ts";
import type { Diagnostic } from "../engine.ts";
import { parse } from "../json/parse.ts";
import type { State } from "../state.ts";

/** Some users as NDJSON, each on the line of its place. */
export interface Slice {
  lines: Uint8Array;
  /** Texts that are no JSON, by line from 1: their line holds a stand-in that gives no payload. */
  broken: Map<number, Diagnostic>;
}

/** Users from `from` up to `to`; what was edited on screen counts. */
export function slice(state: State, from: number, to: number): Slice {
  const { directory, edits } = state;
  const broken = new Map<number, Diagnostic>();
  const lines = directory.users.slice(from, to).map(({ json }, index) => {
    if (!edits.has(from + index)) return oneLine(json);
    const text = userText({ ...state, current: from + index });
    const { problem } = parse(text);
    if (!problem) return oneLine(text);
    const { message, help } = problem;
    broken.set(index + 1, { code: "invalid-json", severity: "error", message, ...(help ? { help } : {}) });
    return "null";
  });
  return { lines: new TextEncoder().encode(`${lines.join("\n")}\n`), broken };
}

/** Line ends of valid JSON are only ever between its tokens, never inside its texts. */
function oneLine(json: string): string {
  return json.replaceAll(/[\r\n]+\s*/g, " ");
}
