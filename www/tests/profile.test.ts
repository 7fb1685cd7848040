import assert from "node:assert/strict";
import { test } from "node:test";
import { change, convertSource, duplicate, fromDocument, insert, move, remove, titleOf, toDocument, type Draft } from "../src/playground/profile/draft.ts";
import { fromFragment, toFragment } from "../src/playground/profile/share.ts";
import { splitTarget } from "../src/playground/profile/target.ts";

const DOCUMENT = {
  attrflow: 1,
  name: "Ours",
  later: { kept: true },
  mappings: [
    { type: "direct", source: "mail", target: "userName", match: 1, extra: "kept" },
    { type: "constant", source: "x", target: "title" },
  ],
};

const targets = ({ rows }: Draft): string[] => rows.map(({ mapping }) => mapping.target);
const idAt = ({ rows }: Draft, index: number): number => rows[index]?.id ?? NaN;

test("a document comes back as it was, unknown members included", () => {
  assert.deepEqual(toDocument(fromDocument(DOCUMENT)), DOCUMENT);
  assert.equal(titleOf(fromDocument(DOCUMENT)), "Ours");
  assert.equal(titleOf(fromDocument({})), "Untitled profile");
});

test("damaged documents give rows that can be edited", () => {
  const draft = fromDocument({ mappings: [null, 5, { target: 7, type: "odd" }] });
  assert.deepEqual(targets(draft), ["", "", ""]);
  assert.deepEqual(fromDocument({ mappings: "none" }).rows, []);
});

test("rows are added, copied, moved and taken out; nothing else changes", () => {
  const draft = fromDocument(DOCUMENT);
  const added = insert(draft, idAt(draft, 0));
  assert.deepEqual(targets(added.draft), ["userName", "", "title"]);
  const copied = duplicate(draft, idAt(draft, 0));
  assert.ok(copied);
  assert.deepEqual(targets(copied.draft), ["userName", "userName", "title"]);
  assert.equal(copied.draft.rows[1]?.mapping.match, undefined, "one precedence, one row");
  assert.deepEqual(targets(move(draft, idAt(draft, 0), 1)), ["title", "userName"]);
  assert.equal(move(draft, idAt(draft, 0), -1), draft);
  assert.deepEqual(targets(remove(draft, idAt(draft, 0))), ["title"]);
  assert.deepEqual(toDocument(draft), DOCUMENT, "the original is untouched");
});

test("a field set to nothing leaves the document", () => {
  const draft = fromDocument(DOCUMENT);
  const changed = change(draft, idAt(draft, 0), { match: undefined, default: "d" });
  assert.deepEqual(changed.rows[0]?.mapping, { type: "direct", source: "mail", target: "userName", extra: "kept", default: "d" });
});

test("a source is carried over where it can say the same", () => {
  assert.equal(convertSource("mail", "direct", "expression"), "[mail]");
  assert.equal(convertSource(" [mail] ", "expression", "direct"), "mail");
  assert.equal(convertSource('say "hi" \\', "constant", "expression"), '"say \\"hi\\" \\\\"');
  assert.equal(convertSource('"Basic"', "expression", "constant"), "Basic");
  assert.equal(convertSource("ToLower([mail])", "expression", "direct"), "ToLower([mail])");
  assert.equal(convertSource("", "direct", "expression"), "");
});

test("a target is split at its schema", () => {
  const schema = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:";
  assert.deepEqual(splitTarget(`${schema}department`), { schema, attribute: "department" });
  assert.deepEqual(splitTarget('emails[type eq "work"].value'), { schema: "", attribute: 'emails[type eq "work"].value' });
});

test("a profile survives a link; damaged and oversized links do not get in", async () => {
  const shared = { profile: { name: "\u00e9\u{1f600}", mappings: [] }, user: '{"a": 1}' };
  const fragment = await toFragment(shared);
  assert.match(fragment, /^v1=[A-Za-z0-9_-]+$/);
  assert.deepEqual(await fromFragment(`#${fragment}`), shared);
  assert.equal(await fromFragment("#somewhere"), undefined);
  await assert.rejects(fromFragment("v1=AAAA"));
  await assert.rejects(fromFragment("v1=%%%"));
  await assert.rejects(fromFragment(await toFragment({ profile: null as unknown as object })));
  const bomb = await toFragment({ profile: { a: "x".repeat(3_000_000) } });
  await assert.rejects(fromFragment(bomb), /too large/);
});
