// Scoping filters and settings of the job: edited on screen, kept in the profile, wrong ones told where they are.
import assert from "node:assert/strict";
import { test } from "node:test";
import { frames, payload, problems, replaceText, setup, textOf, user } from "./support/playground.mjs";

const context = setup();
const verdict = (page) => page.locator(".verdict-line");
const section = (page) => page.locator(".job > summary");

async function profileOf(page) {
  await page.locator(".menu summary").click();
  await page.getByRole("button", { name: /^Edit as JSON/ }).click();
  const text = await textOf(page, page.getByRole("textbox", { name: "Profile as JSON" }));
  await page.getByRole("button", { name: "Cancel" }).last().click();
  return JSON.parse(text);
}

test("a filter is written, decides, and is in the profile", async () => {
  const page = await context.open();
  await replaceText(page, user(page), JSON.stringify({ userPrincipalName: "ada@example.com", department: "Legal" }));
  await section(page).click();
  await page.getByRole("button", { name: "Add filter" }).first().click();
  await page.keyboard.type("department");
  await page.getByLabel("Value, clause 1 of filter 1").fill("Sales");
  await page.getByLabel("Name of filter 1").fill("Sellers");
  await frames(page);
  assert.match(await verdict(page).innerText(), /Skipped[\s\S]*none of the scoping filters/);
  await page.getByRole("button", { name: "Add clause" }).click();
  await page.keyboard.type("mail");
  await page.getByLabel("Operator, clause 2 of filter 1").selectOption("IS NULL");
  await page.getByLabel("Value, clause 2 of filter 1").waitFor({ state: "hidden" });
  await page.getByLabel("Value, clause 1 of filter 1").fill("Legal");
  await frames(page);
  assert.match(await verdict(page).innerText(), /Create/);
  assert.match(await section(page).innerText(), /1 scoping filter/);
  assert.deepEqual((await profileOf(page)).scope, [
    { clauses: [{ attr: "department", op: "EQUALS", value: "Legal" }, { attr: "mail", op: "IS NULL" }], name: "Sellers" },
  ]);
  await page.getByRole("button", { name: "Remove clause 1 of filter 1" }).click();
  await page.getByRole("button", { name: "Remove filter" }).click();
  await frames(page);
  assert.equal((await profileOf(page)).scope, undefined);
  await page.getByRole("button", { name: "Undo" }).click();
  await frames(page);
  assert.equal((await profileOf(page)).scope[0].clauses[0].attr, "mail");
  assert.deepEqual(page.complaints, []);
});

test("what is wrong with a clause is told at the clause and found from the list", async () => {
  const page = await context.open();
  await section(page).click();
  await page.getByRole("button", { name: "Add filter" }).first().click();
  await page.keyboard.type("department");
  await page.getByLabel("Operator, clause 1 of filter 1").selectOption("REGEX MATCH");
  await page.getByLabel("Value, clause 1 of filter 1").fill("(");
  await frames(page);
  assert.match(await page.locator(".clause .problem").innerText(), /no closing \)/);
  assert.equal(await page.getByLabel("Value, clause 1 of filter 1").getAttribute("aria-invalid"), "true");
  await section(page).click();
  await problems(page).filter({ hasText: "closing" }).getByRole("button", { name: /Scope and settings/ }).click();
  assert.ok(await page.getByLabel("Value, clause 1 of filter 1").evaluate((element) => element === document.activeElement));
  await page.keyboard.press("Control+a");
  await page.keyboard.type("(x)");
  await frames(page);
  assert.equal(await page.locator(".clause .problem[data-severity=error]").count(), 0);
  assert.equal(await page.getByLabel("Value, clause 1 of filter 1").getAttribute("aria-invalid"), null);
});

test("settings change what is done, and defaults are not written", async () => {
  const page = await context.open();
  await section(page).click();
  const before = (await profileOf(page)).settings;
  await page.getByLabel("Create", { exact: true }).uncheck();
  await frames(page);
  assert.match(await verdict(page).innerText(), /Skipped/);
  assert.deepEqual((await profileOf(page)).settings.actions, ["update", "delete"]);
  await page.getByLabel("Create", { exact: true }).check();
  await page.locator(".situation > summary").click();
  await page.getByLabel("This user is").selectOption("unassigned");
  await frames(page);
  assert.equal((await payload(page)).Operations[0].value, "False");
  await page.getByLabel("Form of updates").selectOption("entra-compliant");
  await frames(page);
  assert.equal((await payload(page)).Operations[0].value, false);
  await page.getByLabel("The target can disable users").uncheck();
  await frames(page);
  assert.match(await verdict(page).innerText(), /Delete/);
  await page.getByLabel("Leave users who go out of scope as they are").check();
  await page.getByLabel("Who is provisioned").selectOption("all");
  await frames(page);
  assert.deepEqual((await profileOf(page)).settings, { ...before, dialect: "entra-compliant", targetSupportsSoftDelete: false, skipOutOfScopeDeletions: true, scopeMode: "all" });
});

test("each source has the settings of its own console", async () => {
  const page = await context.open();
  await section(page).click();
  await page.getByLabel("Form of updates").waitFor();
  await page.locator(".menu summary").click();
  await page.getByRole("button", { name: /^Use your own/ }).click();
  const mappings = [{ type: "direct", source: "username", target: "userName", match: 1 }];
  await replaceText(page, page.getByRole("textbox", { name: "Profile as JSON" }), JSON.stringify({ attrflow: 1, source: "pingone", target: "zoom", mappings }));
  await page.getByRole("button", { name: "Use this profile" }).click();
  await frames(page);
  assert.equal(await page.getByLabel("Form of updates").count(), 0);
  assert.ok(await page.getByLabel("Enable users disable").isChecked());
  await page.getByLabel("Enable users updation").uncheck();
  await frames(page);
  assert.equal(await page.getByLabel("Enable users disable").isChecked(), false, "as updating is");
  assert.ok(await page.getByLabel("Enable users disable").isDisabled(), "needs updating");
  await page.getByLabel("Enable users updation").check();
  await page.getByLabel("Remove Action").selectOption("delete");
  await frames(page);
  assert.deepEqual((await profileOf(page)).settings, { removeAction: "delete" });
  await page.getByLabel("Remove Action").selectOption("");
  await frames(page);
  assert.equal((await profileOf(page)).settings, undefined);
  assert.deepEqual(page.complaints, []);
});
