import { evaluateOptions, refusal, text, type Assumptions, type Diagnostic, type Preview } from "./engine.ts";
import { difference } from "./json/difference.ts";
import { parse, type JsonNode, type JsonProblem } from "./json/parse.ts";
import { TolerantPlan } from "./plan.ts";
import type { Draft } from "./profile/draft.ts";

/** What one look at the profile and the user gives. */
export interface Outcome {
  /** The user text that cannot be used; the preview is then the last one that could. */
  userProblem: JsonProblem | undefined;
  preview: Preview | undefined;
  /** The body exactly as on the wire, as a tree. */
  body: JsonNode | undefined;
  /** Found in the profile. */
  planDiagnostics: readonly Diagnostic[];
  /** Found with this user. */
  diagnostics: readonly Diagnostic[];
  /** The engine itself failed: nothing it says from now on can be trusted. */
  fault: string | undefined;
}

export const NOTHING: Outcome = {
  userProblem: undefined,
  preview: undefined,
  body: undefined,
  planDiagnostics: [],
  diagnostics: [],
  fault: undefined,
};

/** Runs the engine, keeping the compiled plan while only the user changes. */
export class Evaluator {
  #plan: { draft: Draft; plan: TolerantPlan } | undefined;
  #parts = new Map<number, Set<string>>();
  #partsOf: Outcome | undefined;

  evaluate(draft: Draft, user: string, assumptions: Assumptions, before: Outcome): Outcome {
    const parsed = parse(user);
    const userProblem = parsed.problem ?? objectExpected(parsed.node, user);
    try {
      const plan = this.#compile(draft);
      const planDiagnostics = plan.diagnostics;
      if (userProblem) return { ...before, userProblem, planDiagnostics, fault: undefined };
      return { ...NOTHING, planDiagnostics, ...run(plan, user, assumptions) };
    } catch (thrown) {
      return { ...before, userProblem, fault: text(thrown) };
    }
  }

  #compile(draft: Draft): TolerantPlan {
    if (this.#plan?.draft === draft) return this.#plan.plan;
    this.#plan?.plan.free();
    this.#plan = undefined;
    this.#plan = { draft, plan: new TolerantPlan(draft) };
    return this.#plan.plan;
  }

  /**
   * The parts of the body that one row is answerable for, as JSON pointers: what changes when the row is
   * taken out. Asking the engine twice keeps target paths out of this page.
   */
  contribution(draft: Draft, id: number, user: string, assumptions: Assumptions, outcome: Outcome): Set<string> {
    if (this.#partsOf !== outcome) {
      this.#partsOf = outcome;
      this.#parts.clear();
    }
    let parts = this.#parts.get(id);
    if (!parts) {
      const rest = outcome.body && bodyWithout(draft, id, user, assumptions);
      parts = outcome.body && rest ? difference(rest, outcome.body) : new Set<string>();
      this.#parts.set(id, parts);
    }
    return parts;
  }
}

function run(plan: TolerantPlan, user: string, assumptions: Assumptions): Partial<Outcome> {
  try {
    const preview = plan.preview(user, evaluateOptions(assumptions));
    if (!preview) return {};
    const body = preview.request ? parse(preview.bodyText).node : undefined;
    return { preview, body, diagnostics: preview.diagnostics };
  } catch (thrown) {
    const diagnostics = refusal(thrown);
    if (!diagnostics) throw thrown;
    // An assumption that cannot be used is refused in one sentence, without a list.
    const message: Diagnostic = { code: "assumption", severity: "error", message: text(thrown) };
    return { diagnostics: diagnostics.length > 0 ? diagnostics : [message] };
  }
}

function bodyWithout(draft: Draft, id: number, user: string, assumptions: Assumptions): JsonNode | undefined {
  let plan: TolerantPlan | undefined;
  try {
    plan = new TolerantPlan({ ...draft, rows: draft.rows.filter((row) => row.id !== id) });
    // The text is there for users that would be skipped, too: without a matching attribute all are.
    const text = plan.preview(user, evaluateOptions(assumptions))?.bodyText;
    return text === undefined ? undefined : parse(text).node;
  } catch {
    return undefined;
  } finally {
    plan?.free();
  }
}

function objectExpected(node: JsonNode | undefined, user: string): JsonProblem | undefined {
  if (!node || node.kind === "object") return undefined;
  const message = node.kind === "array" ? "This is a list; one user is expected here." : "A user is a JSON object.";
  const from = user.search(/\S/);
  return { message, help: "Write { … } with one member for each attribute.", from, to: from + 1 };
}
