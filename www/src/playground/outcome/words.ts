import type { Preview } from "../engine.ts";

/** What is done, in words. */
export const ACTIONS: Record<Preview["action"], string> = {
  create: "Create",
  update: "Update",
  disable: "Disable",
  delete: "Delete",
  skip: "Skipped",
  none: "No change",
};

type Step = Preview["steps"][number];

/** The steps as the portal names them. */
export const STEPS: Record<Step["type"], string> = {
  import: "Import user",
  scoping: "Determine if user is in scope",
  matching: "Match user",
  processing: "Perform action",
  export: "Perform action",
  referenceResolution: "Resolve references",
};

const ORDER: readonly Step["type"][] = ["import", "scoping", "matching", "processing", "export", "referenceResolution"];

/** The steps in the portal's order. */
export function inOrder(steps: readonly Step[]): Step[] {
  return [...steps].sort((a, b) => ORDER.indexOf(a.type) - ORDER.indexOf(b.type));
}

export const STATES: Record<Step["status"], { sign: string; name: string }> = {
  success: { sign: "\u2713", name: "Succeeded" },
  failure: { sign: "\u2715", name: "Failed" },
  skipped: { sign: "\u2013", name: "Skipped" },
  warning: { sign: "!", name: "Warning" },
};
