// Users of PingOne and Okta: the cases that the library is judged by, and what a page learns of the systems.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { Plan, attributes, cases, check, complete, hover, presets, readProfile, sampleUsers, settings } from "./engine.mjs";

const codes = (found) => [...new Set(found.filter(({ severity }) => severity !== "note").map(({ code }) => code))].sort();

/** Objects may have more members than wanted; lists have as many elements, in order. */
const holds = (wanted, got) =>
  Array.isArray(wanted)
    ? Array.isArray(got) && wanted.length === got.length && wanted.every((one, at) => holds(one, got[at]))
    : wanted !== null && typeof wanted === "object"
      ? Object.entries(wanted).every(([name, value]) => got?.[name] !== undefined && holds(value, got[name]))
      : wanted === got;

const hasMember = (value, name) =>
  value !== null && typeof value === "object" && (name in value || Object.values(value).some((inner) => hasMember(inner, name)));

const profileOf = ({ preset, source, target, object, mappings, settings, scope }) =>
  preset ? presets().find(({ id }) => id === preset).profile : { source, target, object, mappings, settings, scope };

describe("settings", () => {
  test("are described for a form, each as a profile may have it", () => {
    for (const source of ["entra", "pingone", "okta"]) {
      const known = settings(source);
      assert.ok(known.length > 2);
      for (const { name, kind, options, usual, needs, label } of known) {
        assert.ok(label.length > 0);
        const names = options.map(([option]) => option);
        const may = { flag: [true, false], choice: names, several: [names, []] }[kind];
        const on = needs ? { [needs]: true } : {};
        for (const value of may) {
          const { diagnostics } = readProfile(JSON.stringify({ source, settings: { ...on, [name]: value }, mappings: [] }));
          assert.deepEqual(diagnostics.filter(({ place }) => place?.in === "setting"), [], `${source} ${name}`);
        }
        const flags = known.filter((one) => one.kind === "flag").map((one) => one.name);
        assert.ok(usual === undefined || may.includes(usual) || flags.includes(usual.as), `${source} ${name}`);
        assert.ok(needs === undefined || flags.includes(needs), `${source} ${name}`);
      }
    }
    const [first] = settings("okta");
    assert.deepEqual(first, { name: "create", label: "Create Users", kind: "flag", usual: true, options: [] });
    assert.throws(() => settings("nobody"), { name: "AttrflowError" });
  });
});

describe("cases/sources.json", () => {
  for (const each of cases("sources.json")) {
    const { id, source, state, existing, target_users: targetUsers, sample, expect } = each;
    test(id, () => {
      const profile = profileOf(each);
      if (expect.refused) {
        assert.throws(
          () => new Plan(profile),
          (error) => {
            assert.deepEqual(codes(error.diagnostics.filter(({ severity }) => severity === "error")), expect.refused);
            return true;
          },
        );
        return;
      }
      const plan = new Plan(profile);
      assert.equal(plan.source, source);
      const user = sample === undefined ? each.source_user : sampleUsers(source)[sample].user;
      const got = plan.preview(user, { state, existing, targetUsers });
      assert.equal(got.action, expect.action);
      if (expect.reason) assert.equal(got.reason, expect.reason);
      if (expect.match_queries) assert.deepEqual(got.matchQueries, expect.match_queries);
      if (expect.request) assert.ok(holds(expect.request, got.request), JSON.stringify(got.request));
      for (const name of expect.body_lacks ?? []) assert.ok(!hasMember(got.request?.body, name), name);
      if (expect.says) assert.ok(got.explanation.includes(expect.says), got.explanation);
      if (expect.changed) assert.deepEqual(got.modifiedProperties.map(({ displayName }) => displayName), expect.changed);
      // A plan carries what reading its profile found.
      if (expect.findings) assert.deepEqual(codes([...plan.diagnostics, ...got.diagnostics]), expect.findings);
      plan.free();
    });
  }
});

describe("source systems", () => {
  test("have attributes, presets and sample users", () => {
    for (const system of ["entra", "pingone", "okta"]) {
      assert.ok(attributes(system).length >= 30, system);
      assert.ok(sampleUsers(system).length >= 6, system);
      const own = presets().filter(({ source }) => source === system);
      assert.ok(own.length > 0 && own.every(({ profile }) => profile.source === system), system);
    }
    assert.deepEqual(sampleUsers(), sampleUsers("entra"));
    const login = attributes("okta").find(({ name }) => name === "login");
    assert.deepEqual([login.written, login.required, login.multiValued], ["user.login", true, false]);
    assert.throws(() => attributes("workday"), /write one of: entra, pingone, okta/);
    assert.throws(() => sampleUsers("workday"));
  });

  test("keep their settings when a profile is read", () => {
    const settings = { create: true, update: false, deactivate: false };
    const { profile } = readProfile(JSON.stringify({ source: "okta", mappings: [], settings }));
    assert.deepEqual(profile.settings, settings);
  });

  test("help to write sources", () => {
    const [first] = complete("user.dep", 8, { source: "okta", user: { profile: { department: "Finance" } } });
    assert.deepEqual([first.label, first.detail, first.span], ["user.department", "Finance", { start: 0, end: 8 }]);
    assert.equal(hover("name.given", 2, { source: "pingone" }).title, "name.given");
    const [found] = check("user.firstname", { source: "okta" });
    assert.deepEqual([found.code, found.fixes[0].edits[0].text], ["unknown-attribute", "user.firstName"]);
    assert.deepEqual(codes(check("user.a + user.b", { source: "pingone" })), ["foreign-dialect"]);
    assert.deepEqual(check("email", { source: "pingone" }), []);
  });
});
