// One report over all users: actions, collisions, threshold, problems that lead to users, what nobody exercises.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { frames, load, replaceText, setup, user } from "./support/playground.mjs";

const context = setup();
const PROFILE = {
  attrflow: 1, source: "entra", target: "scim",
  mappings: [
    { type: "direct", source: "userPrincipalName", target: "userName", match: 1 },
    { type: "expression", source: 'Switch([IsSoftDeleted], , "False", "True", "True", "False")', target: "active" },
    { type: "expression", source: 'Switch([department], "other", "Sales", "S", "Legal", "L")', target: "title" },
    { type: "direct", source: "faxNumber", target: "nickName" },
  ],
  scope: [{ name: "Staff", clauses: [{ attr: "employeeType", op: "EQUALS", value: "Staff" }] }],
};
const person = (index, rest) => ({ userPrincipalName: `user${index}@example.com`, displayName: `User ${index}`, department: "Sales", employeeType: "Staff", accountEnabled: true, ...rest });
const lines = (list) => Buffer.from(list.map((item) => JSON.stringify(item)).join("\n"));
const account = (id, userName, rest) => ({ schemas: ["urn:ietf:params:scim:schemas:core:2.0:User"], id, userName, active: true, ...rest });
const dialog = (page) => page.locator("dialog[open]");
const tile = (page, name) => dialog(page).locator(".tile", { hasText: name }).locator(".tile-count").innerText();

async function start(users, target) {
  const page = await context.open();
  await page.locator(".menu summary").click();
  await page.getByRole("button", { name: /^Use your own/ }).click();
  await replaceText(page, page.getByRole("textbox", { name: "Profile as JSON" }), JSON.stringify(PROFILE));
  await page.getByRole("button", { name: "Use this profile" }).click();
  await load(page, "users.ndjson", lines(users));
  await page.getByText(`${users.length.toLocaleString("en")} users`).first().waitFor();
  if (target) {
    await load(page, "zoom.ndjson", lines(target));
    await page.getByText("zoom.ndjson: ").waitFor();
  }
  await page.getByRole("button", { name: /^Preview everybody/ }).click();
  return page;
}
const run = (page) => dialog(page).getByRole("button", { name: "Preview everybody" }).click();

test("actions, threshold, collisions and what nobody exercises; users are a click away; the report is a file", async () => {
  const users = [person(0), person(1), person(2, { employeeType: "Guest" }), person(3, { employeeType: "Guest" }), person(4), person(1, { displayName: "Twin" })];
  const target = [account("a", "user0@example.com", { title: "S" }), account("c", "user2@example.com"), account("d", "user3@example.com"), account("x", "stranger@example.com")];
  const page = await start(users, target);
  await dialog(page).getByLabel("Accidental-deletion threshold").fill("1");
  await run(page);
  await dialog(page).locator(".tile").first().waitFor();
  assert.equal(await tile(page, "Disable"), "2");
  assert.equal(await tile(page, "No change"), "1");
  assert.match(await dialog(page).locator(".blast[data-exceeded=true]").innerText(), /2 users would lose[\s\S]*threshold is 1[\s\S]*quarantine/);
  assert.match(await dialog(page).innerText(), /Zoom holds 4 accounts: 3 matched, 1 of nobody here/);
  assert.match(await dialog(page).locator(".collision").first().innerText(), /userName[\s\S]*user1@example\.com/);
  const unused = await dialog(page).locator(".unused").innerText();
  assert.match(unused, /nickName: no user has a value/);
  assert.match(unused, /title: no user gets the value of the key "Legal"/);
  assert.match(await dialog(page).locator(".times").innerText(), /min at /);
  const [file] = await Promise.all([page.waitForEvent("download"), dialog(page).getByRole("button", { name: "Download as JSON" }).click()]);
  const report = JSON.parse(await readFile(await file.path(), "utf8"));
  assert.equal(report.actions.disable, 2);
  assert.equal(report.collisionCount, 1);
  await dialog(page).locator(".collision .link").last().click();
  await frames(page);
  assert.equal(await page.locator(".chooser-place").innerText(), "6 of 6");
  assert.equal(await dialog(page).count(), 0);
  assert.deepEqual(page.complaints, []);
});

test("without a target everybody in scope is created; an edit makes the report stale; texts that are no JSON are told", async () => {
  const page = await start([person(0), person(1), person(2, { employeeType: "Guest" })]);
  await run(page);
  await dialog(page).locator(".tile").first().waitFor();
  assert.equal(await tile(page, "Create"), "2");
  assert.equal(await tile(page, "Skipped"), "1");
  assert.match(await dialog(page).locator(".reasons").innerText(), /NotInScope\s*1 user/);
  await dialog(page).getByRole("button", { name: "Close" }).click();
  await replaceText(page, user(page), '{"userPrincipalName": "cut');
  await page.getByRole("button", { name: /^Preview everybody/ }).click();
  await dialog(page).getByText(/^Changed since/).waitFor();
  await run(page);
  await dialog(page).getByText("1 part of the input could not be read").waitFor();
  assert.match(await dialog(page).innerText(), /closing quote[\s\S]*Line 1/);
});

test("every run is against what the target holds at the time", async () => {
  const page = await start([person(0), person(1)], [account("a", "user0@example.com", { title: "S" })]);
  const again = async (expected) => {
    await run(page);
    await dialog(page).getByText(expected).waitFor();
  };
  const outside = async (action) => {
    await dialog(page).getByRole("button", { name: "Close" }).click();
    await action();
    await page.getByRole("button", { name: /^Preview everybody/ }).click();
  };
  await again(/Zoom holds 1 account: 1 matched/);
  await again(/Zoom holds 1 account: 1 matched/);
  await outside(() => page.getByRole("button", { name: "Forget" }).click());
  await again(/nothing is known of what Zoom holds/);
  await outside(() => page.getByRole("button", { name: "Undo" }).click());
  await again(/Zoom holds 1 account: 1 matched/);
  await outside(async () => {
    await load(page, "other.ndjson", lines([account("b", "user1@example.com"), account("c", "stranger@example.com")]));
    await page.getByText("other.ndjson: 2 accounts").waitFor();
  });
  await again(/Zoom holds 2 accounts: 1 matched, 1 of nobody here/);
  assert.deepEqual(page.complaints, []);
});

test("many users leave the page alive, with progress, and can be cancelled", async () => {
  const page = await context.open();
  await load(page, "large.ndjson", lines(Array.from({ length: 120_000 }, (_, index) => person(index))));
  await page.getByText("120,000 users").first().waitFor({ timeout: 60_000 });
  await page.getByRole("button", { name: /^Preview everybody/ }).click();
  await run(page);
  await page.waitForFunction(() => document.querySelector("dialog[open] progress").value > 0);
  await dialog(page).getByRole("button", { name: "Cancel" }).click();
  await dialog(page).getByText("Cancelled", { exact: true }).waitFor();
  assert.ok(await dialog(page).getByRole("button", { name: "Preview everybody" }).isVisible());
  await run(page);
  await dialog(page).locator(".tile").first().waitFor({ timeout: 60_000 });
  assert.equal(await tile(page, "Create"), "120,000");
});
