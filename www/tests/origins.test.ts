import assert from "node:assert/strict";
import { test } from "node:test";
import { parse, type JsonNode } from "../src/playground/json/parse.ts";
import { ownersOf, partsOf } from "../src/playground/origins.ts";
import { fromDocument } from "../src/playground/profile/draft.ts";

const draft = fromDocument({ mappings: [{ target: "emails.value" }, { target: "name.familyName" }, { target: "name.givenName" }] });
const [mail = -1, family = -1, given = -1] = draft.rows.map(({ id }) => id);
const origins = [
  { pointer: "/emails/0/type", mapping: 0 },
  { pointer: "/emails/0/value", mapping: 0 },
  { pointer: "/name", mapping: 1 },
  { pointer: "/name/givenName", mapping: 2 },
];
const tree = (text: string): JsonNode => parse(text).node as JsonNode;
const owners = ownersOf(origins, draft, tree('{"schemas": ["urn"], "emails": [{"type": "work", "value": "a"}], "name": {"givenName": "A", "familyName": "B"}}'));

test("a part of the payload belongs to the row whose origin names it most closely", () => {
  assert.deepEqual(["/emails/0/type", "/name/givenName", "/name/familyName", "/schemas/0"].map((path) => owners.get(path)), [mail, given, family, undefined]);
});

test("what comes from one row alone is its as a whole, what several rows share is nobody's", () => {
  assert.deepEqual(["/emails", "/emails/0", "/name", "/schemas", ""].map((path) => owners.get(path)), [mail, mail, undefined, undefined, undefined]);
  assert.deepEqual([...partsOf(owners, mail)].sort(), ["/emails", "/emails/0", "/emails/0/type", "/emails/0/value"]);
  assert.deepEqual([...partsOf(owners, family)], ["/name/familyName"]);
  assert.deepEqual([...partsOf(owners, -1)], []);
});

test("an origin stands for all that lies below it and names no other", () => {
  const operations = ownersOf([{ pointer: "/Operations/0", mapping: 2 }], draft, tree('{"Operations": [{"op": "add", "value": {"a": []}}]}'));
  assert.deepEqual([...partsOf(operations, given)].sort(), ["", "/Operations", "/Operations/0", "/Operations/0/op", "/Operations/0/value", "/Operations/0/value/a"]);
});
