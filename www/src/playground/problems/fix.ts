import type { Fix } from "../engine.ts";
import { change, type Draft } from "../profile/draft.ts";
import type { Problem } from "./collect.ts";

/** A text with a fix applied. Edits do not overlap; from the back, so that offsets stay true. */
export function applyFix(text: string, fix: Fix): string {
  return [...fix.edits]
    .sort((a, b) => b.span.start - a.span.start)
    .reduce((done, { span, text: put }) => done.slice(0, span.start) + put + done.slice(span.end), text);
}

/** The draft with a fix applied to the field of the row that the problem is in. */
export function corrected(draft: Draft, { place }: Problem, fix: Fix): Draft {
  if (place.in !== "row") return draft;
  const mapping = draft.rows.find((row) => row.id === place.id)?.mapping;
  const field = place.field === "target" || place.field === "default" ? place.field : "source";
  return mapping ? change(draft, place.id, { [field]: applyFix(mapping[field] ?? "", fix) }) : draft;
}
