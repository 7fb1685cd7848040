// What a page learns of payloads, paths and filters: the cases of the terminal, and the previews' own findings.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { Plan, cases, parsePath, presets, validate } from "./engine.mjs";

const USER = "urn:ietf:params:scim:schemas:core:2.0:User";
const code = (entry) => entry.split(":")[0];
const codes = (found) => [...new Set(found.map((one) => one.code))].sort();

describe("cases/zoom-payloads.json", () => {
  for (const { id, method, payload, valid, problems, warnings } of cases("zoom-payloads.json")) {
    test(id, () => {
      const found = validate(payload, { method });
      const errors = found.filter((one) => one.severity === "error");
      assert.deepEqual(codes(errors), [...new Set(problems.map(code))].sort());
      assert.deepEqual(codes(found.filter((one) => one.severity !== "error")), [...new Set(warnings.map(code))].sort());
      assert.equal(errors.length === 0, valid);
      for (const { message, path, pointer, source } of found) {
        assert.ok(message && source, id);
        assert.equal(path === "", pointer === "", id);
      }
      assert.deepEqual(validate(JSON.stringify(payload), { method, target: "zoom" }), found, "as text");
    });
  }
});

describe("validate", () => {
  const body = { schemas: [USER], userName: "ada", timezone: "Europe/Paris", emails: [{ value: 7 }] };

  test("holds a payload against the core schemas", () => {
    const [found, ...more] = validate(body, { target: "scim" });
    assert.deepEqual(more, []);
    assert.equal(found.code, "type-mismatch");
    assert.equal(found.path, "emails[0].value");
    assert.equal(found.pointer, "/emails/0/value");
  });

  test("holds a payload against schemas of one's own", () => {
    const schema = JSON.stringify({ id: USER, attributes: [{ name: "userName" }, { name: "badge", required: true }] });
    assert.deepEqual(codes(validate(body, { schema })), ["attribute-unknown", "missing-required"]);
  });

  test("throws for what is no payload or option", () => {
    const refused = (payload, options) =>
      assert.throws(() => validate(payload, options), (error) => error.name === "AttrflowError" && error.message !== "");
    refused("{");
    refused(undefined);
    refused(body, { target: "slack" });
    refused(body, { method: "GET" });
    refused(body, { schema: "{" });
  });
});

describe("parsePath", () => {
  for (const wanted of cases("scim-paths.json")) {
    test(wanted.id, () => {
      const { valid, ast, canonical, diagnostics } = parsePath(wanted.path, { kind: wanted.kind });
      assert.equal(valid, wanted.valid);
      assert.deepEqual(ast, wanted.ast);
      assert.equal(diagnostics.length === 0, valid);
      assert.equal(parsePath(wanted.path, { kind: wanted.kind, strict: true }).valid, wanted.strict ?? wanted.valid);
      if (valid) assert.deepEqual(parsePath(canonical, { kind: wanted.kind }), { valid, ast, canonical, diagnostics });
    });
  }

  test("says where, as JavaScript counts", () => {
    const text = 'a eq "😀" oder';
    const [{ span }] = parsePath(text, { kind: "filter" }).diagnostics;
    assert.equal(text.slice(span.start, span.end), "oder");
  });
});

describe("previews", () => {
  const mappings = [
    { type: "direct", source: "userPrincipalName", target: "userName", match: 1 },
    { type: "direct", source: "mail", target: 'emails[type eq "work"].value' },
    { type: "direct", source: "telephoneNumber", target: 'phoneNumbers[type eq "work"].value' },
    { type: "direct", source: "preferredLanguage", target: "timezone" },
  ];
  const found = (plan, user) => plan.preview(user).diagnostics.map(({ code, pointer }) => [code, pointer]);

  test("tell what the target would say, and which mapping is behind it", () => {
    const plan = new Plan({ mappings });
    assert.deepEqual(codes(plan.diagnostics), ["address-sources-differ", "unknown-target"]);
    const user = { userPrincipalName: "a@x.example", mail: "b@x.example", telephoneNumber: "(512) 555-0123", preferredLanguage: "Europe/Paris" };
    // That the target has no time zone is told of the mapping, once.
    assert.deepEqual(found(plan, user), [
      ["phone-format", "/mappings/2/target"],
      ["email-ignored-on-create", "/mappings/1/target"],
    ]);
    assert.deepEqual(found(plan, { userPrincipalName: "ada", telephoneNumber: "+1 5125550123" }), [["username-not-email", "/mappings/0/target"]]);
    plan.free();
  });

  test("follow the schemas that are given", () => {
    const schema = JSON.stringify({ id: USER, attributes: [{ name: "userName" }, { name: "timezone", canonicalValues: ["UTC"] }] });
    const plan = new Plan({ mappings: [mappings[0], mappings[3]] }, { schema });
    assert.deepEqual(plan.diagnostics, []);
    assert.deepEqual(found(plan, { userPrincipalName: "ada", preferredLanguage: "Mars" }), [["canonical-value", "/mappings/1/target"]]);
    plan.free();
  });

  test("of presets have no errors before there is a user", () => {
    for (const preset of presets()) {
      const plan = new Plan(preset.profile);
      // The guides for Entra feed Zoom's two addresses from two attributes; the others warn against it.
      const differ = plan.diagnostics.some(({ code }) => code === "address-sources-differ");
      assert.equal(differ, preset.source === "entra", preset.id);
      plan.free();
    }
  });
});
