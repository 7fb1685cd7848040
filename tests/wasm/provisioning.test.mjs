// What happens to users whose past and target are known: the cases of the terminal, and many users at once.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { Plan, cases } from "./engine.mjs";

/** Objects may have more members than wanted; lists have as many elements, the operations of a PATCH in any order. */
function holds(wanted, got, member) {
  if (Array.isArray(wanted)) {
    if (!Array.isArray(got) || wanted.length !== got.length) return false;
    if (member !== "Operations") return wanted.every((one, at) => holds(one, got[at]));
    const left = [...got];
    return wanted.every((one) => {
      const at = left.findIndex((other) => holds(one, other));
      return at >= 0 && left.splice(at, 1).length === 1;
    });
  }
  if (wanted !== null && typeof wanted === "object") {
    return got !== null && typeof got === "object" && Object.entries(wanted).every(([name, one]) => holds(one, got[name], name));
  }
  return wanted === got;
}

const camel = (object) =>
  object && Object.fromEntries(
    Object.entries(object).map(([name, value]) => [name.replace(/_(.)/g, (_, letter) => letter.toUpperCase()), value]),
  );

for (const file of ["provisioning.json", "provisioning-more.json"]) {
  describe(`cases/${file}`, () => {
    for (const one of cases(file)) {
      test(one.id, () => {
        const { mappings, settings, scope, object, expect } = one;
        const plan = new Plan({ mappings, settings, scope, object }, { lenient: true });
        const references =
          one.references && Object.fromEntries(Object.entries(one.references).map(([name, value]) => [name, camel(value)]));
        const facts = {
          state: one.state, existing: one.existing, targetUsers: one.target_users, references, changes: camel(one.changes),
        };
        const preview = plan.preview(one.source_user ?? one.source_group, facts);
        assert.equal(preview.action, expect.action, preview.explanation);
        if (expect.reason) assert.equal(preview.reason, expect.reason);
        if (expect.match_queries) assert.deepEqual(preview.matchQueries, expect.match_queries);
        if (expect.request) {
          assert.ok(holds(expect.request, preview.request), JSON.stringify(preview.request));
        }
        for (const name of one.expect.body_lacks ?? []) {
          assert.ok(!JSON.stringify(preview.request?.body ?? null).includes(`${JSON.stringify(name)}:`), `${name} is in the body`);
        }
        assert.ok(preview.steps.length >= 2 && preview.steps.every((step) => step.name && step.description));
        plan.free();
      });
    }
  });
}

describe("previewAll", () => {
  const mappings = [
    { type: "direct", source: "userPrincipalName", target: "userName", match: 1 },
    { type: "expression", source: "Not([IsSoftDeleted])", target: "active" },
  ];
  const plan = () => new Plan({ target: "scim", mappings });
  const bytes = (lines) => new TextEncoder().encode(lines.map((line) => JSON.stringify(line)).join("\n"));
  const people = (count) =>
    bytes(Array.from({ length: count }, (_, at) => ({ userPrincipalName: `u${at}@x.example`, accountEnabled: true })));

  test("counts, matches, and tells of every user", () => {
    const target = bytes([
      { id: "1", userName: "U0@x.example", active: true },
      { id: "2", userName: "u1@x.example", active: true },
      { id: "9", userName: "other@x.example", active: true },
    ]);
    const told = [];
    const report = plan().previewAll(people(3), {
      target, assigned: ["u0@x.example", "u2@x.example"], threshold: 0, onUser: (user) => told.push(user),
    });
    assert.deepEqual(report.actions, { create: 1, disable: 1, none: 1 });
    assert.deepEqual(report.blastRadius, { disable: 1, delete: 0, threshold: 0, exceeded: true });
    assert.deepEqual(report.target, { resources: 3, matched: 2, unmatched: 1 });
    assert.deepEqual(told.map(({ line, action }) => [line, action]), [[1, "none"], [2, "disable"], [3, "create"]]);
    assert.deepEqual(report.files, []);
  });

  test("can be ended, and is not hurt by broken files", () => {
    const seen = [];
    const report = plan().previewAll(people(5_000), { onProgress: (done) => { seen.push(done); return seen.length < 2; } });
    assert.ok(report.cancelled && report.users === 1_024 && seen[0] < seen[1], JSON.stringify(seen));
    const broken = new TextEncoder().encode('{"userPrincipalName":"a@x.example"}\n{"userPrincipalName":\n{"userPrincipalName":"b@x.example"}\n');
    const rest = plan().previewAll(broken, { target: new TextEncoder().encode('{"Resources":[{"id":"1","userName":') });
    assert.deepEqual([rest.users, rest.unreadable, rest.files.length], [2, 1, 2]);
    assert.equal(plan().previewAll(new Uint8Array()).users, 0);
    assert.throws(() => plan().previewAll(people(1), { assigned: 7 }), { name: "AttrflowError" });
  });
});

