import type { Token } from "../engine.ts";

/** The call the cursor is in: the function's name as written and which argument, counted from 0. */
export interface Call {
  name: string;
  argument: number;
}

/** Finds the innermost call around `at`; on a function's own name, that call without an argument (-1). */
export function callAt(text: string, tokens: readonly Token[], at: number): Call | undefined {
  const open: Call[] = [];
  let name = "";
  for (const { kind, span } of tokens) {
    const word = text.slice(span.start, span.end);
    if (kind === "function" && span.start <= at && at <= span.end) return { name: word, argument: -1 };
    if (span.start >= at) break;
    if (kind === "function") name = word;
    if (kind !== "punctuation") continue;
    if (word === "(") open.push({ name, argument: 0 });
    if (word === ")") open.pop();
    const call = open.at(-1);
    if (word === "," && call) call.argument += 1;
  }
  return open.at(-1);
}
