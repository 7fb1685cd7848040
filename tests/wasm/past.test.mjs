// What an earlier cycle must have done for a user of whom nobody has told the past.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { Plan, Target } from "./engine.mjs";

const plan = new Plan({
  target: "scim",
  mappings: [
    { type: "direct", source: "userPrincipalName", target: "userName", match: 1 },
    { type: "direct", source: "displayName", target: "displayName" },
    { type: "expression", source: "Not([IsSoftDeleted])", target: "active" },
  ],
  scope: [{ name: "Sales", clauses: [{ attr: "department", op: "EQUALS", value: "Sales" }] }],
});
const ada = { userPrincipalName: "ada@x.example", displayName: "Ada", department: "Sales", accountEnabled: true };
const legal = { ...ada, department: "Legal" };
const held = { id: "7", userName: "Ada@x.example", displayName: "Ada L", active: true };
const bytes = (...resources) => new TextEncoder().encode(JSON.stringify(resources));
const target = new Target(bytes(held));
const ask = (user, options) => plan.preview(user, options);
const short = ({ action, request, account }) => [action, request?.path, account && [account.how, account.linked, account.id]];

describe("assume", () => {
  test("finds the account in what the target holds, and links it where the user is on the way out", () => {
    const cases = [
      [ada, {}, {}, ["update", "/Users/7", ["matched", false, "7"]]],
      [ada, {}, { provisioned: true }, ["update", "/Users/7", ["matched", true, "7"]]],
      [legal, {}, {}, ["disable", "/Users/7", ["matched", true, "7"]]],
      [legal, {}, { provisioned: false }, ["skip", undefined, ["matched", false, "7"]]],
      [ada, { assigned: false }, {}, ["disable", "/Users/7", ["matched", true, "7"]]],
      [ada, { hardDeleted: true }, {}, ["delete", "/Users/7", ["matched", true, "7"]]],
    ];
    for (const [user, state, assume, expected] of cases) {
      for (const known of [{ target }, { target: bytes(held) }, { targetUsers: [held] }]) {
        assert.deepEqual(short(ask(user, { ...known, state, assume })), expected, JSON.stringify([user.department, state, assume]));
      }
    }
  });

  test("assumes no account in a target that is known", () => {
    const eve = { ...ada, userPrincipalName: "eve@x.example" };
    for (const known of [{ target }, { targetUsers: [] }]) {
      for (const assume of [{}, { provisioned: true }]) {
        assert.deepEqual(short(ask(eve, { ...known, state: { assigned: false }, assume })), ["skip", undefined, undefined]);
      }
    }
  });

  test("takes the account to be what a create left, where nothing is known of the target", () => {
    assert.deepEqual(short(ask(ada, { assume: {} })), ["create", "/Users", undefined]);
    const gone = ask({ ...ada, accountEnabled: false }, { state: { assigned: false }, assume: {} });
    assert.deepEqual(short(gone), ["disable", "/Users/{id}", ["assumed", true, "{id}"]]);
    assert.equal(gone.account.resource.active, true, "it was in use");
    const now = { ...ada, displayName: "Ada Byron" };
    assert.equal(ask(now, { assume: { provisioned: true } }).action, "none");
    for (const earlier of [ada, JSON.stringify(ada)]) {
      const { account, request } = ask(now, { assume: { provisioned: true, earlier } });
      assert.equal(account.resource.displayName, "Ada");
      assert.deepEqual(request.body.Operations.map(({ value }) => value), ["Ada Byron"]);
    }
  });

  test("leaves everything as it is where it is not given", () => {
    assert.deepEqual(ask(ada, { assume: undefined }), ask(ada));
    assert.deepEqual(ask(ada, { assume: null }), ask(ada));
    assert.deepEqual(short(ask(legal, { target })), ["skip", undefined, undefined]);
  });

  test("is refused beside what tells the past, and where it is none", () => {
    for (const told of [{ existing: held }, { before: ada }, { state: { previouslyProvisioned: true } }]) {
      assert.throws(() => ask(ada, { ...told, assume: {} }), { name: "AttrflowError", message: /`assume`/ });
    }
    assert.throws(() => ask(ada, { assume: 7 }), { name: "AttrflowError" });
    assert.throws(() => ask(ada, { assume: { provisioned: "yes" } }), { name: "AttrflowError", message: /provisioned/ });
    assert.throws(() => ask(ada, { assume: { earlier: "{" } }), ({ diagnostics }) => diagnostics[0].code === "invalid-json");
  });
});
