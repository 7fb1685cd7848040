import assert from "node:assert/strict";
import { test } from "node:test";
import { Tally } from "../src/playground/bulk/tally.ts";
import { stretches } from "../src/playground/controls/marked-text.ts";
import type { Diagnostic, Token } from "../src/playground/engine.ts";
import { decode, kindOf } from "../src/playground/files/intake.ts";
import { isPristine } from "../src/playground/profile/draft.ts";
import { shortSchema } from "../src/playground/profile/target.ts";

const problem = (start: number, end: number, severity: Diagnostic["severity"] = "error"): Diagnostic => ({
  code: "c",
  severity,
  message: "m",
  span: { start, end },
});
const underlined = (text: string, found: Diagnostic[], tokens: Token[] = []): string[] =>
  stretches(text, tokens, found).flatMap((part) => (part.severity ? [`${part.severity}:${part.text}`] : []));

test("exactly the span is underlined, emoji and combining signs before it or not", () => {
  const text = 'A("\u{1f600}e\u0301", Bad)';
  const at = text.indexOf("Bad");
  assert.deepEqual(underlined(text, [problem(at, at + 3)]), ["error:Bad"]);
  assert.deepEqual(underlined(text, [problem(3, 7)]), ["error:\u{1f600}e\u0301"]);
});

test("a point underlines the sign before it, whole", () => {
  assert.deepEqual(underlined("Left(", [problem(5, 5)]), ["error:("]);
  assert.deepEqual(underlined("a\u{1f600}", [problem(3, 3)]), ["error:\u{1f600}"]);
  assert.deepEqual(underlined("a", [problem(0, 0)]), ["error:a"]);
  assert.deepEqual(underlined("", [problem(0, 0)]), []);
});

test("of overlapping problems the worst is drawn; colours stay, and nothing of the text is lost", () => {
  const text = "Left([a], 1)";
  const tokens: Token[] = [
    { kind: "function", span: { start: 0, end: 4 } },
    { kind: "attribute", span: { start: 5, end: 8 } },
  ];
  const parts = stretches(text, tokens, [problem(0, 8, "warning"), problem(2, 6), problem(50, 60)]);
  assert.equal(parts.map((part) => part.text).join(""), text);
  assert.deepEqual(parts.slice(0, 3), [
    { text: "Le", kind: "function", severity: "warning" },
    { text: "ft", kind: "function", severity: "error" },
    { text: "(", severity: "error" },
  ]);
});

test("problems of many users are gathered by what is wrong", () => {
  const tally = new Tally();
  tally.addPayloads(8);
  for (let user = 0; user < 9; user += 1) tally.add({ ...problem(0, 1), line: user + 1 }, user);
  tally.add({ ...problem(0, 1), message: "other" }, 4);
  const report = tally.report(10);
  assert.deepEqual([report.users, report.payloads, report.problems], [10, 8, 10]);
  assert.deepEqual(report.groups.map(({ count, users }) => [count, users]), [[9, [0, 1, 2, 3, 4]], [1, [4]]]);
});

test("kinds of problems are bounded, their count is not", () => {
  const tally = new Tally();
  for (let user = 0; user < 2000; user += 1) tally.add({ ...problem(0, 1), message: `m${user}` }, user);
  const { problems, groups } = tally.report(2000);
  assert.equal(problems, 2000);
  assert.ok(groups.length < 1000);
});

test("profiles and synchronization schemas are told from users", () => {
  assert.equal(kindOf('\ufeff { "attrflow": 1, "mappings": [] }'), "profile");
  assert.equal(kindOf('{"mappings": [{"type": "direct"}]}'), "profile");
  assert.equal(kindOf('{"id": "x", "synchronizationRules": [{"mappings": []}]}'), "schema");
  assert.equal(kindOf('{"directories":[{"name":"Azure Active Directory"}]}'), "schema");
  assert.equal(kindOf('{"value":[{"displayName":"mappings"}]}'), "other");
  assert.equal(kindOf("userPrincipalName,mappings\n"), "other");
});

test("files saved as UTF-16 are read", () => {
  const text = '{"attrflow": 1}';
  const little = new Uint8Array([0xff, 0xfe, ...[...text].flatMap((sign) => [sign.charCodeAt(0), 0])]);
  const big = new Uint8Array([0xfe, 0xff, ...[...text].flatMap((sign) => [0, sign.charCodeAt(0)])]);
  for (const bytes of [little, big, new TextEncoder().encode(text)]) assert.equal(decode(bytes), text);
});

test("only a row with nothing in it is pristine; schemas are shortened, unknown ones are not", () => {
  assert.ok(isPristine({ type: "direct", source: "", target: "" }));
  assert.ok(!isPristine({ type: "direct", source: "", target: "title" }));
  assert.ok(!isPristine({ type: "none", target: "", default: "x" }));
  assert.equal(shortSchema("urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:"), "enterprise:2.0:User:");
  assert.equal(shortSchema("urn:okta:custom:1.0:user:"), "urn:okta:custom:1.0:user:");
});
