// Input made to break the engine is refused, soon, and the same instance goes on working. WebAssembly has no guard
// below its stack: one overflow would spoil the instance for every later call.
import assert from "node:assert/strict";
import { afterEach, describe, test } from "node:test";
import { Plan, check, errors, evaluate, readProfile, readUsers, tokens } from "./engine.mjs";

const bytes = (text) => new TextEncoder().encode(text);
const deepList = "[".repeat(100_000) + "]".repeat(100_000);
const deepObject = '{"a":'.repeat(100_000) + "1" + "}".repeat(100_000);
const profile = {
  attrflow: 1, name: "one row", source: "entra", target: "zoom",
  mappings: [
    { type: "direct", source: "userPrincipalName", target: "userName", match: 1 },
    { type: "expression", source: "ToUpper([department])", target: "displayName" },
  ],
};

afterEach(() => {
  const { value, diagnostics } = evaluate('Join(" ", ToUpper([a]), "here")', { a: "still" });
  assert.equal(value, "STILL here");
  assert.deepEqual(diagnostics, []);
});

const refusal = (error) => error.name === "AttrflowError" && errors(error.diagnostics).length > 0;

/** A test that must end within two seconds. What is refused is refused long before; the rest is for slow machines. */
const quick = (name, body) => test(name, () => {
  const start = performance.now();
  body();
  const taken = performance.now() - start;
  assert.ok(taken < 2_000, `took ${taken.toFixed(0)} ms`);
});

describe("expressions", () => {
  const refused = {
    "100,000 opening brackets": ["(".repeat(100_000), "too-deep", "too-long"],
    "100,000 opening square brackets": ["[".repeat(100_000), "too-deep", "too-long"],
    "50,000 nested calls": ["ToUpper(".repeat(50_000) + "[a]" + ")".repeat(50_000), "too-deep", "too-long"],
    "calls nested as deep as the length allows": ["Not(".repeat(2_000) + "True" + ")".repeat(1_990), "too-deep"],
    "a text of 1 MB": [`"${"a".repeat(1 << 20)}"`, "too-long"],
    "1 MB of arguments": [`Join(",", ${"[a], ".repeat(180_000)}[a])`, "too-long"],
    "a text that never ends": [`"${"a".repeat(9_000)}`, "syntax"],
    "9,000 operators": [`IIF(${"1=".repeat(4_500)}1, 1, 2)`, "syntax", "too-deep", "type"],
    "letters without end": ["a".repeat(9_999), "syntax", "unknown-function"],
    "unpaired surrogates and control characters": ["\ud800Join(\u0000\ufffe)\udc00", "syntax"],
  };
  for (const [name, [expression, ...codes]] of Object.entries(refused)) {
    quick(name, () => {
      const [first] = errors(evaluate(expression, { a: "x" }).diagnostics);
      assert.ok(codes.includes(first?.code), `want ${codes.join(" or ")}, got ${JSON.stringify(first)?.slice(0, 300)}`);
      assert.ok(errors(check(expression)).length > 0, "check() finds it too");
      assert.ok(Array.isArray(tokens(expression)));
    });
  }

  quick("a pattern that backtracks without end", () => {
    const [first] = errors(evaluate('Replace([a], , "(a+)+$", , "x", , )', { a: `${"a".repeat(5_000)}!` }).diagnostics);
    assert.equal(first?.code, "step-limit");
  });

  quick("a pattern of 9,000 nested groups", () => {
    const pattern = "(".repeat(4_500) + ")".repeat(4_500);
    const [first] = errors(evaluate(`Replace([a], , "${pattern}", , "x", , )`, { a: "aaa" }).diagnostics);
    assert.ok(["invalid-pattern", "too-deep", "too-long"].includes(first?.code), JSON.stringify(first)?.slice(0, 300));
  });

  quick("text that doubles with every call", () => {
    let expression = "[a]";
    while (expression.length < 4_000) expression = `Join("", ${expression}, ${expression})`;
    const { value, diagnostics } = evaluate(expression, { a: "x".repeat(500_000) });
    assert.equal(errors(diagnostics).length, 1, JSON.stringify(value)?.slice(0, 100));
  });
});

describe("documents", () => {
  for (const [name, text] of Object.entries({ "lists": deepList, "objects": deepObject })) {
    quick(`a user of 100,000 nested ${name}`, () => {
      // The text of the user is wrong, not the expression: that is thrown.
      assert.throws(() => evaluate("[a]", text), refusal);
      assert.ok(errors(readUsers(bytes(text)).diagnostics).length > 0);
    });
    quick(`a profile of 100,000 nested ${name}`, () => {
      assert.ok(errors(readProfile(text).diagnostics).length > 0);
      assert.throws(() => new Plan(text), refusal);
    });
  }

  quick("a JavaScript object 20,000 deep", () => {
    let user = {};
    for (let depth = 0; depth < 20_000; depth++) user = { a: user };
    let evaluation;
    // JSON.stringify itself may give up first; both are refusals.
    try { evaluation = evaluate("[a]", user); } catch (error) { assert.ok(error instanceof Error); }
    if (evaluation) assert.ok(errors(evaluation.diagnostics).length > 0);
  });

  quick("bytes that are no text", () => {
    const noise = Uint8Array.from({ length: 100_000 }, (_, at) => (at * 197 + (at >> 3)) & 255);
    assert.ok(errors(readUsers(noise).diagnostics).length > 0);
  });

  quick("one bad line among the users costs one line", () => {
    const plan = new Plan(profile);
    const good = JSON.stringify({ userPrincipalName: "a@contoso.com", department: "Sales" });
    const alone = new TextDecoder().decode(plan.payloads(bytes(`${good}\n`)));
    for (const bad of ["{", deepList, '{"userPrincipalName": "\\ud800"}', "\u0000", "[1,2"]) {
      const lines = new TextDecoder().decode(plan.payloads(bytes(`${good}\n${bad}\n${good}\n`))).split("\n");
      assert.equal(`${lines[0]}\n`, alone);
      assert.equal(lines.length, 3, "a body for each good line and the end of the last");
      assert.equal(`${lines[1]}\n`, alone);
      assert.deepEqual(plan.problems(bytes(`${good}\n${bad}\n${good}\n`)).map(({ line }) => line), [2]);
    }
    plan.free();
  });
});
