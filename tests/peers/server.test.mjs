// What the engine builds, sent to a real SCIM server.
import assert from "node:assert/strict";
import test from "node:test";
import { settled } from "./support/outcomes.mjs";
import { askEngine, attrflow, run } from "./support/process.mjs";
import { startServer } from "./support/server.mjs";
import { enterprise } from "./support/users.mjs";

const message = (operations) => ({
  schemas: ["urn:ietf:params:scim:api:messages:2.0:PatchOp"],
  Operations: operations,
});
const work = 'emails[type eq "work"]';

/** Operations that every created user takes, in the RFC's own dialect. */
const changes = [
  [{ op: "replace", path: "displayName", value: "Renamed" }],
  [{ op: "replace", path: "active", value: false }, { op: "remove", path: "title" }],
  [{ op: "add", value: { nickName: "N", name: { givenName: "New" } } }],
  [{ op: "add", path: "emails", value: [{ type: "other", value: "other@fabrikam.example", primary: true }] }],
  [{ op: "replace", path: 'emails[type eq "other"].value', value: "another@fabrikam.example" }],
  [{ op: "add", path: `${enterprise}:costCenter`, value: "CC-1" }],
  [{ op: "replace", path: `${enterprise}:department`, value: "Moved" }],
  [{ op: "replace", path: "phoneNumbers", value: [{ type: "work", value: "+1 5550199" }] }],
  [{ op: "remove", path: 'emails[type eq "other"]' }],
  [{ op: "remove", path: `${enterprise}:costCenter` }],
];

/** Operations that nobody takes, and why. */
const refused = [
  ["noTarget", [{ op: "replace", path: 'roles[type eq "none"].value', value: "x" }]],
  ["invalidPath", [{ op: "replace", path: "emails[type=work]", value: "x" }]],
  ["mutability", [{ op: "replace", path: "id", value: "x" }]],
];

/** The create bodies for the sample users, as text. */
async function bodies() {
  const lines = await run(attrflow(), ["preview", "--profile", "scim-default", "--format", "ndjson"], "", { stderr: "ignore" });
  const previews = lines.trimEnd().split("\n").map((line) => JSON.parse(line));
  return previews.filter(({ action }) => action === "create").map(({ bodyText }) => bodyText);
}

/** Asserts that an answer holds everything that was sent. */
function holds(held, sent, path = "") {
  for (const [name, value] of Object.entries(sent)) {
    const found = held?.[name];
    if (Array.isArray(value) || value === null || typeof value !== "object") {
      assert.deepEqual(found, value, `${path}/${name}`);
    } else {
      holds(found, value, `${path}/${name}`);
    }
  }
}

const equals = (name, value) => `${name} eq ${JSON.stringify(value)}`;

test("a server takes and finds what the engine builds", { timeout: 120_000 }, async (context) => {
  const server = await startServer();
  context.after(server.stop);
  const created = [];

  await context.test("POST, and what was sent is there", async () => {
    for (const text of await bodies()) {
      const posted = await server.request("POST", "/Users", text);
      assert.equal(posted.status, 201, JSON.stringify(posted.body));
      const { status, body } = await server.request("GET", `/Users/${posted.body.id}`);
      assert.equal(status, 200);
      holds(settled(body), settled(JSON.parse(text)));
      created.push(body);
    }
    assert.ok(created.length >= 5, `${created.length} users were created`);
  });

  const search = async (filter) => {
    const { status, body } = await server.request("GET", `/Users?filter=${encodeURIComponent(filter)}`);
    assert.equal(status, 200, `${filter}: ${JSON.stringify(body)}`);
    return (body.Resources ?? []).map(({ id }) => id);
  };

  await context.test("the matching attribute finds exactly that user", async () => {
    for (const { id, userName } of created) {
      assert.deepEqual(await search(equals("userName", userName)), [id]);
      assert.deepEqual(await search(equals("userName", userName.toUpperCase())), [id]);
    }
    assert.deepEqual(await search(equals("userName", "nobody@fabrikam.example")), []);
  });

  await context.test("filters find the users that the engine finds", async () => {
    const values = (pick) => [...new Set(created.flatMap(pick).filter(Boolean))];
    const filters = [
      ...values(({ emails }) => emails?.map(({ value }) => `${work}.value eq ${JSON.stringify(value)}`)),
      ...values((user) => equals(`${enterprise}:department`, user[enterprise]?.department ?? "none")),
      ...values(({ externalId }) => equals("externalId", externalId ?? "none")),
      ...values(({ name }) => `name.familyName sw ${JSON.stringify((name?.familyName ?? "none").slice(0, 2))}`),
      "active eq true and not (title pr)",
      'addresses[type eq "work" and country pr] or phoneNumbers pr',
      'meta.created gt "2020-01-01T00:00:00Z"',
    ];
    const asked = filters.flatMap((path) => created.map((resource) => ({ path, kind: "filter", resource })));
    const answers = await askEngine(asked);
    for (const [at, filter] of filters.entries()) {
      const ours = created.filter((_, user) => answers[at * created.length + user].match).map(({ id }) => id);
      assert.deepEqual((await search(filter)).sort(), ours.sort(), filter);
    }
  });

  await context.test("a PATCH by the server and by the engine gives the same", async () => {
    for (const user of created) {
      let held = user;
      for (const operations of changes) {
        const patch = message(operations);
        const [ours] = await askEngine([{ resource: held, patch, dialect: "rfc" }]);
        const answer = await server.request("PATCH", `/Users/${user.id}`, patch);
        assert.ok([200, 204].includes(answer.status), JSON.stringify({ operations, answer }));
        const { body } = await server.request("GET", `/Users/${user.id}`);
        assert.deepEqual(settled(ours.patched), settled(body), JSON.stringify({ operations, held }));
        held = body;
      }
    }
  });

  await context.test("both refuse the same, for the same reason", async () => {
    const [user] = created;
    for (const [reason, operations] of refused) {
      const patch = message(operations);
      const [ours] = await askEngine([{ resource: user, patch, dialect: "rfc" }]);
      const { status, body } = await server.request("PATCH", `/Users/${user.id}`, patch);
      assert.deepEqual([status, body.scimType, ours.error?.scimType], [400, reason, reason], JSON.stringify(body));
    }
  });
});
