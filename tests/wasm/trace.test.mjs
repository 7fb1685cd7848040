// Traces, with spans as JavaScript counts.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { Plan, cases, evaluate } from "./engine.mjs";

describe("evaluate with a trace", () => {
  const text = 'IIF([a] = "😀", ToUpper([b]), Join("-", [c], "x"))';
  const { value, trace } = evaluate(text, { a: "😀", b: "yes" }, { trace: true });

  test("has every node with its text, value and reasons", () => {
    assert.equal(value, "YES");
    const told = trace.nodes.map(({ span, state, value, chosen }) => [
      text.slice(span.start, span.end),
      state,
      value,
      chosen ?? false,
    ]);
    assert.deepEqual(told, [
      [text, "value", "YES", false],
      ['[a] = "😀"', "value", true, false],
      ["[a]", "value", "😀", false],
      ['"😀"', "value", "😀", false],
      ["ToUpper([b])", "value", "YES", true],
      ["[b]", "value", "yes", false],
      ['Join("-", [c], "x")', "not-evaluated", undefined, false],
      ['"-"', "not-evaluated", undefined, false],
      ["[c]", "not-evaluated", undefined, false],
      ['"x"', "not-evaluated", undefined, false],
    ]);
    const [root, comparison] = trace.nodes;
    assert.equal(root.notes[0].kind, "choice");
    assert.equal(comparison.notes[0].kind, "comparison");
    assert.equal(comparison.parameter, "condition");
    assert.equal(trace.nodes[2].parent, 1);
  });

  test("is there only if asked for, and empty for broken expressions", () => {
    assert.equal(evaluate(text, {}).trace, undefined);
    assert.deepEqual(evaluate("Join(", {}, { trace: true }).trace, { nodes: [] });
  });

  test("shows errors at their node, and what patterns matched", () => {
    const failed = evaluate('Append(Item(Split([a], ","), 3), "x")', { a: "1,2" }, { trace: true });
    assert.deepEqual(
      failed.trace.nodes.filter(({ error }) => error).map(({ label }) => label),
      ["Item"],
    );
    const replaced = evaluate('Replace([a], , "(?<n>\\d)", "n", "-", , )', { a: "a1" }, { trace: true });
    const { matches } = replaced.trace.nodes[0].notes.find((note) => note.matches);
    assert.deepEqual(matches, [{ text: "1", groups: [{ name: "n", text: "1" }] }]);
  });

  test("never changes a result", () => {
    for (const { id, expression, source, now, taken } of cases("expressions.json")) {
      const options = { now, taken, dialect: id.startsWith("connect-") ? "connect" : "entra" };
      const { trace: _, ...traced } = evaluate(expression, source, { ...options, trace: true });
      assert.deepEqual(traced, evaluate(expression, source, options), id);
    }
  });
});

describe("Plan.trace", () => {
  const plan = new Plan({
    mappings: [
      { type: "direct", source: "userPrincipalName", target: "userName", match: 1 },
      { type: "expression", source: 'IIF([a] = "é😀", "True", IgnoreAttributeFlow)', target: "active" },
      { type: "direct", source: "department", target: "title", default: "none" },
    ],
  });
  const kinds = (user, mapping) => plan.trace(user, mapping).steps.map(({ kind }) => kind);

  test("goes from the source to the payload", () => {
    const { target, trace, steps } = plan.trace({ a: "é😀" }, 1);
    assert.equal(target, "active");
    assert.deepEqual(trace.nodes[3].span, { start: 10, end: 15 });
    assert.deepEqual(steps.map(({ kind, value }) => [kind, value]), [["source", "True"], ["convert", true], ["sent", true]]);
    assert.deepEqual(kinds({ a: "b" }, 1), ["dropped"]);
    assert.deepEqual(kinds({}, 2), ["source", "default", "sent"]);
    assert.deepEqual(kinds('{"userPrincipalName": ""}', 0), ["source", "dropped"]);
  });

  test("refuses mappings that are not there, and users that are none", () => {
    assert.throws(() => plan.trace({}, 3), { name: "AttrflowError", message: /no mapping 3/ });
    assert.throws(() => plan.trace("{", 0), { name: "AttrflowError" });
  });
});
