import assert from "node:assert/strict";
import { test } from "node:test";
import type { Diagnostic } from "../src/playground/engine.ts";
import { locate } from "../src/playground/problems/collect.ts";
import { applyFix, corrected } from "../src/playground/problems/fix.ts";
import { fromDocument } from "../src/playground/profile/draft.ts";

const draft = fromDocument({ mappings: [{ type: "direct", source: "mail", target: "userName" }, { type: "direct", source: "x", target: "" }] });
const [first, second] = draft.rows.map(({ id }) => id);
// The message names another field than the place: places are not read out of messages.
const at = (place: Diagnostic["place"]): Diagnostic => ({ code: "c", severity: "error", message: "`default` and /mappings/0", ...(place ? { place } : {}) });

test("a problem is shown at the field of the row that its place names", () => {
  const { place, where } = locate(draft, at({ in: "mapping", mapping: 1, member: "target" }), "profile", undefined);
  assert.deepEqual([place, where], [{ in: "row", id: second, field: "target" }, "New mapping"]);
  assert.deepEqual(locate(draft, at({ in: "mapping", mapping: 0 }), "profile", undefined).place, { in: "row", id: first, field: "source" });
  assert.deepEqual(locate(draft, at({ in: "mapping", mapping: 0, member: "note" }), "profile", undefined).place, { in: "row", id: first, field: "source" });
  // What is found with a mapping's value says no place.
  assert.deepEqual(locate(draft, at(undefined), "user", 0).place, { in: "row", id: first, field: "source" });
});

test("what is about no row is about scope and settings, the user or the profile", () => {
  const where = (place: Diagnostic["place"], elsewhere: "user" | "profile"): string => locate(draft, at(place), elsewhere, undefined).where;
  assert.equal(where({ in: "scope", list: "inputScope", filter: 0, clause: 1, member: "op" }, "profile"), "Scope and settings");
  assert.equal(where({ in: "setting", path: ["actions", 0] }, "profile"), "Scope and settings");
  assert.equal(where({ in: "mappings" }, "profile"), "Profile");
  assert.equal(where({ in: "mapping", mapping: 7 }, "profile"), "Profile");
  assert.equal(where({ in: "part", path: ["mail"] }, "user"), "Source user");
  assert.equal(where(undefined, "user"), "Source user");
});

test("a fix changes the field of the problem, and what is no row not at all", () => {
  const fix = { title: "Rename", edits: [{ span: { start: 0, end: 4 }, text: "name" }] };
  const inTarget = locate(draft, at({ in: "mapping", mapping: 0, member: "target" }), "profile", undefined);
  assert.equal(corrected(draft, inTarget, fix).rows[0]?.mapping.target, "nameName");
  const inType = locate(draft, at({ in: "mapping", mapping: 0, member: "type" }), "profile", undefined);
  assert.equal(corrected(draft, inType, fix).rows[0]?.mapping.source, "name");
  assert.equal(corrected(draft, locate(draft, at(undefined), "user", undefined), fix), draft);
});

test("a fix with several edits is applied from the back", () => {
  const edits = [
    { span: { start: 0, end: 1 }, text: "\u{1f600}" },
    { span: { start: 2, end: 2 }, text: "!" },
  ];
  assert.equal(applyFix("abc", { title: "", edits }), "\u{1f600}b!c");
});
