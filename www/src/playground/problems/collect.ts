import type { Diagnostic, Preview } from "../engine.ts";
import type { JsonProblem } from "../json/parse.ts";
import { isPristine, type Draft } from "../profile/draft.ts";
import { inHead } from "./place.ts";

const FIELDS = ["source", "target", "default", "type", "apply", "match"] as const;
export type Field = (typeof FIELDS)[number];

/** Where a problem is shown and where a jump to it lands. */
export type Place = { in: "row"; id: number; field: Field } | { in: "user" } | { in: "job" } | { in: "profile" };

export interface Problem {
  diagnostic: Diagnostic;
  place: Place;
  /** The place in the reader's words: a target, "Source user", "Profile". */
  where: string;
}

/** What is looked through for problems. */
export interface Findings {
  /** The user text that cannot be used. */
  userProblem: JsonProblem | undefined;
  /** Found in the profile. */
  planDiagnostics: readonly Diagnostic[];
  /** Found with this user. */
  diagnostics: readonly Diagnostic[];
  preview: Preview | undefined;
}

const ORDER = { error: 0, warning: 1, note: 2 };

/** All problems of the moment, each once: errors first; of one severity the user's, then in the order of rows. */
export function collect(draft: Draft, findings: Findings): Problem[] {
  const problems: Problem[] = [];
  const seen = new Set<string>();
  const blank = new Set(draft.rows.filter(({ mapping }) => isPristine(mapping)).map(({ id }) => id));
  const put = (diagnostic: Diagnostic, elsewhere: Place["in"], index?: number): void => {
    const problem = locate(draft, diagnostic, elsewhere, index);
    if (problem.place.in === "row" && blank.has(problem.place.id)) return;
    const key = JSON.stringify([problem.where, problem.place, diagnostic.code, diagnostic.message, diagnostic.span]);
    if (!seen.has(key)) problems.push(problem);
    seen.add(key);
  };
  if (findings.userProblem) problems.push(userProblem(findings.userProblem));
  for (const diagnostic of findings.planDiagnostics) put(diagnostic, "profile");
  // With a user that cannot be read, the rest speaks of an earlier one.
  const current = findings.userProblem ? undefined : findings;
  for (const diagnostic of current?.diagnostics ?? []) put(diagnostic, "user");
  current?.preview?.mappings.forEach((mapping, index) => {
    for (const diagnostic of mapping.diagnostics) put(diagnostic, "user", index);
  });
  return problems.sort((a, b) => severity(a) - severity(b) || rank(draft, a) - rank(draft, b));
}

/** What is about no row concerns the profile as a whole, or else the user it was found with. */
export function locate(draft: Draft, diagnostic: Diagnostic, elsewhere: Place["in"], index: number | undefined): Problem {
  const { place } = diagnostic;
  const { mapping: at, member } = place?.in === "mapping" ? place : { mapping: index };
  const row = at === undefined ? undefined : draft.rows[at];
  if (row) return { diagnostic, place: { in: "row", id: row.id, field: fieldOf(member) }, where: row.mapping.target || "New mapping" };
  if (inHead(diagnostic)) return { diagnostic, place: { in: "job" }, where: "Scope and settings" };
  if (elsewhere === "user") return { diagnostic, place: { in: "user" }, where: "Source user" };
  return { diagnostic, place: { in: "profile" }, where: "Profile" };
}

function fieldOf(member: string | undefined): Field {
  return FIELDS.find((field) => field === member) ?? "source";
}

function userProblem({ message, help, from, to }: JsonProblem): Problem {
  const diagnostic: Diagnostic = {
    code: "invalid-json",
    severity: "error",
    message,
    span: { start: from, end: to },
    ...(help ? { help } : {}),
  };
  return { diagnostic, place: { in: "user" }, where: "Source user" };
}

function rank(draft: Draft, { place }: Problem): number {
  if (place.in === "user") return -2;
  if (place.in === "profile" || place.in === "job") return -1;
  return draft.rows.findIndex((row) => row.id === place.id);
}

function severity({ diagnostic }: Problem): number {
  return ORDER[diagnostic.severity];
}

/** "2 errors, 1 warning", "no problems". */
export function countText(problems: readonly Problem[]): string {
  const parts = (["error", "warning", "note"] as const).flatMap((kind) => {
    const count = problems.filter(({ diagnostic }) => diagnostic.severity === kind).length;
    return count === 0 ? [] : [`${count} ${kind}${count === 1 ? "" : "s"}`];
  });
  return parts.length > 0 ? parts.join(", ") : "No problems";
}
