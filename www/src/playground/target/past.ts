import type { EvaluateOptions, Plan } from "../engine.ts";
import type { Finder } from "./holdings.ts";

export const STANDINGS = ["assigned", "unassigned", "recycled", "gone"] as const;
export type Standing = (typeof STANDINGS)[number];

/** What is assumed of a user's past in the job. */
export interface Past {
  standing: Standing;
  /** Whether an earlier cycle has provisioned the user; if left open, whether that makes a difference. */
  provisioned: boolean | undefined;
}

export const USUAL: Past = { standing: "assigned", provisioned: undefined };

export type Options = NonNullable<Parameters<Plan["preview"]>[1]>;

/** The options of a preview, and where the user's account comes from. */
export interface Facts {
  options: Options;
  /** Taken as provisioned before. */
  linked: boolean;
  /** `found`: in the loaded file. `assumed`: what a create would have left behind. */
  account: "found" | "assumed" | undefined;
  /** The account's identifier. */
  id: string | undefined;
}

/** The identifier of an account that no file tells of. */
const ASSUMED_ID = "{id}";

interface Situation {
  plan: Plan;
  /** The same profile without scoping filters: it finds the accounts of those who are filtered out. */
  open: () => Plan | undefined;
  user: string;
  /** The user as it was loaded, which is what an earlier cycle saw. */
  original: string;
  past: Past;
  finder: Finder | undefined;
  options: EvaluateOptions;
}

/** Puts together what the engine is to know of the user's past and of the target. */
export function facts(situation: Situation): Facts {
  const { plan, open, user, past, finder, options } = situation;
  const state = stateOf(past.standing);
  const whole = finder ? open() : undefined;
  const targetUsers = whole && finder ? finder.candidates(whole.preview(user, options).matchQueries) : [];
  const account = targetUsers.length > 0 ? whole?.preview(user, { ...options, targetUsers }).account : undefined;
  const found = account?.id === undefined ? undefined : targetUsers.find((held) => idOf(held) === account.id);
  const base: Options = { ...options, state, ...(targetUsers.length > 0 ? { targetUsers } : {}) };
  const wanted = past.provisioned ?? (past.standing !== "assigned" || (found !== undefined && plan.preview(user, base).reason === "NotInScope"));
  const id = idOf(found);
  if (!wanted) return { options: base, linked: false, account: found && "found", id };
  const existing = found ?? (finder ? undefined : assumed(situation));
  if (!existing) return { options: base, linked: false, account: undefined, id };
  return {
    options: { ...base, existing, state: { ...state, previouslyProvisioned: true } },
    linked: true,
    account: found ? "found" : "assumed",
    id: idOf(existing),
  };
}

function stateOf(standing: Standing): NonNullable<Options["state"]> {
  return {
    assigned: standing !== "unassigned",
    softDeleted: standing === "recycled",
    hardDeleted: standing === "gone",
    previouslyProvisioned: false,
  };
}

function idOf(resource: object | undefined): string | undefined {
  return resource && "id" in resource && typeof resource.id === "string" ? resource.id : undefined;
}

/** What a create would have sent for the user as it was loaded, while the account was enabled. */
function assumed({ open, original, options }: Situation): object | undefined {
  try {
    const before: unknown = JSON.parse(original);
    if (typeof before !== "object" || before === null) return undefined;
    const { IsSoftDeleted: _, ...rest } = before as Record<string, unknown>;
    const enabled = "accountEnabled" in rest ? { ...rest, accountEnabled: true } : rest;
    const body: unknown = JSON.parse(open()?.preview(JSON.stringify(enabled), options).bodyText ?? "");
    return typeof body === "object" && body !== null ? { id: ASSUMED_ID, ...body } : undefined;
  } catch {
    // A user that could not be read, or could not have been created.
    return undefined;
  }
}
