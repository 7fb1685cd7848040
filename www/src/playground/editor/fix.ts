import type { Fix } from "../engine.ts";

/** A text with a fix applied. Edits do not overlap; from the back, so that offsets stay true. */
export function applyFix(text: string, fix: Fix): string {
  return [...fix.edits]
    .sort((a, b) => b.span.start - a.span.start)
    .reduce((done, { span, text: put }) => done.slice(0, span.start) + put + done.slice(span.end), text);
}
