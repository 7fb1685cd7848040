import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { deflateRawSync } from "node:zlib";
import { drop, frames, load, openRow, payload, replaceText, row, setup, user, writeExpression } from "./support/playground.mjs";

const context = setup();

const OWN = {
  attrflow: 1,
  name: "Our mapping",
  source: "entra",
  target: "zoom",
  mappings: [
    { type: "direct", source: "userPrincipalName", target: "userName", match: 1 },
    { type: "constant", source: "Basic", target: "userType" },
  ],
};

/** A link as another site would make it, by the documented form. */
const fragment = (shared) => `#v1=${deflateRawSync(JSON.stringify(shared)).toString("base64url")}`;

async function menu(page, item) {
  await page.locator(".menu summary").click();
  await page.locator(".menu").getByRole("button", { name: item }).click();
}

test("an own profile is pasted, checked while typing, and used", async () => {
  const page = await context.open();
  await menu(page, /^Use your own/);
  const editor = page.getByRole("textbox", { name: "Profile as JSON" });
  const use = page.getByRole("button", { name: "Use this profile" });
  const text = JSON.stringify(OWN, null, 2);
  await replaceText(page, editor, text.replace('"mappings": [', '"mappings": [,'));
  await page.locator("dialog[open] .problem").first().waitFor();
  assert.ok(await use.isDisabled());
  assert.match(await page.locator("dialog[open] .problem").first().innerText(), /Line \d+, column \d+/);
  assert.ok((await page.locator("dialog[open] .cm-lintRange-error, dialog[open] .cm-lintPoint-error").count()) > 0);
  await page.keyboard.press("Escape");
  await menu(page, /^Use your own/);
  assert.match(await editor.innerText(), /\[,/, "the broken text is still there");
  await replaceText(page, editor, text);
  await use.click();
  await frames(page);
  assert.equal(await page.locator(".profile-title").innerText(), "Our mapping");
  assert.equal((await payload(page)).userType, "Basic");
  assert.equal(await page.locator("tr.mapping").count(), 2);
  await page.getByRole("button", { name: "Undo" }).click();
  await frames(page);
  assert.notEqual(await page.locator(".profile-title").innerText(), "Our mapping");
});

test("a dropped profile opens in the dialog", async () => {
  const page = await context.open();
  await drop(page, "ours.attrflow.json", JSON.stringify(OWN));
  await page.getByText("2 mappings").waitFor();
  await page.getByRole("button", { name: "Use this profile" }).click();
  await frames(page);
  assert.equal(await page.locator(".profile-title").innerText(), "Our mapping");
});

test("a profile with errors in its rows can be used, and corrected there", async () => {
  const page = await context.open();
  const mappings = [...OWN.mappings, { type: "odd", source: "mail", target: "title" }, { type: "direct", target: "displayName" }, { source: "mail", target: "nickName" }];
  await load(page, "ours.json", Buffer.from(JSON.stringify({ ...OWN, mappings }, null, 2)));
  await page.getByText("5 mappings; 3 errors can be corrected in the rows").waitFor();
  await page.getByRole("button", { name: "Use this profile" }).click();
  await frames(page);
  assert.equal((await payload(page)).userType, "Basic");
  assert.match(await row(page, "title").innerText(), /odd[\s\S]*Error[\s\S]*no mapping type/);
  assert.match(await row(page, "nickName").innerText(), /no type[\s\S]*Error/);
  await openRow(page, "title");
  await page.getByLabel("Mapping type").selectOption("constant");
  await frames(page);
  assert.equal((await payload(page)).title, "mail");
  await load(page, "later.json", Buffer.from(JSON.stringify({ ...OWN, attrflow: 2 })));
  await page.locator("dialog[open] .problem", { hasText: "version 2" }).waitFor();
  assert.ok(await page.getByRole("button", { name: "Use this profile" }).isDisabled());
});

test("what is downloaded can be read back", async () => {
  const page = await context.open();
  await writeExpression(page, "userName", 'ToLower([mail]) ');
  const [file] = await Promise.all([page.waitForEvent("download"), menu(page, /^Download/)]);
  const document = JSON.parse(await readFile(await file.path(), "utf8"));
  const mapping = document.mappings.find(({ target }) => target === "userName");
  assert.equal(mapping.source, "ToLower([mail]) ");
  assert.equal(mapping.match, 1);
  await menu(page, /^Copy as JSON/);
  assert.deepEqual(JSON.parse(await page.evaluate(() => navigator.clipboard.readText())), document);
});

test("presets are changed and reset with a way back", async () => {
  const page = await context.open();
  await writeExpression(page, "userName", '"edited"');
  await page.locator(".region-sub .badge[data-kind=edited]").waitFor();
  const presets = await page.locator("#page select").first().locator("option").evaluateAll((options) => options.map(({ value }) => value));
  await page.getByLabel("Preset").selectOption(presets.at(-2));
  await frames(page);
  assert.notEqual((await payload(page)).userName, "edited");
  await page.getByRole("button", { name: "Undo" }).click();
  await frames(page);
  assert.equal((await payload(page)).userName, "edited");
  await page.getByRole("button", { name: "Reset", exact: true }).click();
  await frames(page);
  assert.notEqual((await payload(page)).userName, "edited");
});

test("samples are those of the profile's own source system", async () => {
  const page = await context.open();
  assert.match(await user(page).innerText(), /userPrincipalName/);
  await page.getByLabel("Preset").selectOption("okta-zoom");
  await frames(page);
  assert.match(await user(page).innerText(), /"profile": \{/);
  assert.ok((await payload(page)).userName);
  await page.getByRole("button", { name: "Undo" }).click();
  await frames(page);
  assert.match(await user(page).innerText(), /userPrincipalName/);
  assert.deepEqual(page.complaints, []);
});

test("profile, open row and theme survive a reload", async () => {
  const page = await context.open();
  await writeExpression(page, "userName", 'Append("kept", "@example.com"');
  await page.getByLabel("Dark theme").click();
  await page.reload();
  await page.waitForSelector('html[data-state="idle"]', { state: "attached" });
  assert.equal(await page.getByRole("textbox", { name: "Expression" }).innerText(), 'Append("kept", "@example.com"');
  assert.equal(await page.evaluate(() => document.documentElement.dataset.theme), "dark");
  assert.equal(await page.getByLabel("Dark theme").getAttribute("aria-pressed"), "true");
});

test("damaged memory does not keep the page from starting", async () => {
  const page = await context.open();
  for (const value of ["{", "[]", '"x"', '{"profile": 5}', '{"profile": {"mappings": [null, 3, {"target": 7}]}, "assumptions": 3}']) {
    await page.evaluate((text) => {
      // The page writes on leaving; what is to be read next is written after that.
      window.addEventListener("pagehide", () => localStorage.setItem("attrflow.playground", text));
      sessionStorage.setItem("attrflow.session", text);
    }, value);
    await page.reload();
    await page.waitForSelector('html[data-state="idle"]', { state: "attached" });
    await page.getByText("Attribute mappings").first().waitFor();
  }
  assert.deepEqual(page.complaints, []);
});

test("a link carries the profile, and the user only when asked", async () => {
  const page = await context.open();
  await openRow(page, "name.givenName");
  await page.getByLabel("Source attribute").fill("displayName");
  await menu(page, /^Copy link/);
  const address = page.getByLabel("Link", { exact: true });
  await page.waitForFunction(() => document.querySelector("dialog[open] textarea")?.value.includes("#v1="));
  const bare = await address.inputValue();
  await page.getByLabel(/Include the source user/).check();
  await page.waitForFunction((before) => document.querySelector("dialog[open] textarea")?.value !== before, bare);
  assert.ok((await address.inputValue()).length > bare.length);

  const other = await context.open({}, bare);
  await other.getByText("The profile comes from the link.").first().waitFor();
  await openRow(other, "name.givenName");
  assert.equal(await other.getByLabel("Source attribute").inputValue(), "displayName");
  assert.doesNotMatch(other.url(), /v1=/);
  assert.ok(other.requests.every((request) => !request.includes("v1=")), "no request carries the fragment");
});

test("a damaged link is told, and harmless", async () => {
  const page = await context.open({}, `${context.server.url}#v1=AAAA`);
  const told = page.locator(".toast", { hasText: "The link carries no readable profile" });
  await told.waitFor();
  await page.getByRole("button", { name: "Dismiss" }).last().click();
  assert.ok((await row(page, "userName").count()) > 0);
  await page.goto(`${context.server.url}${fragment({ profile: { synchronizationRules: [] } })}`);
  await told.waitFor();
  assert.ok((await row(page, "userName").count()) > 0);
});

test("a link pasted into an open page is followed; errors in its rows are shown", async () => {
  const page = await context.open();
  const mappings = [...OWN.mappings, { type: "expression", source: "Nope([mail])", target: "title" }];
  await page.goto(`${context.server.url}${fragment({ profile: { ...OWN, mappings }, user: '{"userPrincipalName": "linked@example.com"}' })}`);
  await page.getByText("The profile comes from the link.").first().waitFor();
  await frames(page);
  assert.equal((await payload(page)).userName, "linked@example.com");
  assert.match(await row(page, "title").innerText(), /Error/);
  assert.doesNotMatch(page.url(), /v1=/);
});
