// Every case of the expression files, through the same door a page uses.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { cases, evaluate } from "./engine.mjs";
import { difference } from "./judge.mjs";

for (const file of ["expressions.json", "expressions-more.json", "connect.json", "dotnet.json"]) {
  describe(`cases/${file}`, () => {
    for (const wanted of cases(file)) {
      test(wanted.id, () => {
        const options = { now: wanted.now, taken: wanted.taken, raw: wanted.raw };
        if (wanted.id.startsWith("connect-")) options.dialect = "connect";
        const evaluation = evaluate(wanted.expression, wanted.source, options);
        assert.equal(difference(wanted, evaluation), undefined, wanted.expression);
      });
    }
  });
}

test("numbers that JavaScript would round come as text, wherever they stand", () => {
  for (const [n, value] of [[2 ** 53 - 1, 9007199254740991], [2 ** 53, "9007199254740992"], [-(2 ** 53), "-9007199254740992"]]) {
    assert.deepEqual(evaluate("[n]", { n }).value, value);
    assert.deepEqual(evaluate("[l]", { l: [n] }).value, [value]);
    assert.deepEqual(evaluate("[o]", { o: { n: [n] } }).value, { n: [value] });
  }
});

describe("the judge of the cases", () => {
  const evaluation = (value, more) => ({ value, ignored: false, diagnostics: [], ...more });
  const failed = (kind) => evaluation(null, { diagnostics: [{ severity: "error", kind, code: "c", message: "m" }] });

  test("accepts what is asked for", () => {
    assert.equal(difference({ expected: "True" }, evaluation(true)), undefined);
    assert.equal(difference({ expected: "7" }, evaluation(7)), undefined);
    assert.equal(difference({ expected: ["a", "True"] }, evaluation(["a", true])), undefined);
    assert.equal(difference({ expected: '{"a":1}' }, evaluation({ a: 1 })), undefined);
    assert.equal(difference({ expected: null }, evaluation(null)), undefined);
    assert.equal(difference({ expected: { ignored: true } }, evaluation(null, { ignored: true })), undefined);
    assert.equal(difference({ error: "arity" }, failed("arity")), undefined);
    assert.equal(difference({ parses: true }, failed("type")), undefined);
  });

  test("refuses everything else", () => {
    assert.ok(difference({ expected: "true" }, evaluation(true)));
    assert.ok(difference({ expected: null }, evaluation("")));
    assert.ok(difference({ expected: ["a"] }, evaluation("a")));
    assert.ok(difference({ expected: null }, evaluation(null, { ignored: true })));
    assert.ok(difference({ expected: null }, failed("value")));
    assert.ok(difference({ expected: { ignored: true } }, evaluation(null)));
    assert.ok(difference({ error: "arity" }, failed("parse")));
    assert.ok(difference({ error: "arity" }, evaluation("x")));
    assert.ok(difference({ parses: true }, failed("unknown-function")));
    assert.ok(difference({}, evaluation("x")));
  });
});
