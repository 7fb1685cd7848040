import { Plan, refusal, type Diagnostic, type EvaluateOptions, type MappingPreview, type Preview } from "./engine.ts";
import { toDocument, type Draft } from "./profile/draft.ts";

/**
 * A compiled profile that tolerates rows which are still being written: a row without source or target is no
 * mapping yet, and the engine refuses a document that holds one. Such rows are set aside, shown as errors,
 * and the rest is compiled; results are handed out in the order of the rows on screen.
 */
export class TolerantPlan {
  readonly diagnostics: readonly Diagnostic[];
  /** What was compiled, as a document: the profile without the rows set aside. */
  readonly document: object;
  readonly #plan: Plan | undefined;
  readonly #refused: ReadonlyMap<number, Diagnostic[]>;
  /** For each compiled mapping, the row it is. */
  readonly #rows: readonly number[];

  constructor(draft: Draft) {
    const refused = new Map<number, Diagnostic[]>();
    let rows = draft.rows.map((_, index) => index);
    let attempt = compile(draft, rows);
    // Each round takes out at least one row.
    while (!attempt.plan && takeOut(attempt.diagnostics, rows, refused)) {
      rows = rows.filter((index) => !refused.has(index));
      attempt = compile(draft, rows);
    }
    this.#plan = attempt.plan;
    this.document = documentOf(draft, rows);
    this.#refused = refused;
    this.#rows = rows;
    const compiled = attempt.diagnostics.map((diagnostic) => this.#replace(diagnostic));
    this.diagnostics = [...[...refused.values()].flat(), ...compiled];
  }

  /** Nothing if not even the rest could be compiled. */
  preview(user: string, options: EvaluateOptions): Preview | undefined {
    if (!this.#plan) return undefined;
    const preview = this.#plan.preview(user, options);
    const mappings: MappingPreview[] = [];
    preview.mappings.forEach((mapping, index) => {
      const diagnostics = mapping.diagnostics.map((diagnostic) => this.#replace(diagnostic));
      mappings[this.#rows[index] ?? index] = { ...mapping, diagnostics };
    });
    for (const [index, diagnostics] of this.#refused) {
      const reason = diagnostics[0]?.message ?? "";
      mappings[index] = { target: "", status: "error", reason, sensitive: false, diagnostics };
    }
    return { ...preview, mappings, diagnostics: preview.diagnostics.map((diagnostic) => this.#replace(diagnostic)) };
  }

  free(): void {
    this.#plan?.free();
  }

  /** A pointer into the compiled document, made one into the draft. */
  #replace(diagnostic: Diagnostic): Diagnostic {
    const [whole, number] = /^\/mappings\/(\d+)/.exec(diagnostic.pointer ?? "") ?? [];
    if (whole === undefined || diagnostic.pointer === undefined) return diagnostic;
    const row = this.#rows[Number(number)] ?? Number(number);
    return { ...diagnostic, pointer: `/mappings/${row}${diagnostic.pointer.slice(whole.length)}` };
  }
}

function compile(draft: Draft, rows: readonly number[]): { plan: Plan | undefined; diagnostics: Diagnostic[] } {
  try {
    const plan = new Plan(documentOf(draft, rows), { lenient: true });
    return { plan, diagnostics: plan.diagnostics };
  } catch (thrown) {
    const diagnostics = refusal(thrown);
    if (!diagnostics) throw thrown;
    return { plan: undefined, diagnostics };
  }
}

function documentOf(draft: Draft, rows: readonly number[]): object {
  const wanted = new Set(rows);
  return toDocument({ ...draft, rows: draft.rows.filter((_, index) => wanted.has(index)) });
}

/** Notes the rows that errors point to; false if no error points to a row. */
function takeOut(diagnostics: readonly Diagnostic[], rows: readonly number[], refused: Map<number, Diagnostic[]>): boolean {
  const before = refused.size;
  for (const diagnostic of diagnostics) {
    const [whole, number] = /^\/mappings\/(\d+)/.exec(diagnostic.pointer ?? "") ?? [];
    const row = rows[Number(number)];
    if (diagnostic.severity !== "error" || whole === undefined || row === undefined) continue;
    const pointer = `/mappings/${row}${(diagnostic.pointer ?? "").slice(whole.length)}`;
    refused.set(row, [...(refused.get(row) ?? []), { ...diagnostic, pointer }]);
  }
  return refused.size > before;
}
