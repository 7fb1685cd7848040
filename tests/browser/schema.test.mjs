// Synchronization schemas: opened, edited, given back with nothing else changed.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { drop, frames, load, openRow, payload, replaceText, row, setup, writeExpression } from "./support/playground.mjs";

const context = setup();
const direct = (source, target, precedence = 0) => ({
  defaultValue: "", exportMissingReferences: false, flowBehavior: "FlowWhenChanged", flowType: "Always", matchingPriority: precedence, targetAttributeName: target,
  source: { expression: `[${source}]`, name: source, type: "Attribute", parameters: [] },
});
const objects = (name, source, target, attributeMappings, enabled = true) => ({
  enabled, flowTypes: "Add, Update, Delete", name, scope: null, sourceObjectName: source, targetObjectName: target, attributeMappings, metadata: [{ key: "Odd", value: "kept" }],
});
const DOCUMENT = {
  id: "scim.1a2b", version: "v1", somethingNew: { nobody: ["knows", 1.50] },
  synchronizationRules: [{
    id: "r1", name: "USER_OUTBOUND_USER", priority: 1, editable: true, sourceDirectoryName: "Microsoft Entra ID", targetDirectoryName: "customappsso",
    objectMappings: [
      objects("Provision groups", "Group", "urn:ietf:params:scim:schemas:core:2.0:Group", [direct("displayName", "displayName", 1)]),
      objects("Provision users", "User", "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User", [direct("userPrincipalName", "userName", 1), direct("givenName", "name.givenName"), direct("surname", "name.familyName")]),
    ],
  }],
};
const TEXT = JSON.stringify(DOCUMENT, null, 3);
const dialog = (page) => page.locator("dialog[open]");

async function exported(page) {
  await page.locator(".menu summary").click();
  await page.getByRole("button", { name: /^Export schema/ }).click();
  const [file] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "Download schema" }).click()]);
  assert.match(file.suggestedFilename(), /\.schema\.json$/);
  return readFile(await file.path(), "utf8");
}

test("a schema is dropped, its users chosen, one mapping edited; the rest comes back byte for byte", async () => {
  const page = await context.open();
  await drop(page, "schema.json", TEXT);
  assert.deepEqual(await dialog(page).locator(".schema-name").allInnerTexts(), ["Provision groups", "Provision users"]);
  assert.ok(await dialog(page).getByLabel("Provision users").isChecked(), "the users are meant if nothing else is said");
  assert.match(await dialog(page).innerText(), /3 attribute mappings/);
  await page.getByRole("button", { name: "Use this mapping" }).click();
  await frames(page);
  assert.match(await page.locator(".profile-title").innerText(), /Provision users · from schema\.json/);
  assert.equal((await payload(page)).name.familyName, "Fox");
  assert.equal(await exported(page), TEXT);
  await openRow(page, "name.familyName");
  await page.getByLabel("Source attribute").fill("displayName");
  await frames(page);
  assert.equal(await exported(page), TEXT.replace("[surname]", "[displayName]").replace('"name": "surname"', '"name": "displayName"'));
  await page.reload();
  await page.waitForSelector('html[data-state="idle"]', { state: "attached" });
  assert.match(await exported(page), /"somethingNew"[\s\S]*displayName/, "the schema outlives a reload with its profile");
  assert.deepEqual(page.complaints, []);
});

test("a schema is loaded as UTF-16 or pasted; Undo brings the profile back", async () => {
  const page = await context.open();
  await load(page, "wide.json", Buffer.from(`\ufeff${TEXT}`, "utf16le"));
  await dialog(page).getByLabel("Provision groups").check();
  await page.getByRole("button", { name: "Use this mapping" }).click();
  await frames(page);
  assert.equal(await page.locator("tr.mapping").count(), 1);
  await page.getByRole("button", { name: "Undo" }).click();
  await frames(page);
  assert.match(await row(page, "userName").innerText(), /userPrincipalName/);
  assert.doesNotMatch(await page.locator(".profile-title").innerText(), /wide\.json/);
  await page.locator(".menu summary").click();
  await page.getByRole("button", { name: /^Use your own/ }).click();
  await replaceText(page, page.getByRole("textbox", { name: "Profile as JSON" }), TEXT);
  await page.getByText("A synchronization schema", { exact: true }).waitFor();
  await page.getByRole("button", { name: "Use this profile" }).click();
  await dialog(page).getByLabel("Provision users").waitFor();
  await page.getByRole("button", { name: "Use this mapping" }).click();
  await writeExpression(page, "userName", 'Append([mailNickname], "@x.example")');
  const source = JSON.parse(await exported(page)).synchronizationRules[0].objectMappings[1].attributeMappings[0].source;
  assert.equal(source.type, "Function");
  assert.equal(source.name, "Append");
});

test("a damaged schema is told of, and nothing is lost; a preset is exported as a new schema", async () => {
  const page = await context.open();
  await drop(page, "cut.json", TEXT.slice(0, 900));
  assert.match(await dialog(page).innerText(), /cut\.json could not be read[\s\S]*ends inside/);
  assert.ok(await page.getByRole("button", { name: "Use this mapping" }).isDisabled());
  await page.keyboard.press("Escape");
  assert.match(await row(page, "userName").innerText(), /userPrincipalName/);
  const made = JSON.parse(await exported(page));
  assert.equal(made.synchronizationRules[0].objectMappings[0].attributeMappings[0].targetAttributeName, "userName");
});
