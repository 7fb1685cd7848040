import assert from "node:assert/strict";
import { test } from "node:test";
import { covers, difference } from "../src/playground/json/difference.ts";
import { lines, pretty } from "../src/playground/json/lines.ts";
import { parse, type JsonNode } from "../src/playground/json/parse.ts";
import { scan } from "../src/playground/json/scan.ts";

function tree(text: string): JsonNode {
  const { node, problem } = parse(text);
  assert.ok(node, problem?.message);
  return node;
}

function problemAt(text: string): string {
  const { problem } = parse(text);
  assert.ok(problem, `accepted: ${text}`);
  return `${problem.from}-${problem.to} ${problem.message}`;
}

test("what JSON.parse takes is taken, the rest refused", () => {
  const good = ["{}", "[]", ' {"a": [1, -0.5e+3, true, false, null, "x\\u00e9\\n"]} ', "0", '""', '"\u{1f600}"', "-0"];
  const bad = ["", "{", "[1,]", '{"a":1,}', "{a:1}", "'x'", "01", "1.", ".5", "+1", "tru", '"\t"', '"\\x"', "1 2", "[1 2]", '{"a" 1}', "NaN", '"abc'];
  for (const text of good) assert.deepEqual(JSON.parse(pretty(tree(text))), JSON.parse(text), text);
  for (const text of bad) {
    assert.throws(() => JSON.parse(text), text);
    problemAt(text);
  }
});

test("the first mistake is located in UTF-16 units", () => {
  assert.match(problemAt('{"a": "\u{1f600}" "b": 1}'), /^11-14 A comma/);
  assert.match(problemAt('{"a": 1,}'), /^8-9 /);
  assert.match(problemAt('{"a": \u201cx\u201d}'), /^6-7 .*typographic/);
  assert.match(problemAt('{"a": 1'), /^7-7 /);
  assert.match(problemAt('["abc\n]'), /^1-5 .*closing quote/);
  assert.match(problemAt("[\u{1f600}]"), /^1-3 /);
});

test("deep nesting is refused without using up the stack", () => {
  assert.match(problemAt("[".repeat(100_000)), /deeper than 128/);
  assert.match(problemAt('{"a":'.repeat(100_000)), /deeper than 128/);
  tree("[".repeat(128) + "]".repeat(128));
});

test("tokens cover everything but blanks, and names are told from texts", () => {
  const text = '{"name": "x", "n": [1, tru], ?}';
  const found = scan(text).map(({ kind, from, to }) => `${kind} ${text.slice(from, to)}`);
  assert.deepEqual(found.slice(0, 4), ["punctuation {", 'key "name"', "punctuation :", 'string "x"']);
  assert.ok(found.includes("invalid tru") && found.includes("invalid ?"));
  assert.equal(scan(text).map(({ from, to }) => text.slice(from, to)).join(""), text.replaceAll(/\s/g, ""));
});

test("pretty printing keeps every digit and knows whose line it is", () => {
  const text = '{"id":12345678901234567890,"e":{},"l":[],"a/b":[{"x":1.50}]}';
  assert.equal(
    pretty(tree(text)),
    '{\n  "id": 12345678901234567890,\n  "e": {},\n  "l": [],\n  "a/b": [\n    {\n      "x": 1.50\n    }\n  ]\n}',
  );
  assert.deepEqual(
    lines(tree(text)).map(({ path }) => path),
    ["", "/id", "/e", "/l", "/a~1b", "/a~1b/0", "/a~1b/0/x", "/a~1b/0", "/a~1b", ""],
  );
});

test("differences name the highest part that is new", () => {
  const parts = (before: string, after: string): string[] => [...difference(tree(before), tree(after))];
  assert.deepEqual(parts('{"a":1,"b":2}', '{"b":2,"a":1}'), []);
  assert.deepEqual(parts('{"a":1}', '{"a":2,"c":{"d":1}}'), ["/a", "/c"]);
  assert.deepEqual(parts('{"a":{"x":1}}', '{"a":{"x":1,"y":2}}'), ["/a/y"]);
  const work = '{"type":"work","value":"w"}';
  const home = '{"type":"home","value":"h"}';
  assert.deepEqual(parts(`{"e":[${home}]}`, `{"e":[${work},${home}]}`), ["/e/0"], "an element put in front");
  assert.deepEqual(parts('{"e":[{"type":"work"}]}', `{"e":[${work}]}`), ["/e/0/value"]);
  assert.deepEqual(parts("[1]", '{"a":1}'), [""]);
  assert.deepEqual(parts("[1,1]", "[1,1,1]"), ["/2"]);
});

test("a part covers what is inside it, not what merely begins alike", () => {
  const found = new Set(["/name"]);
  assert.ok(covers(found, "/name/givenName") && covers(found, "/name"));
  assert.ok(!covers(found, "/names") && !covers(found, ""));
  assert.ok(covers(new Set([""]), "/anything"));
});
