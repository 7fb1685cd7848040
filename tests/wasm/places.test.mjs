// Where findings stand, as the page asks for it: no pointer and no message has to be read.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { Plan, importSchema, readProfile, validate } from "./engine.mjs";

const direct = { type: "direct", source: "mail", target: "userName" };
const profile = (mapping, rest = {}) => ({ mappings: [direct, mapping], ...rest });

/** Everything found in the text of a profile, by code. */
function found(document) {
  const { diagnostics } = readProfile(JSON.stringify(document));
  return diagnostics.map(({ code, pointer, place }) => ({ code, pointer, place }));
}

describe("places in a profile", () => {
  const mapping = (member, pointer = `/mappings/1/${member}`) => ({ pointer, place: { in: "mapping", mapping: 1, member } });
  const cases = [
    ["what is missing", profile({ type: "direct", source: "mail" }), mapping("target", "/mappings/1")],
    ["a missing source", profile({ type: "direct", target: "title" }), mapping("source", "/mappings/1")],
    ["a missing type", profile({ source: "mail", target: "title" }), mapping("type", "/mappings/1")],
    ["a wrong member", profile({ ...direct, apply: "never" }), mapping("apply")],
    ["a member of another name", profile({ ...direct, required: "perhaps" }), mapping("required")],
    ["an unknown member", profile({ ...direct, "a/b": 1 }), mapping("a/b", "/mappings/1/a~1b")],
    ["no mapping", profile(1), { pointer: "/mappings/1", place: { in: "mapping", mapping: 1 } }],
    ["no mappings", { mappings: 1 }, { pointer: "/mappings", place: { in: "mappings" } }],
    [
      "a setting",
      profile(direct, { settings: { scopeMode: "none" } }),
      { pointer: "/settings/scopeMode", place: { in: "setting", path: ["scopeMode"] } },
    ],
    [
      "an action",
      profile(direct, { settings: { actions: ["create", "jump"] } }),
      { pointer: "/settings/actions/1", place: { in: "setting", path: ["actions", 1] } },
    ],
    ["a list of filters", profile(direct, { scope: 1 }), { pointer: "/scope", place: { in: "scope", list: "scope" } }],
    [
      "a filter",
      profile(direct, { inputScope: [{}] }),
      { pointer: "/inputScope/0", place: { in: "scope", list: "inputScope", filter: 0 } },
    ],
    [
      "a clause",
      profile(direct, { scope: [{ clauses: [{ attr: "title" }] }] }),
      { pointer: "/scope/0/clauses/0", place: { in: "scope", list: "scope", filter: 0, clause: 0 } },
    ],
    [
      "one of several values",
      profile(direct, { scope: [{ clauses: [{ attr: "title", op: "EQUALS", value: ["a", []] }] }] }),
      {
        pointer: "/scope/0/clauses/0/value/1",
        place: { in: "scope", list: "scope", filter: 0, clause: 0, member: "value", value: 1 },
      },
    ],
    [
      "a filter that the system has not",
      { source: "okta", ...profile(direct, { scope: [] }) },
      { pointer: "/scope", place: { in: "scope", list: "scope" } },
    ],
    ["the rest", profile(direct, { target: "moon" }), { pointer: "/target", place: { in: "part", path: ["target"] } }],
  ];
  for (const [name, document, expected] of cases) {
    test(name, () => {
      const at = found(document).map(({ pointer, place }) => ({ pointer, place }));
      assert.deepEqual(at[0], expected);
    });
  }

  test("are the same in a bare list of mappings, whose pointers are shorter", () => {
    const [{ pointer, place }] = found([direct, { type: "direct", source: "mail" }]);
    assert.deepEqual({ pointer, place }, mapping("target", "/1"));
  });

  test("are absent where the text is all there is", () => {
    const [problem] = readProfile("{").diagnostics;
    assert.ok(!("place" in problem) && !("pointer" in problem));
  });

  test("name the clause's member whose operator is unknown", () => {
    const scope = [{ clauses: [{ attr: "title", op: "LIKE", value: "a" }] }];
    const { diagnostics } = new Plan(profile(direct, { scope }), { lenient: true });
    const [{ place }] = diagnostics.filter(({ pointer }) => pointer?.startsWith("/scope"));
    assert.deepEqual(place, { in: "scope", list: "scope", filter: 0, clause: 0, member: "op" });
  });

  test("are in the mapping that a user meets trouble in", () => {
    const plan = new Plan(profile({ type: "expression", source: "Mid([mail], 0, 3)", target: "title" }), { lenient: true });
    const { diagnostics } = plan.preview({ mail: "a@b.c" }).mappings[1];
    assert.deepEqual(diagnostics[0]?.place, { in: "mapping", mapping: 1, member: "source" });
  });
});

test("places in other documents are the way there", () => {
  const schema = { synchronizationRules: [{ objectMappings: [{ flowTypes: "Fly" }] }] };
  const [imported] = importSchema(new TextEncoder().encode(JSON.stringify(schema))).diagnostics;
  assert.deepEqual(imported.place, { in: "part", path: ["synchronizationRules", 0, "objectMappings", 0, "flowTypes"] });
  const [sent] = validate({ schemas: ["urn:ietf:params:scim:schemas:core:2.0:User"], userName: "a@b.c", emails: 1 });
  assert.deepEqual(sent.place, { in: "part", path: ["emails"] });
});
