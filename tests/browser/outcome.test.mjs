// What will happen to the chosen user: the action, its steps, what changes, and what the target holds.
import assert from "node:assert/strict";
import { test } from "node:test";
import { drop, frames, load, payload, problems, replaceText, setup, user } from "./support/playground.mjs";

const context = setup();
const SCHEMA = "urn:ietf:params:scim:schemas:core:2.0:User";
const account = (id, rest) => ({ schemas: [SCHEMA], id, active: true, ...rest });
const answer = (...Resources) => JSON.stringify({ schemas: ["urn:ietf:params:scim:api:messages:2.0:ListResponse"], totalResults: Resources.length, Resources });
const PROFILE = {
  attrflow: 1,
  source: "entra",
  target: "scim",
  mappings: [
    { type: "direct", source: "userPrincipalName", target: "userName", match: 1 },
    { type: "expression", source: 'Switch([IsSoftDeleted], , "False", "True", "True", "False")', target: "active" },
    { type: "direct", source: "displayName", target: "displayName" },
  ],
  scope: [
    { name: "Sales of NL", clauses: [{ attr: "department", op: "EQUALS", value: "Sales" }, { attr: "country", op: "EQUALS", value: "NL" }] },
    { name: "Leads", clauses: [{ attr: "jobTitle", op: "REGEX MATCH", value: "Lead" }] },
  ],
};
const ADA = { userPrincipalName: "ada@example.com", displayName: "Ada", department: "Sales", country: "NL", jobTitle: "Clerk" };

const verdict = (page) => page.locator(".verdict-line");
const view = (page, name) => page.getByRole("group", { name: "What to show" }).getByRole("button", { name: new RegExp(`^${name}`) }).click();
const situation = (page) => page.locator(".situation > summary").click();

async function start(settings, profile = PROFILE, source = ADA) {
  const page = await context.open(settings);
  await page.locator(".menu summary").click();
  await page.getByRole("button", { name: /^Use your own/ }).click();
  await replaceText(page, page.getByRole("textbox", { name: "Profile as JSON" }), JSON.stringify(profile));
  await page.getByRole("button", { name: "Use this profile" }).click();
  await load(page, "users.ndjson", Buffer.from(`${JSON.stringify(source)}\n${JSON.stringify({ ...source, userPrincipalName: "bob@example.com" })}`));
  await page.getByText("2 users").first().waitFor();
  // It may have been said before it was drawn.
  await frames(page);
  return page;
}

test("a user is created, with the steps of provision on demand and every clause of the scope", async () => {
  const page = await start();
  assert.match(await verdict(page).innerText(), /Create[\s\S]*no such object yet/);
  await view(page, "Changes");
  assert.match(await page.locator(".changes").innerText(), /displayName\s+none\s+"Ada"/);
  await view(page, "Steps");
  assert.deepEqual(await page.locator(".step h3").allInnerTexts(), ["Import user", "Determine if user is in scope", "Match user", "Perform action"]);
  assert.match(await page.locator(".step", { hasText: "scope" }).first().innerText(), /Sales of NL lets the user in/);
  assert.deepEqual(await page.locator(".clause-verdict .pass").evaluateAll((marks) => marks.map((mark) => mark.dataset.passes)), ["true", "true", "false"]);
  assert.match(await page.locator(".clause-verdict").last().innerText(), /jobTitle REGEX MATCH Lead\s+is "Clerk"/);
  await page.locator(".step", { hasText: "Match user" }).locator("summary").click();
  assert.match(await page.locator(".queries").innerText(), /userName eq "ada@example\.com"/);
  await replaceText(page, user(page), JSON.stringify({ ...ADA, department: "Legal" }));
  assert.match(await verdict(page).innerText(), /Skipped[\s\S]*none of the scoping filters/);
  assert.equal(await page.locator(".step[data-status=skipped]").count(), 2);
  assert.deepEqual(page.complaints, []);
});

test("what the target holds decides between create, update and no change; the page says which account", async () => {
  const page = await start();
  await drop(page, "zoom.json", answer(account("7", { userName: "ADA@example.com", displayName: "Ada L" }), account("8", { userName: "bob@example.com", displayName: "Ada" })));
  await page.getByText("zoom.json: 2 accounts").waitFor();
  assert.match(await verdict(page).innerText(), /Update[\s\S]*1 attribute/);
  await page.getByText("The account of this user has the id 7.").waitFor();
  assert.deepEqual((await payload(page)).Operations.map(({ path, value }) => [path, value]), [["displayName", "Ada"]]);
  assert.equal(await page.locator(".request-line code").first().innerText(), "/Users/7");
  await view(page, "Changes");
  assert.match(await page.locator(".changes").innerText(), /displayName\s+"Ada L"\s+"Ada"/);
  await page.getByRole("button", { name: "Next user" }).click();
  await frames(page);
  assert.match(await verdict(page).innerText(), /No change/);
  await page.getByRole("button", { name: "Forget" }).click();
  await frames(page);
  assert.match(await verdict(page).innerText(), /Create/);
  await page.getByRole("button", { name: "Undo" }).click();
  await frames(page);
  assert.match(await verdict(page).innerText(), /No change/);
  assert.deepEqual(page.complaints, []);
});

