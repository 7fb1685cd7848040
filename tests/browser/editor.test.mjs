// What the expression editor knows comes from the engine: suggestions, the call in hand, words, format.
import assert from "node:assert/strict";
import { test } from "node:test";
import { frames, openRow, payload, replaceText, row, setup, user, writeExpression } from "./support/playground.mjs";

const context = setup();
const expression = (page) => page.getByRole("textbox", { name: "Expression" });
const suggestions = (page) => page.locator(".cm-tooltip-autocomplete li");
const chooser = (page, text) => suggestions(page).filter({ hasText: text }).first();
const hint = (page) => page.locator(".call-hint");

/** Accepts the suggestion in hand; CodeMirror takes no key for the first moment that a list is there. */
async function accept(page) {
  await page.waitForTimeout(120);
  await page.keyboard.press("Enter");
  await frames(page);
}

async function begin(page, target, text) {
  await writeExpression(page, target, "");
  await page.keyboard.type(text);
}

test("functions and attributes are suggested and explained", async () => {
  const page = await context.open();
  await begin(page, "userName", "ToLow");
  await chooser(page, /^ToLower/).waitFor();
  assert.match(await suggestions(page).first().innerText(), /^ToLower\s*\(source/);
  const card = page.locator(".cm-completionInfo", { hasText: "lower case" });
  await card.waitFor();
  const onTop = await card.evaluate((element) => {
    const { left, top, width, height } = element.getBoundingClientRect();
    return element.contains(element.getRootNode().elementFromPoint(left + width / 2, top + height / 2));
  });
  assert.ok(onTop, "the card is not cut off by the list");
  await accept(page);
  await page.keyboard.type("[givenN");
  await chooser(page, "[givenName]").waitFor();
  await accept(page);
  assert.equal(await expression(page).innerText(), "ToLower([givenName])");
  assert.deepEqual(page.complaints, []);
});

test("what the user on screen has is suggested with its value, extensions too", async () => {
  const page = await context.open();
  await replaceText(page, user(page), '{"userPrincipalName": "a@example.com", "extension_9a_badge": "B-17 \u{1f3ab}", "mobilePhone": "555"}');
  await begin(page, "userName", "[badge");
  assert.match(await chooser(page, "extension_9a_badge").innerText(), /B-17 \u{1f3ab}/u);
  await accept(page);
  assert.equal(await expression(page).innerText(), "[extension_9a_badge]");
  assert.equal((await payload(page)).userName, "B-17 \u{1f3ab}");
  await replaceText(page, expression(page), "");
  await page.keyboard.type("[mob");
  assert.match(await chooser(page, "[mobile]").innerText(), /555/);
});

test("the values that the target takes, and those that an attribute can have, are suggested", async () => {
  const page = await context.open();
  await openRow(page, "name.givenName");
  await page.getByRole("combobox", { name: "Target attribute" }).fill("userType");
  await page.getByLabel("Mapping type").selectOption("expression");
  await replaceText(page, expression(page), "");
  await page.keyboard.type('IIF([userType] = "');
  await chooser(page, '"Guest"').waitFor();
  await page.keyboard.type('Guest", "');
  await chooser(page, '"Licensed"').waitFor();
});

test("without a word begun there is no list until one asks, and then it goes by what fits", async () => {
  const page = await context.open();
  await begin(page, "userName", "ToLower(");
  await page.waitForTimeout(250);
  assert.equal(await suggestions(page).count(), 0);
  await page.keyboard.press("Control+Space");
  await suggestions(page).first().waitFor();
  assert.match(await suggestions(page).first().innerText(), /^\[/, "attributes first");
  await page.keyboard.press("Escape");
  await page.keyboard.type("[mail]");
  await page.waitForTimeout(250);
  assert.equal(await suggestions(page).count(), 0);
});

test("a suggestion behind emoji replaces just the word", async () => {
  const page = await context.open();
  await begin(page, "userName", 'Join("\u{1f600}e\u0301", [givenN');
  await chooser(page, "[givenName]").waitFor();
  await accept(page);
  assert.equal(await expression(page).innerText(), 'Join("\u{1f600}e\u0301", [givenName]');
});

test("the call around the cursor is explained, its argument in bold", async () => {
  const page = await context.open();
  await writeExpression(page, "userName", 'Join("\u{1f600}", Left([mail], 3), [surname])');
  assert.match(await hint(page).innerText(), /suggests/, "behind the call there is nothing to say");
  await page.keyboard.press("ArrowLeft");
  assert.match(await hint(page).innerText(), /^Join\(separator, source1, \[source…\]\)/);
  assert.equal(await hint(page).locator("strong").innerText(), "[source…]");
  for (let step = 0; step < '[surname], )'.length; step += 1) await page.keyboard.press("ArrowLeft");
  assert.equal(await hint(page).locator("strong").innerText(), "NumChars");
  assert.match(await hint(page).innerText(), /^Left\([\s\S]*NumChars takes integer/);
});

test("words are explained under the pointer: function, attribute with its value, pattern", async () => {
  const page = await context.open();
  await writeExpression(page, "userName", 'Left(Replace([givenName], , "(?<n>\\\\d)", "n", "-", , ), 3)');
  const card = page.locator(".cm-tooltip-hover .doc");
  await page.locator(".row-editor .cm-line .tok-function").first().hover();
  await card.filter({ hasText: "Left(String, NumChars)" }).waitFor();
  assert.match(await card.innerText(), /Here: the first 3 characters of[\s\S]*Left\(\[displayName\], 3\) → "Joh"/);
  await page.locator(".row-editor .cm-line .tok-attribute").hover();
  await card.filter({ hasText: "This user: Lena" }).waitFor();
  await page.locator(".row-editor .cm-line .tok-string").first().hover();
  await card.filter({ hasText: "A .NET regular expression with the groups n" }).waitFor();
  assert.deepEqual(page.complaints, []);
});

test("an expression is said in words, in its row and at the editor", async () => {
  const page = await context.open();
  await writeExpression(page, "userName", 'ToLower(Item(Split([userPrincipalName], "@"), 1))');
  const wanted = "userPrincipalName up to the first @, in lower case";
  assert.equal(await page.locator(".row-editor .words").innerText(), wanted);
  assert.equal(await row(page, "userName").locator(".source-words").isVisible(), false, "not twice");
  await openRow(page, "name.givenName");
  await frames(page);
  assert.equal(await row(page, "userName").locator(".source-words").innerText(), wanted);
  assert.equal(await page.locator(".row-editor .words").isVisible(), false, "a direct mapping says it itself");
  assert.match(await row(page, "active").locator(".source-words").innerText(), /^True unless the user/);
  assert.equal(await row(page, "name.givenName").locator(".source-words").isVisible(), false, "a direct mapping says it itself");
  await openRow(page, "userName");
  await replaceText(page, expression(page), "ToLower(");
  await openRow(page, "name.givenName");
  await frames(page);
  assert.equal(await row(page, "userName").locator(".source-words").isVisible(), false);
});

test("formatting is a button and a key, and undone like anything typed", async () => {
  const page = await context.open();
  const long = 'IIF( [country]="US",Join(" ",[givenName],[surname]),Join(", ",ToUpper([surname]),NormalizeDiacritics([givenName])))';
  await writeExpression(page, "userName", long);
  await page.getByRole("button", { name: "Format", exact: true }).click();
  await frames(page);
  const formatted = await expression(page).innerText();
  assert.match(formatted, /^IIF\(\n {4}\[country\]="US",\n/);
  assert.match(await row(page, "userName").locator(".chip").innerText(), /Sent/);
  await page.keyboard.press("Control+z");
  assert.equal(await expression(page).innerText(), long);
  await page.keyboard.press("Shift+Alt+F");
  await frames(page);
  assert.equal(await expression(page).innerText(), formatted);
  await page.keyboard.press("Shift+Alt+F");
  await page.waitForFunction(() => /formatted already/.test(document.querySelector("[aria-live=polite]")?.textContent ?? ""));
});

test("the cursor stays at its sign while the text is formatted", async () => {
  const page = await context.open();
  await writeExpression(page, "userName", 'Join("\u{1f600}",[givenName],[surname])');
  for (let step = 0; step < "],[surname])".length; step += 1) await page.keyboard.press("ArrowLeft");
  await page.keyboard.press("Shift+Alt+F");
  await page.keyboard.type("X");
  assert.equal(await expression(page).innerText(), 'Join("\u{1f600}", [givenNameX], [surname])');
});

test("what cannot be read is not formatted, and the page says why", async () => {
  const page = await context.open();
  await writeExpression(page, "userName", 'Join( "x",[mail]');
  const button = page.getByRole("button", { name: "Format", exact: true });
  assert.equal(await button.getAttribute("aria-disabled"), "true");
  await expression(page).focus();
  await page.keyboard.press("Shift+Alt+F");
  await page.getByText(/can be formatted once/).first().waitFor();
  assert.equal(await expression(page).innerText(), 'Join( "x",[mail]');
  await page.keyboard.type(")");
  await frames(page);
  assert.equal(await button.getAttribute("aria-disabled"), null);
});
