// What a target holds as a handle, in place of lists that cross the boundary with every question.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { Plan, Target } from "./engine.mjs";

const bytes = (text) => new TextEncoder().encode(text);
const mapping = (source, target, match) => ({ type: "direct", source, target, ...(match ? { match } : {}) });
const byName = [mapping("userPrincipalName", "userName", 1), mapping("jobTitle", "title")];
const plan = (mappings = byName, rest = {}) => new Plan({ target: "scim", mappings, ...rest }, { lenient: true });
const ada = { id: "1", userName: "Ada@x.example", title: "Lead" };
const bob = { id: "2", userName: "bob@x.example", externalId: "b-2" };
const list = JSON.stringify({ totalResults: 2, Resources: [ada, bob] });

describe("Target", () => {
  test("reads what a target answers, an array, or one resource a line", () => {
    for (const text of [list, JSON.stringify([ada, bob]), `${JSON.stringify(ada)}\n${JSON.stringify(bob)}\n`]) {
      const target = new Target(bytes(text));
      assert.deepEqual([target.count, target.diagnostics], [2, []]);
      const { account, action } = plan().preview({ userPrincipalName: "ada@x.example" }, { target });
      assert.deepEqual([account, action], [{ id: "1", how: "matched", linked: false, resource: ada }, "none"]);
      target.free();
    }
  });

  test("reads files with byte order marks, and UTF-16", () => {
    const wide = (text, swapped) => {
      const units = Buffer.from(`\ufeff${text}`, "utf16le");
      return new Uint8Array(swapped ? units.swap16() : units);
    };
    const ida = { ...ada, displayName: "\u00c5da \u{1f9ed}" };
    const text = `${JSON.stringify(bob)}\n${JSON.stringify(ida)}\n`;
    for (const held of [bytes(`\ufeff${text}`), wide(text, false), wide(text, true)]) {
      const target = new Target(held);
      assert.deepEqual([target.count, target.diagnostics], [2, []]);
      assert.deepEqual(plan().preview({ userPrincipalName: "ada@x.example" }, { target }).account?.resource, ida);
    }
    const cut = new Target(wide(text, false).subarray(0, -1));
    assert.deepEqual([cut.count, cut.diagnostics.map(({ code }) => code)], [0, ["invalid-encoding"]]);
  });

  test("says what is wrong with a file, once", () => {
    const broken = new Target(bytes(`${JSON.stringify(ada)}\n{"id":\n${JSON.stringify(bob)}\n`));
    assert.equal(broken.count, 2);
    assert.deepEqual(broken.diagnostics.map(({ line, severity }) => [line, severity]), [[2, "error"]]);
    const table = new Target(bytes("userName;id\nada;1\n"));
    assert.deepEqual([table.count, table.diagnostics.map(({ code }) => code)], [0, ["wrong-file"]]);
    assert.equal(new Target(new Uint8Array()).count, 0);
  });

  test("is asked by many profiles, each by what it matches by", () => {
    const target = new Target(bytes(list));
    const of = (one, user, options = {}) => one.preview(user, { target, ...options }).account?.id;
    const first = plan();
    const upper = { userPrincipalName: "BOB@X.example", employeeId: "b-2" };
    assert.equal(of(first, upper), "2");
    const moved = [mapping("jobTitle", "title"), mapping("userPrincipalName", "userName", 1)];
    assert.equal(of(plan(moved), upper), "2");
    const other = plan([mapping("employeeId", "externalId", 1), mapping("userPrincipalName", "userName")]);
    assert.equal(of(other, upper), "2");
    assert.equal(of(other, { ...upper, employeeId: "B-2" }), undefined, "letter case counts in external identifiers");
    assert.equal(of(first, upper), "2", "the first profile again");
    assert.equal(of(first, { userPrincipalName: "eve@x.example" }), undefined);
    assert.equal(of(first, upper, { targetUsers: [{ id: "3", userName: "bob@x.example" }] }), "2");
  });

  test("sees two resources of one name", () => {
    const target = new Target(bytes(JSON.stringify([ada, { ...ada, id: "9" }])));
    assert.equal(plan().preview({ userPrincipalName: "ada@x.example" }, { target }).reason, "DuplicateTargetEntries");
  });

  test("serves a whole cycle as its bytes do", () => {
    const users = bytes([ada, bob, { userName: "eve@x.example" }]
      .map(({ userName }) => JSON.stringify({ userPrincipalName: userName, jobTitle: "Lead" })).join("\n"));
    const target = new Target(bytes(`${list}\n{"Resources":[`));
    const one = plan();
    const report = one.previewAll(users, { target });
    assert.deepEqual(report.target, { resources: 2, matched: 2, unmatched: 0 });
    assert.deepEqual(report.actions, { create: 1, update: 1, none: 1 });
    assert.deepEqual(report, one.previewAll(users, { target: bytes(`${list}\n{"Resources":[`) }));
    assert.ok(report.files.length > 0);
  });

  test("stays its owner's, and what is none is refused", () => {
    const target = new Target(bytes(list));
    const one = plan();
    const ask = (target) => one.preview({ userPrincipalName: "ada@x.example" }, { target });
    for (let again = 0; again < 100; again++) assert.equal(ask(target).account.id, "1");
    const shared = target.share();
    target.free();
    assert.equal(ask(shared).account.id, "1");
    for (const wrong of [target, {}, 7, "x"]) {
      assert.throws(() => ask(wrong), { name: "AttrflowError", message: /`target`/ });
    }
    assert.equal(ask(null).account, undefined);
  });
});
