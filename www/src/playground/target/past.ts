import type { PreviewOptions } from "../engine.ts";

export const STANDINGS = ["assigned", "unassigned", "recycled", "gone"] as const;
export type Standing = (typeof STANDINGS)[number];

/** What is assumed of a user's past in the job. */
export interface Past {
  standing: Standing;
  /** Whether an earlier cycle has provisioned the user; if left open, whether that makes a difference. */
  provisioned: boolean | undefined;
}

export const USUAL: Past = { standing: "assigned", provisioned: undefined };

/** The past as the engine takes it; `earlier` is the user as an earlier cycle saw it. */
export function pastOptions({ standing, provisioned }: Past, earlier: string | undefined): PreviewOptions {
  return {
    state: { assigned: standing !== "unassigned", softDeleted: standing === "recycled", hardDeleted: standing === "gone" },
    assume: { ...(provisioned !== undefined && { provisioned }), ...(earlier !== undefined && { earlier }) },
  };
}
