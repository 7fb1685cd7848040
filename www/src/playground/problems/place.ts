import type { Diagnostic } from "../engine.ts";

/** Whether something was found in the head of a profile: in its scoping filters or its settings. */
export function inHead({ place }: Diagnostic): boolean {
  return place?.in === "scope" || place?.in === "setting";
}
