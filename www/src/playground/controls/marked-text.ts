import { h } from "../dom.ts";
import type { Diagnostic, Token } from "../engine.ts";

/** A stretch of a text with one colour and at most one underline. */
export interface Stretch {
  text: string;
  kind?: string;
  severity?: Diagnostic["severity"];
}

const WORST = ["error", "warning", "note"] as const;

/**
 * Cuts a text where colours or underlines begin and end. Offsets count UTF-16 units, as those of the engine
 * do; a problem without extent, such as a missing bracket, underlines the sign before it.
 */
export function stretches(text: string, tokens: readonly Token[], problems: readonly Diagnostic[]): Stretch[] {
  const marks = problems.flatMap(({ span, severity }) => (span ? [{ severity, ...widen(text, span) }] : []));
  const cuts = new Set([0, text.length]);
  for (const { start, end } of [...tokens.map(({ span }) => span), ...marks]) {
    cuts.add(Math.min(start, text.length));
    cuts.add(Math.min(end, text.length));
  }
  const edges = [...cuts].sort((a, b) => a - b);
  return edges.slice(1).map((end, index) => {
    const start = edges[index] ?? 0;
    const inside = (span: { start: number; end: number }): boolean => span.start <= start && end <= span.end;
    const kind = tokens.find(({ span }) => inside(span))?.kind;
    const severity = WORST.find((name) => marks.some((mark) => mark.severity === name && inside(mark)));
    return { text: text.slice(start, end), ...(kind ? { kind } : {}), ...(severity ? { severity } : {}) };
  });
}

/** The span itself, or the whole character before a point. */
function widen(text: string, { start, end }: { start: number; end: number }): { start: number; end: number } {
  if (end > start || start === 0) return { start, end: Math.max(end, start + 1) };
  const at = Math.min(start, text.length);
  const low = text.charCodeAt(at - 1);
  return { start: at - (low >= 0xdc00 && low < 0xe000 ? 2 : 1), end: at };
}

export function draw(parts: readonly Stretch[]): (Node | string)[] {
  return parts.flatMap(({ text, kind, severity }) => {
    const names = [kind && `tok-${kind}`, severity && `wave wave-${severity}`].filter(Boolean).join(" ");
    const drawn = names === "" ? text : h("span", { class: names }, text);
    // Rather behind a bracket than in the middle of a name.
    return kind === "punctuation" && text.endsWith("(") ? [drawn, h("wbr")] : [drawn];
  });
}
