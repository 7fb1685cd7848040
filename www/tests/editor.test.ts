import assert from "node:assert/strict";
import { test } from "node:test";
import { placeAfter, smallestChange } from "../src/playground/editor/change.ts";
import { search } from "../src/playground/users/search.ts";

test("the smallest change turns one text into the other", () => {
  for (const [from, to] of [["", "a"], ["abc", "abXc"], ["aaa", "aa"], ["aa", "aaa"], ["abc", ""], ["x", "y"]] as const) {
    const found = smallestChange(from, to);
    assert.ok(found);
    assert.equal(from.slice(0, found.from) + found.insert + from.slice(found.to), to);
    assert.ok(found.insert.length <= to.length);
  }
  assert.equal(smallestChange("same", "same"), undefined);
});

test("formatting leaves the cursor behind the same sign", () => {
  const [from, to] = ['Join( "\u{1f600} ",[a] ,[b])', 'Join(\n  "\u{1f600} ",\n  [a],\n  [b]\n)'];
  for (const sign of ["(", "[a]", "[b]", '"\u{1f600}']) {
    const place = placeAfter(from, from.indexOf(sign) + sign.length, to);
    assert.ok(to.slice(0, place).endsWith(sign), sign);
  }
  assert.equal(placeAfter(from, 0, to), 0);
  assert.equal(placeAfter("abc", 3, "ab"), 2);
});

test("users are found by name and by any value, counted past what is shown", () => {
  const users = Array.from({ length: 50 }, (_, index) => ({ label: `User ${index}`, json: `{"department":"D${index % 5}"}` }));
  assert.deepEqual(search(users, "user 49", 10), { found: [49], total: 1 });
  assert.deepEqual(search(users, "d3", 2), { found: [3, 8], total: 10 });
  assert.equal(search(users, "", 100).total, 50);
  assert.equal(search(users, "nobody", 100).total, 0);
});
