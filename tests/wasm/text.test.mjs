// What an editor relies on: tokens and diagnostics of any text, with places that JavaScript can slice by.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { check, evaluate, functions, tokens } from "./engine.mjs";
import { textForm } from "./judge.mjs";

const pieces = [
  "Join", "Switch", "IIF", "Concat", "(", ")", "(", ")", ",", ", ", "[", "]", "[mail]", "[😀é]", '"', '"a"', '"ü😀"', "'",
  "=", "<>", " & ", " ", "\n", "\t", "1", "-2.5", "true", "Null", "%p%", "%", "é", "😀", "\\", "//", "\u0000", "\ud800",
];

/** Numbers that look random and are the same in every run. */
function* noise(seed) {
  for (let state = seed; ; ) {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
    yield state >> 8;
  }
}

function* texts(count) {
  const random = noise(2026);
  const next = (below) => random.next().value % below;
  for (let made = 0; made < count; made++) {
    yield Array.from({ length: 1 + next(14) }, () => pieces[next(pieces.length)]).join("");
  }
}

const inside = (span, text) => span.start >= 0 && span.start <= span.end && span.end <= text.length;

describe("any text", () => {
  test("has tokens in order that do not overlap", () => {
    for (const text of texts(3_000)) {
      let end = 0;
      for (const { span, kind } of tokens(text)) {
        assert.ok(inside(span, text) && span.start >= end && span.end > span.start, `${JSON.stringify(text)}: ${kind}`);
        assert.equal(text.slice(end, span.start).trim(), "", `${JSON.stringify(text)}: only blanks lie between tokens`);
        end = span.end;
      }
      assert.equal(text.slice(end).trim(), "", JSON.stringify(text));
    }
  });

  test("has diagnostics whose places lie in it", () => {
    let found = 0;
    for (const text of texts(3_000)) {
      for (const { span, fixes = [], message } of check(text)) {
        found += 1;
        assert.ok(!span || inside(span, text), `${JSON.stringify(text)}: ${message}`);
        for (const edit of fixes.flatMap((fix) => fix.edits)) assert.ok(inside(edit.span, text), JSON.stringify(text));
      }
    }
    assert.ok(found > 1_000, `only ${found} diagnostics`);
  });
});

describe("places", () => {
  test("count UTF-16 units", () => {
    const text = 'Join("😀é", Concat([a], "b"))';
    const [found] = check(text).filter((diagnostic) => diagnostic.code === "unknown-function");
    assert.match(text.slice(found.span.start, found.span.end), /^Concat/);
  });

  test("a fix applied by its places gives text without the problem", () => {
    const text = 'Append("😀", toloweer([mail]))';
    const [found] = check(text).filter((diagnostic) => diagnostic.fixes?.length);
    const [edit] = found.fixes[0].edits;
    const mended = text.slice(0, edit.span.start) + edit.text + text.slice(edit.span.end);
    assert.equal(mended, 'Append("😀", ToLower([mail]))');
    assert.deepEqual(check(mended), []);
  });
});

test("every documented example gives the documented result", () => {
  const known = functions();
  assert.ok(known.length >= 40, `${known.length} functions`);
  let ran = 0;
  for (const { examples } of known) {
    ran += examples.length;
    for (const { expression, source = {}, result } of examples) {
      const { value, diagnostics } = evaluate(expression, source);
      assert.deepEqual(textForm(value), result, `${expression}: ${JSON.stringify(diagnostics)}`);
    }
  }
  assert.ok(ran >= 50, `${ran} examples`);
});
