import assert from "node:assert/strict";
import { test } from "node:test";
import { callAt } from "../src/playground/editor/call.ts";
import { applyFix } from "../src/playground/editor/fix.ts";
import { smallestChange } from "../src/playground/editor/change.ts";
import { search } from "../src/playground/users/search.ts";
import type { Token } from "../src/playground/engine.ts";

const TEXT = 'Join(" ", ToLower([a]), Left([b], 2))';

function tokens(text: string): Token[] {
  const kinds: [RegExp, Token["kind"]][] = [
    [/^[A-Za-z]/, "function"],
    [/^\[/, "attribute"],
    [/^"/, "string"],
    [/^\d/, "number"],
    [/^[(),]/, "punctuation"],
  ];
  return [...text.matchAll(/[A-Za-z]\w*|\[[^\]]*\]|"[^"]*"|\d+|[(),]/g)].map(({ 0: word, index }) => ({
    kind: kinds.find(([pattern]) => pattern.test(word))?.[1] ?? "invalid",
    span: { start: index, end: index + word.length },
  }));
}

test("the call around the cursor and its argument are found", () => {
  const at = (needle: string, plus = 0): unknown => callAt(TEXT, tokens(TEXT), TEXT.indexOf(needle) + plus);
  assert.deepEqual(at('" "'), { name: "Join", argument: 0 });
  assert.deepEqual(at("[a]", 1), { name: "ToLower", argument: 0 });
  assert.deepEqual(at("2"), { name: "Left", argument: 1 });
  assert.deepEqual(at("Left", 2), { name: "Left", argument: -1 });
  assert.deepEqual(callAt(TEXT, tokens(TEXT), TEXT.length), undefined);
  assert.deepEqual(callAt("Join(", tokens("Join("), 5), { name: "Join", argument: 0 });
});

test("a fix with several edits is applied from the back", () => {
  const edits = [
    { span: { start: 0, end: 1 }, text: "\u{1f600}" },
    { span: { start: 2, end: 2 }, text: "!" },
  ];
  assert.equal(applyFix("abc", { title: "", edits }), "\u{1f600}b!c");
});

test("the smallest change turns one text into the other", () => {
  for (const [from, to] of [["", "a"], ["abc", "abXc"], ["aaa", "aa"], ["aa", "aaa"], ["abc", ""], ["x", "y"]] as const) {
    const found = smallestChange(from, to);
    assert.ok(found);
    assert.equal(from.slice(0, found.from) + found.insert + from.slice(found.to), to);
    assert.ok(found.insert.length <= to.length);
  }
  assert.equal(smallestChange("same", "same"), undefined);
});

test("users are found by name and by any value, counted past what is shown", () => {
  const users = Array.from({ length: 50 }, (_, index) => ({ label: `User ${index}`, json: `{"department":"D${index % 5}"}` }));
  assert.deepEqual(search(users, "user 49", 10), { found: [49], total: 1 });
  assert.deepEqual(search(users, "d3", 2), { found: [3, 8], total: 10 });
  assert.equal(search(users, "", 100).total, 50);
  assert.equal(search(users, "nobody", 100).total, 0);
});
