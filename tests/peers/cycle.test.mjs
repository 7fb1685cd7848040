// Whole cycles against a real SCIM server: what the preview says is sent, and the server ends as previewed.
import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test from "node:test";
import { attrflow, run } from "./support/process.mjs";
import { startServer } from "./support/server.mjs";
import { enterprise } from "./support/users.mjs";

const direct = (source, target, more) => ({ type: "direct", source, target, ...more });
const expression = (source, target) => ({ type: "expression", source, target });

/** The usual mappings, over a server that knows no word of Entra's own dialects but the compliant one. */
const profile = {
  target: "scim",
  settings: { dialect: "entra-compliant" },
  mappings: [
    direct("userPrincipalName", "userName", { match: 1 }),
    expression('Switch([IsSoftDeleted], , "False", "True", "True", "False")', "active"),
    direct("displayName", "displayName"),
    direct("jobTitle", "title", { default: "Staff" }),
    direct("mail", 'emails[type eq "work"].value'),
    expression('Join(" ", [givenName], [surname])', "name.formatted"),
    direct("surname", "name.familyName"),
    direct("department", `${enterprise}:department`),
    direct("manager", `${enterprise}:manager.value`),
  ],
};

const person = (name, more = {}) => ({
  id: `s-${name}`,
  userPrincipalName: `${name}@fabrikam.example`,
  mail: `${name}@fabrikam.example`,
  displayName: `${name} of Fabrikam`,
  givenName: name,
  surname: "Reyes",
  department: "Sales",
  accountEnabled: true,
  ...more,
});

test("cycles end as they are previewed", { timeout: 120_000 }, async (context) => {
  const server = await startServer();
  context.after(server.stop);
  const folder = await mkdtemp(join(tmpdir(), "attrflow-cycle-"));
  context.after(() => rm(folder, { recursive: true }));
  const file = async (name, content) => {
    await writeFile(join(folder, name), content);
    return join(folder, name);
  };

  /** All accounts of the server, as it answers, a page at a time. */
  async function pages() {
    const answers = [];
    for (let start = 1, total = 1; start <= total; ) {
      const { status, body } = await server.request("GET", `/Users?startIndex=${start}&count=4`);
      assert.equal(status, 200);
      answers.push(body);
      total = body.totalResults;
      start += body.Resources?.length || 1;
    }
    return answers;
  }

  async function preview(people, assigned = people.map(({ userPrincipalName }) => userPrincipalName)) {
    const lines = await run(attrflow(), [
      "preview", "--format", "ndjson",
      "--profile", await file("profile.json", JSON.stringify(profile)),
      "--users", await file("users.json", JSON.stringify({ value: people })),
      "--target", await file("target.json", (await pages()).map((page) => JSON.stringify(page)).join("\n")),
      "--assigned", await file("assigned.txt", assigned.join("\n")),
    ], "", { allowed: [0, 1], stderr: "ignore" });
    return lines.trimEnd().split("\n").map((line) => JSON.parse(line));
  }

  /** Sends what a preview says, as it says it. */
  async function send(previews) {
    for (const { request, following = [] } of previews) {
      if (!request) continue;
      const answer = await server.request(request.method, request.path, request.body);
      assert.ok([200, 201, 204].includes(answer.status), JSON.stringify({ request, answer }));
      for (const { method, path, body } of following) {
        const next = await server.request(method, path.replace("{id}", answer.body.id), body);
        assert.ok([200, 204].includes(next.status), JSON.stringify({ body, next }));
      }
    }
  }

  const actions = (previews) => previews.map(({ user, action }) => `${user.split("@")[0]} ${action}`);
  const accounts = async () =>
    Object.fromEntries((await pages()).flatMap((page) => page.Resources ?? []).map((one) => [one.userName.split("@")[0], one]));

  const people = [
    person("ana", { manager: { id: "s-eve" } }),
    person("bob", { manager: { id: "s-eve" }, jobTitle: "Lead" }),
    person("cleo"),
    person("dan"),
    person("eve", { jobTitle: "Head" }),
    person("fay", { accountEnabled: false }),
  ];

  await context.test("a first cycle creates everybody, then sends who manages whom", async () => {
    const first = await preview(people);
    assert.deepEqual(actions(first), ["ana create", "bob create", "cleo create", "dan create", "eve create", "fay skip"]);
    await send(first);
    const second = await preview(people);
    assert.deepEqual(actions(second), ["ana update", "bob update", "cleo none", "dan none", "eve none", "fay skip"]);
    const changed = second.flatMap(({ modifiedProperties }) => modifiedProperties.map(({ displayName }) => displayName));
    assert.deepEqual(new Set(changed), new Set([`${enterprise}:manager.value`]));
    await send(second);
    assert.deepEqual(new Set((await preview(people)).map(({ action }) => action)), new Set(["none", "skip"]));
    const held = await accounts();
    assert.equal(held.ana[enterprise].manager.value, held.eve.id);
    assert.equal(held.ana.title, "Staff", "a default is for new users");
  });

  const later = [
    person("ana", { manager: { id: "s-dan" }, displayName: "Ana R.", department: "Legal", surname: "Stone" }),
    person("bob", { manager: { id: "s-eve" }, jobTitle: null, accountEnabled: false }),
    person("cleo"),
    person("dan", { deletedDateTime: "2026-01-01T00:00:00Z" }),
    person("eve", { jobTitle: "Chief" }),
    person("fay"),
  ];
  const without = (name) => later.map((one) => one.userPrincipalName).filter((one) => !one.startsWith(name));

  await context.test("users change, leave and are deleted", async () => {
    const previews = await preview(later, without("cleo"));
    assert.deepEqual(actions(previews), ["ana update", "bob disable", "cleo disable", "dan disable", "eve update", "fay create"]);
    await send(previews);
    const again = await preview(later, without("cleo"));
    assert.deepEqual(actions(again), ["ana none", "bob none", "cleo none", "dan none", "eve none", "fay none"]);
    const { ana, bob, cleo, dan, eve, fay } = await accounts();
    assert.deepEqual([ana, bob, cleo, dan, eve, fay].map(({ active }) => active), [true, false, false, false, true, true]);
    assert.equal(ana.displayName, "Ana R.");
    assert.equal(ana[enterprise].department, "Legal");
    assert.equal(ana.name.formatted, "ana Stone");
    assert.equal(ana[enterprise].manager.value, dan.id);
    assert.equal(bob.title, "Lead", "what is deleted in the directory stays in the target");
    assert.equal(eve.title, "Chief");
  });

  await context.test("users return, and one is gone for good", async () => {
    const back = later.map((one) => ({ ...one, accountEnabled: true, deletedDateTime: null }));
    back[2] = { ...back[2], "@removed": { reason: "deleted" } };
    const previews = await preview(back);
    assert.deepEqual(actions(previews), ["ana none", "bob update", "cleo delete", "dan update", "eve none", "fay none"]);
    await send(previews);
    const held = await accounts();
    assert.equal(held.cleo, undefined);
    assert.ok(Object.values(held).every(({ active }) => active));
    const again = await preview(back);
    assert.deepEqual(actions(again), ["ana none", "bob none", "cleo skip", "dan none", "eve none", "fay none"]);
  });
});
