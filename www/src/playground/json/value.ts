/** Longer values are cut on screen; the payload's copy button gives them whole. */
const LONGEST = 600;

/** A value as JSON, so that the text "True" and the boolean true look different. */
export function valueText(value: unknown): string {
  const text = JSON.stringify(value) ?? "";
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}\u2026 (${text.length.toLocaleString("en")} characters)` : text;
}
