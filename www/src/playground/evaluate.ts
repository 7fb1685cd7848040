import { evaluateOptions, Plan, refusal, text, type Assumptions, type Diagnostic, type MappingTrace, type Preview } from "./engine.ts";
import { parse, type JsonNode, type JsonProblem } from "./json/parse.ts";
import { toDocument, type Draft } from "./profile/draft.ts";
import { Held, type Holdings } from "./target/holdings.ts";
import { pastOptions, type Past } from "./target/past.ts";

/** What one look at the profile and the user gives. */
export interface Outcome {
  /** The user text that cannot be used; the preview is then the last one that could. */
  userProblem: JsonProblem | undefined;
  preview: Preview | undefined;
  /** The body exactly as on the wire, as a tree; of a skipped user, what a create would have sent. */
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

/** What a look needs. */
export interface Subject {
  draft: Draft;
  assumptions: Assumptions;
  /** The user as it is in the editor, and as it was loaded. */
  user: string;
  original: string;
  past: Past;
  target: Holdings | undefined;
}

/** A draft as the engine understood it; without a plan if not even its frame could be read. */
interface Compiled {
  draft: Draft;
  plan: Plan | undefined;
  diagnostics: readonly Diagnostic[];
}

/** Runs the engine, keeping the compiled plan while only the user changes, and what the target holds until that is another. */
export class Evaluator {
  readonly #held = new Held();
  #compiled: Compiled | undefined;

  evaluate(subject: Subject, before: Outcome): Outcome {
    const { draft, user } = subject;
    const parsed = parse(user);
    const userProblem = parsed.problem ?? objectExpected(parsed.node, user);
    try {
      const { plan, diagnostics: planDiagnostics } = this.#compile(draft);
      if (userProblem) return { ...before, userProblem, planDiagnostics, fault: undefined };
      return { ...NOTHING, planDiagnostics, ...(plan && this.#run(plan, subject)) };
    } catch (thrown) {
      return { ...before, userProblem, fault: text(thrown) };
    }
  }

  /** How the value of one row comes about; nothing where that cannot be said. */
  trace(draft: Draft, id: number, user: string, assumptions: Assumptions): MappingTrace | undefined {
    try {
      const index = draft.rows.findIndex((row) => row.id === id);
      return this.#compile(draft).plan?.trace(user, index, evaluateOptions(assumptions));
    } catch {
      // Refused for reasons that the preview has told, or the engine failed, as the next preview will tell.
      return undefined;
    }
  }

  #compile(draft: Draft): Compiled {
    if (this.#compiled?.draft === draft) return this.#compiled;
    this.#forget();
    this.#compiled = compile(draft);
    return this.#compiled;
  }

  #forget(): void {
    this.#compiled?.plan?.free();
    this.#compiled = undefined;
  }

  #run(plan: Plan, { user, original, past, target, assumptions }: Subject): Partial<Outcome> {
    try {
      const options = { ...evaluateOptions(assumptions), ...pastOptions(past, earlier(original, user)), ...this.#held.target(target) };
      const preview = plan.preview(user, options);
      return { preview, body: parse(preview.bodyText).node, diagnostics: preview.diagnostics };
    } catch (thrown) {
      const diagnostics = refusal(thrown);
      if (!diagnostics) throw thrown;
      // An assumption that cannot be used is refused in one sentence, without a list.
      const message: Diagnostic = { code: "assumption", severity: "error", message: text(thrown) };
      return { diagnostics: diagnostics.length > 0 ? diagnostics : [message] };
    }
  }

  /** Gives back what the engine holds for the page. */
  free(): void {
    this.#forget();
    this.#held.free();
  }
}

function compile(draft: Draft): Compiled {
  try {
    const plan = new Plan(toDocument(draft), { lenient: true });
    return { draft, plan, diagnostics: plan.diagnostics };
  } catch (thrown) {
    const diagnostics = refusal(thrown);
    if (!diagnostics) throw thrown;
    return { draft, plan: undefined, diagnostics };
  }
}

/** The user as an earlier cycle saw it: as it was loaded, if that can be read. */
function earlier(original: string, user: string): string | undefined {
  if (original === user) return undefined;
  const { node, problem } = parse(original);
  return problem || node?.kind !== "object" ? undefined : original;
}

function objectExpected(node: JsonNode | undefined, user: string): JsonProblem | undefined {
  if (!node || node.kind === "object") return undefined;
  const message = node.kind === "array" ? "This is a list; one user is expected here." : "A user is a JSON object.";
  const from = user.search(/\S/);
  return { message, help: "Write { … } with one member for each attribute.", from, to: from + 1 };
}
