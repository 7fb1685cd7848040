// The fast lane writes what the preview of each single user shows, byte for byte, for every preset.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { users } from "../../benches/users.mjs";
import { Plan, presets, sampleUsers } from "./engine.mjs";

const text = new TextDecoder();
const bytes = (line) => new TextEncoder().encode(line);
const now = "2025-06-01T08:00:00Z";

/** Users that differ in every way that matters to a writer of JSON. */
const odd = [
  {},
  { userPrincipalName: "only@contoso.com" },
  { userPrincipalName: 'quote"back\\slash/@contoso.com', displayName: "tab\tline\nreturn\r\u0000\u001f\u007f" },
  { userPrincipalName: "😀@contoso.com", displayName: "e\u0301 \u2028\u2029 \ufeff", givenName: "李", surname: "" },
  { userPrincipalName: null, displayName: null, mail: null, accountEnabled: null },
  { userPrincipalName: "n@contoso.com", displayName: 12.5, employeeId: 9007199254740993n, accountEnabled: false },
  { userPrincipalName: "l@contoso.com", otherMails: ["a@b.com", "c@d.com"], businessPhones: [], proxyAddresses: ["SMTP:x@y.z"] },
  { userPrincipalName: "x".repeat(100_000), department: "y".repeat(100_000) },
  { userPrincipalName: "m@contoso.com", manager: { id: "1", displayName: "The Boss" }, unknown: { deep: [[[{}]]] } },
  { userPrincipalName: "s@contoso.com", IsSoftDeleted: "True", accountEnabled: "true", isSoftDeleted: true },
];
const write = (user) => JSON.stringify(user, (_, value) => (typeof value === "bigint" ? Number(value) : value));
const lines = [...odd, ...users(500), ...sampleUsers().map(({ user }) => user)].map(write);

/** What a line of the fast lane must be: the body as it goes on the wire, also for users that would be skipped. */
function compare(plan, user, line, where) {
  const preview = plan.preview(user, { now, seed: 1 });
  assert.equal(line, preview.bodyText, where);
  if (preview.request) assert.deepEqual(JSON.parse(line), preview.request.body, where);
  assert.equal(preview.request === undefined, preview.reason !== undefined, where);
}

describe("every preset", () => {
  for (const preset of presets()) {
    test(preset.id, () => {
      const plan = new Plan(preset.profile);
      const output = text.decode(plan.payloads(bytes(`${lines.join("\n")}\n`), { now, seed: 1 })).split("\n");
      assert.equal(output.length, lines.length + 1, "a line for each user, and the end of the last");
      lines.forEach((user, at) => compare(plan, user, output[at], `user ${at}`));
      plan.free();
    });
  }

  test("there are some", () => assert.ok(presets().length >= 2));
});

describe("lines", () => {
  const profile = {
    attrflow: 1, name: "lines", source: "entra", target: "zoom",
    mappings: [{ type: "direct", source: "userPrincipalName", target: "userName", match: 1 }],
  };
  const user = (name) => `{"userPrincipalName":"${name}"}`;
  const run = (input) => text.decode(new Plan(profile).payloads(bytes(input)));
  const wanted = run(`${user("a")}\n${user("b")}\n`);

  test("may end in any way", () => {
    assert.equal(wanted.split("\n").length, 3);
    assert.equal(run(`${user("a")}\n${user("b")}`), wanted, "without an end of the last line");
    assert.equal(run(`${user("a")}\r\n${user("b")}\r\n`), wanted, "as Windows writes them");
    assert.equal(run(`\ufeff${user("a")}\n${user("b")}\n`), wanted, "after a byte order mark");
    assert.equal(run(`  ${user("a")}  \n\n${user("b")}\n\n`), wanted, "with blanks and empty lines");
    assert.equal(run(""), "");
  });

  test("give the same in one call and in many", () => {
    assert.equal(run(`${user("a")}\n`) + run(`${user("b")}\n`), wanted);
  });

  test("an object and its text give the same preview", () => {
    const plan = new Plan(profile);
    assert.deepEqual(plan.preview({ userPrincipalName: "ü" }), plan.preview('{"userPrincipalName":"\\u00fc"}'));
  });
});