test("a change of a user sends what changed, and says what stays", () => {
  const mappings = [
    { type: "direct", source: "userPrincipalName", target: "userName", match: 1 },
    { type: "direct", source: "jobTitle", target: "title" },
    { type: "direct", source: "displayName", target: "displayName" },
  ];
  const before = { userPrincipalName: "a@x.example", jobTitle: "Lead", displayName: "A" };
  const plan = new Plan({ target: "scim", mappings });
  const preview = plan.preview({ ...before, jobTitle: null, displayName: "New" }, { before });
  assert.equal(preview.action, "update");
  assert.deepEqual(preview.modifiedProperties, [{ displayName: "displayName", oldValue: "A", newValue: "New" }]);
  assert.ok(preview.diagnostics.some(({ message }) => message.includes('keeps "Lead"')));
  assert.throws(() => plan.preview(before, { before: "{" }), { name: "AttrflowError" });
});

describe("a preview tells", () => {
  const mappings = [
    { type: "direct", source: "userPrincipalName", target: "userName", match: 1 },
    { type: "direct", source: "mail", target: 'emails[type eq "work"].value' },
    { type: "direct", source: "number", target: "title" },
  ];
  const plan = new Plan({ target: "scim", mappings });
  const user = { userPrincipalName: "a@x.example", mail: "a@x.example" };

  test("the mapping behind every part of a body", () => {
    assert.deepEqual(plan.preview(user).origins, [
      { pointer: "/userName", mapping: 0 },
      { pointer: "/emails/0/type", mapping: 1 },
      { pointer: "/emails/0/value", mapping: 1 },
    ]);
    assert.equal(plan.preview(user).account, undefined);
  });

  test("how the account is known", () => {
    const resource = { id: "7", userName: "A@x.example" };
    const matched = plan.preview(user, { targetUsers: [{ id: "8", userName: "b@x.example" }, resource] });
    assert.deepEqual(matched.account, { id: "7", how: "matched", linked: false, resource });
    const linked = plan.preview(user, { existing: resource, state: { previouslyProvisioned: true } });
    assert.deepEqual(linked.account, { id: "7", how: "linked", linked: true, resource });
  });

  test("numbers that JavaScript cannot hold as texts", () => {
    const resource = '{"id":"7","userName":"a@x.example","title":9007199254740993}';
    const { account, modifiedProperties } = plan.preview({ ...user, number: "New" }, `{"existing":${resource}}`);
    assert.equal(account.resource.title, "9007199254740993");
    const { oldValue } = modifiedProperties.find(({ displayName }) => displayName === "title");
    assert.equal(oldValue, "9007199254740993");
  });

  test("which option is not as documented, by the name that it was given", () => {
    const message = (options) => {
      try {
        plan.preview(user, options);
      } catch (thrown) {
        return thrown.message;
      }
    };
    assert.equal(message({ targetUsers: [7] }), "expected `targetUsers` to be an array of resources of the target");
    assert.equal(message({ changes: { membersAdded: 7 } }), "expected `membersAdded` to be an array of texts");
    assert.equal(message({ state: { asigned: true } }), "a state has no member `asigned`");
    assert.equal(message({ seed: "x" }), "expected `seed` to be a number");
    assert.equal(message({ now: "soon" }), "`now` is `soon`; write it like 2026-01-31T08:00:00Z");
    assert.equal(message([]), "the options are not as documented: expected an object");
  });
});
