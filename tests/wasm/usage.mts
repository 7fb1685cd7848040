// Never run: package.test.mjs asks the compiler whether the types of the engine allow exactly this.
import init, { Plan, check, evaluate, functions, initSync, parsePath, presets, readUsers, tokens, validate } from "../../www/src/engine/engine.js";
import type { Diagnostic, Evaluation, FunctionInfo, Preview, Span, Token } from "../../www/src/engine/engine.js";

await init();
initSync({ module: new Uint8Array() });

const evaluation: Evaluation = evaluate("ToUpper([a])", { a: "x" }, { now: "2025-01-01T00:00:00Z", taken: ["y"] });
const fromText: Evaluation = evaluate("[a]", '{"a":"x"}');
const ignored: boolean = evaluation.ignored && fromText.ignored;
const found: Diagnostic[] = check("ToUpper(", { dialect: "connect" });
const place: Span | undefined = found[0]?.span;
const severity: "error" | "warning" | "note" | undefined = found[0]?.severity;
const colours: Token[] = tokens("[a]");
const known: FunctionInfo[] = functions();
const labels: string[] = readUsers(new Uint8Array()).users.map((user) => user.label);

const [preset] = presets();
if (preset) {
  const plan = new Plan(preset.profile);
  const preview: Preview = plan.preview({ userPrincipalName: "a@contoso.com" });
  const body: object | undefined = preview.request?.body;
  const bytes: Uint8Array = plan.payloads(new Uint8Array());
  plan.free();
  console.log(body, bytes);
}
const refused: string[] = validate({ schemas: [] }, { target: "zoom", method: "PUT" }).map((one) => one.path ?? "");
const canonical: string | undefined = parsePath("userName pr", { kind: "filter", strict: true }).canonical;
console.log(refused, canonical);
console.log(ignored, place, severity, colours, known, labels);

// @ts-expect-error: there is no such dialect.
check("[a]", { dialect: "okta" });
// @ts-expect-error: there is no such method.
validate({}, { method: "GET" });
// @ts-expect-error: an expression is text.
evaluate(1, {});
