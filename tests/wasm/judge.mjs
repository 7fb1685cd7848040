// Says whether an evaluation is what a case of expressions.json asks for; tests/cases/README.md has the rules.

/** A value as the service would write it into a text attribute; lists item by item. */
export function textForm(value) {
  if (value === true) return "True";
  if (value === false) return "False";
  if (typeof value === "number") return String(value);
  if (Array.isArray(value)) return value.map(textForm);
  if (value !== null && typeof value === "object") return JSON.stringify(value);
  return value;
}

const same = (a, b) => JSON.stringify(a) === JSON.stringify(b);

/** What differs, as a sentence; undefined if the evaluation is as wanted. */
export function difference(wanted, evaluation) {
  const error = evaluation.diagnostics.find((found) => found.severity === "error");
  const got = error
    ? `error ${error.kind} (${error.code}: ${error.message})`
    : evaluation.ignored ? "ignored" : JSON.stringify(textForm(evaluation.value));
  const want = (text) => `want ${text}, got ${got}`;

  if (wanted.error !== undefined) return error?.kind === wanted.error ? undefined : want(`error ${wanted.error}`);
  if (wanted.parses) {
    return ["parse", "arity", "unknown-function"].includes(error?.kind) ? want("an expression that parses") : undefined;
  }
  if (!("expected" in wanted)) return "the case asks for nothing";
  if (wanted.expected?.ignored) return evaluation.ignored && !error ? undefined : want("ignored");
  if (error || evaluation.ignored || !same(textForm(evaluation.value), wanted.expected)) {
    return want(JSON.stringify(wanted.expected));
  }
}
