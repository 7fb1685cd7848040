import { evaluateOptions, Plan, refusal, text, type Assumptions, type Diagnostic, type Preview } from "./engine.ts";
import { difference } from "./json/difference.ts";
import { parse, type JsonNode, type JsonProblem } from "./json/parse.ts";
import { toDocument, type Draft } from "./profile/draft.ts";

/** What one look at the profile and the user gives. */
export interface Outcome {
  /** The user text that cannot be used; the preview is then the last one that could. */
  userProblem: JsonProblem | undefined;
  preview: Preview | undefined;
  /** The body exactly as on the wire, as a tree. */
  body: JsonNode | undefined;
  diagnostics: readonly Diagnostic[];
  /** The engine itself failed: nothing it says from now on can be trusted. */
  fault: string | undefined;
}

export const NOTHING: Outcome = {
  userProblem: undefined,
  preview: undefined,
  body: undefined,
  diagnostics: [],
  fault: undefined,
};

/** Runs the engine, keeping the compiled plan while only the user changes. */
export class Evaluator {
  #plan: { draft: Draft; plan: Plan | undefined; diagnostics: Diagnostic[] } | undefined;
  #parts = new Map<number, Set<string>>();
  #partsOf: Outcome | undefined;

  evaluate(draft: Draft, user: string, assumptions: Assumptions, before: Outcome): Outcome {
    const parsed = parse(user);
    const userProblem = parsed.problem ?? objectExpected(parsed.node, user);
    try {
      const { plan, diagnostics } = this.#compile(draft);
      if (userProblem) return { ...before, userProblem, diagnostics, fault: undefined };
      if (!plan) return { ...NOTHING, diagnostics };
      const preview = plan.preview(user, evaluateOptions(assumptions));
      const body = bodyOf(preview);
      return { ...NOTHING, preview, body, diagnostics: [...diagnostics, ...preview.diagnostics] };
    } catch (thrown) {
      const diagnostics = refusal(thrown);
      if (diagnostics) return { ...NOTHING, diagnostics };
      return { ...before, userProblem, fault: text(thrown) };
    }
  }

  #compile(draft: Draft): { plan: Plan | undefined; diagnostics: Diagnostic[] } {
    if (this.#plan?.draft === draft) return this.#plan;
    this.#plan?.plan?.free();
    this.#plan = undefined;
    this.#plan = { draft, ...compile(draft) };
    return this.#plan;
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
    const known = this.#parts.get(id);
    if (known) return known;
    const parts = this.#contribution(draft, id, user, assumptions, outcome.body);
    this.#parts.set(id, parts);
    return parts;
  }

  #contribution(draft: Draft, id: number, user: string, assumptions: Assumptions, body: JsonNode | undefined): Set<string> {
    if (!body) return new Set();
    const without = { ...draft, rows: draft.rows.filter((row) => row.id !== id) };
    // Without its matching attribute a user is skipped: then another value shows the place as well.
    const other = {
      ...draft,
      rows: draft.rows.map((row) =>
        row.id === id ? { id, mapping: { ...row.mapping, type: "constant" as const, source: "\u2026" } } : row,
      ),
    };
    for (const variant of [without, other]) {
      const changed = bodyWith(variant, user, assumptions);
      if (changed) return difference(changed, body);
    }
    return new Set();
  }
}

function compile(draft: Draft): { plan: Plan | undefined; diagnostics: Diagnostic[] } {
  try {
    const plan = new Plan(toDocument(draft), { lenient: true });
    return { plan, diagnostics: plan.diagnostics };
  } catch (thrown) {
    const diagnostics = refusal(thrown);
    if (!diagnostics) throw thrown;
    return { plan: undefined, diagnostics };
  }
}

function bodyWith(draft: Draft, user: string, assumptions: Assumptions): JsonNode | undefined {
  let plan: Plan | undefined;
  try {
    plan = compile(draft).plan;
    return plan && bodyOf(plan.preview(user, evaluateOptions(assumptions)));
  } catch {
    return undefined;
  } finally {
    plan?.free();
  }
}

function bodyOf({ request, bodyText }: Preview): JsonNode | undefined {
  if (!request) return undefined;
  return parse(bodyText ?? JSON.stringify(request.body)).node;
}

function objectExpected(node: JsonNode | undefined, user: string): JsonProblem | undefined {
  if (!node || node.kind === "object") return undefined;
  const message = node.kind === "array" ? "This is a list; one user is expected here." : "A user is a JSON object.";
  const from = user.search(/\S/);
  return { message, help: "Write { … } with one member for each attribute.", from, to: from + 1 };
}