test("a large target is searched by the plan's own queries", async () => {
  const page = await start();
  const many = Array.from({ length: 30_000 }, (_, index) => JSON.stringify(account(`n${index}`, { userName: `user${index}@example.com` })));
  many[29_000] = JSON.stringify(account("here", { userName: "Ada@Example.com", displayName: "Ada" }));
  await load(page, "zoom.ndjson", Buffer.from(many.join("\n")));
  await page.getByText("zoom.ndjson: 30,000 accounts").waitFor();
  await page.getByText("has the id here").waitFor();
  assert.match(await verdict(page).innerText(), /No change/);
  many[5] = many[29_000].replace("here", "twin");
  await load(page, "zoom.ndjson", Buffer.from(many.join("\n")));
  await verdict(page).getByText(/several resources/i).waitFor();
});

test("the past of a user is a matter of choice: unassigned, in the recycle bin, gone, back", async () => {
  const page = await start();
  await situation(page);
  const standing = page.getByLabel("This user is");
  const before = page.getByLabel("Was provisioned before");
  await standing.selectOption("unassigned");
  await frames(page);
  assert.ok(await before.isChecked());
  assert.match(await verdict(page).innerText(), /Disable[\s\S]*not assigned/);
  assert.deepEqual((await payload(page)).Operations.map(({ path }) => path), ["active"]);
  await before.uncheck();
  await frames(page);
  assert.match(await verdict(page).innerText(), /Skipped[\s\S]*never had it/);
  await before.check();
  await standing.selectOption("gone");
  await frames(page);
  assert.match(await verdict(page).innerText(), /Delete/);
  assert.match(await page.locator(".request-line").first().innerText(), /DELETE\s+\/Users\/\{id\}/);
  await page.getByText("A DELETE has no body.").waitFor();
  await standing.selectOption("assigned");
  await frames(page);
  assert.match(await verdict(page).innerText(), /No change/);
  await replaceText(page, user(page), JSON.stringify({ ...ADA, displayName: "Ada Byron" }));
  assert.match(await verdict(page).innerText(), /Update/);
  assert.deepEqual((await payload(page)).Operations.map(({ value }) => value), ["Ada Byron"]);
  await page.getByRole("button", { name: "Next user" }).click();
  await frames(page);
  assert.match(await verdict(page).innerText(), /Create/, "each user has a past of its own");
  await page.reload();
  await page.waitForSelector('html[data-state="idle"]', { state: "attached" });
  await page.getByRole("button", { name: "Previous user" }).click();
  await frames(page);
  assert.match(await verdict(page).innerText(), /Update/, "kept while the tab is open");
});

test("whoever is filtered out and has an account is disabled", async () => {
  const page = await start({}, PROFILE, { ...ADA, department: "Legal" });
  await load(page, "zoom.json", Buffer.from(answer(account("7", { userName: "ada@example.com", displayName: "Ada" }))));
  await page.getByText("zoom.json: 1 account").waitFor();
  assert.match(await verdict(page).innerText(), /Disable[\s\S]*none of the scoping filters/);
  await page.getByLabel("Was provisioned before").uncheck();
  await frames(page);
  assert.match(await verdict(page).innerText(), /Skipped/);
});

test("a file that holds no accounts changes nothing and says what was expected", async () => {
  const page = await start();
  await situation(page);
  const chosen = page.waitForEvent("filechooser");
  await page.getByRole("button", { name: /^Load what Zoom holds/ }).click();
  await (await chosen).setFiles({ name: "zoom.csv", mimeType: "text/csv", buffer: Buffer.from("userName,active\nada@example.com,true\n") });
  await page.locator(".target-failure .problem").waitFor();
  assert.match(await page.locator(".target-failure").innerText(), /zoom\.csv could not be read[\s\S]*\/Users/);
  assert.match(await verdict(page).innerText(), /Create/);
  await page.getByRole("button", { name: "Paste what Zoom holds" }).click();
  await replaceText(page, page.getByRole("textbox", { name: "Resources of the target" }), answer(account("7", { userName: "ada@example.com" })));
  await page.getByRole("button", { name: "Use these accounts" }).click();
  await page.getByText("Pasted text: 1 account").waitFor();
  assert.match(await verdict(page).innerText(), /Update/);
  assert.equal(await problems(page).filter({ hasText: "could not" }).count(), 0);
});
