// Never run: package.test.mjs asks the compiler whether the types of the engine allow exactly this.
import init, { Plan, Target, check, complete, describe, evaluate, functions, hover, initSync, parsePath, presets, readFile, readUsers, signatureHelp, tokens, validate } from "../../www/src/engine/engine.js";
import type { Completion, Diagnostic, Evaluation, FileReading, FunctionInfo, Hover, MappingTrace, Preview, Span, Token, TraceNode } from "../../www/src/engine/engine.js";

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

const file: FileReading = readFile(new Uint8Array(), { holds: "users", limit: 10 });
const became: string | undefined = file.columns[0]?.attribute;
const kindOfFile: "users" | "accounts" | "assigned" | "roles" | "groups" | "schema" | "nothing" | undefined = file.holds;
console.log(file.kind, file.title, file.advice, file.entries[0]?.value["attributes"], became, kindOfFile);
// @ts-expect-error: nothing holds cats.
readFile(new Uint8Array(), { holds: "cats" });

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
const parts: TraceNode[] = evaluate("[a]", {}, { trace: true }).trace?.nodes ?? [];
const steps: MappingTrace | undefined = preset && new Plan(preset.profile).trace({}, 0);
const offered: Completion[] = complete("ToL", 3, { user: { a: 1 }, attributes: ["b"], target: "active" });
const meaning: Hover | undefined = hover("[a]", 1);
const parameter: number | undefined = signatureHelp("ToLower(", 8)?.activeParameter;
const words: string | undefined = describe("[a]");
const state: "not-evaluated" | "value" | "ignored" | "error" | undefined = parts[0]?.state;
console.log(steps, offered, meaning, parameter, words, state);
console.log(ignored, place, severity, colours, known, labels);

// @ts-expect-error: there is no such dialect.
check("[a]", { dialect: "okta" });
// @ts-expect-error: there is no such method.
validate({}, { method: "GET" });
// @ts-expect-error: an expression is text.
evaluate(1, {});
const held = new Target(new Uint8Array());
const count: number = held.count;
const account: string | undefined = preset && new Plan(preset.profile).preview({}, { target: held, state: { assigned: false } }).account?.id;
const cycle: number | undefined = preset && new Plan(preset.profile).previewAll(new Uint8Array(), { target: held, firstCycle: true, onProgress: () => false }).users;
const assumed: boolean | undefined = preset && new Plan(preset.profile).preview({}, { target: held, assume: { provisioned: true, earlier: "{}" } }).account?.linked;
const origin: string | undefined = preset && new Plan(preset.profile).preview({}).origins[0]?.pointer;
const at = found[0]?.place;
const member: string | undefined = at?.in === "mapping" ? at.member : at?.in === "setting" ? String(at.path[0]) : undefined;
console.log(count, account, assumed, cycle, origin, member);
// @ts-expect-error: what is assumed is said in members.
new Plan({}).preview({}, { assume: true });
// @ts-expect-error: a target is read before it is asked.
new Plan({}).preview({}, { target: "users.json" });
