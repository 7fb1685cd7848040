// What is found in an expression: every place underlined, explained by the page of its code, corrected by a press.
import assert from "node:assert/strict";
import { test } from "node:test";
import { frames, problems, replaceText, row, setup, user, writeExpression } from "./support/playground.mjs";

const context = setup();
const expression = (page) => page.getByRole("textbox", { name: "Expression" });
const underlined = (page) => page.locator(".row-editor .cm-lintRange-error").allInnerTexts();
const dialog = (page) => page.getByRole("dialog");
const own = (page) => page.locator(".row-editor [id^=source-problems] .problem");

const TEXTS = {
  "emoji of several code points": ['Join("\u{1f469}\u200d\u{1f467}\u{1f3fd}", tolowerr([mail]), "\u{1f600}", Lefft([mail], 2))', ["tolowerr", "Lefft"]],
  "combining characters": ['Join("e\u0301\u0323", Nope([mail]), "a\u030a\u{1f600}", Nada([mail]), Left([mail]))', ["Nope", "Nada", "Left"]],
  "syntax that is broken twice": ['Join("\u{1f600}", [mail] == "x", Lefft([mail] 2))', ["==", "Lefft", "2"]],
};

for (const [name, [text, wanted]] of Object.entries(TEXTS)) {
  test(`several errors in one expression are all underlined: ${name}`, async () => {
    const page = await context.open();
    await writeExpression(page, "userName", text);
    assert.deepEqual(await underlined(page), wanted);
    const shown = await row(page, "userName").locator(".source-text .wave-error").allInnerTexts();
    assert.equal(shown.join("").replaceAll(/\s/g, ""), wanted.join("").replaceAll(/\s/g, ""), "and so in the row");
    assert.equal(await own(page).locator('[aria-label="Error"]').count(), wanted.length);
    const dock = problems(page).filter({ hasText: "userName" }).locator('[aria-label="Error"]');
    assert.ok((await dock.count()) >= wanted.length);
    assert.deepEqual(page.complaints, []);
  });
}

test("fixes one after the other leave an expression without errors, and undo goes back", async () => {
  const page = await context.open();
  const [text] = TEXTS["emoji of several code points"];
  await writeExpression(page, "userName", text);
  await own(page).getByRole("button", { name: "Write Left" }).click();
  await frames(page);
  assert.deepEqual(await underlined(page), ["tolowerr"]);
  await own(page).getByRole("button", { name: "Write ToLower" }).click();
  await frames(page);
  assert.equal(await expression(page).innerText(), text.replace("tolowerr", "ToLower").replace("Lefft", "Left"));
  assert.deepEqual(await underlined(page), []);
  assert.equal(await row(page, "userName").locator(".chip").innerText(), "Sent");
  await expression(page).focus();
  await page.keyboard.press("Control+z");
  await page.keyboard.press("Control+z");
  assert.equal(await expression(page).innerText(), text);
});

test("an underlined word offers its fix where it stands", async () => {
  const page = await context.open();
  await writeExpression(page, "userName", 'Join("\u{1f600}", tolowerr([mail]), "x")');
  await page.locator(".row-editor .cm-lintRange-error").hover();
  const card = page.locator(".cm-tooltip .cm-diagnostic-error");
  await card.waitFor();
  assert.match(await card.innerText(), /no function tolowerr[\s\S]*unknown-function[\s\S]*Write ToLower/);
  await card.getByRole("button", { name: "Write ToLower" }).click();
  await frames(page);
  assert.equal(await expression(page).innerText(), 'Join("\u{1f600}", ToLower([mail]), "x")');
  assert.deepEqual(page.complaints, []);
});

test("fixes are in the list of all problems too", async () => {
  const page = await context.open();
  await writeExpression(page, "userName", "Join(\u201c-\u201d, [mail], [surname])");
  await problems(page).filter({ hasText: "userName" }).locator(".problem-fixes button").first().click();
  await frames(page);
  assert.match(await expression(page).innerText(), /"-"/);
});

test("a code opens its page: what, why, example, what instead, source", async () => {
  const page = await context.open();
  await writeExpression(page, "userName", "Concatt([mail])");
  await own(page).getByRole("button", { name: "unknown-function" }).click();
  const text = await dialog(page).innerText();
  assert.match(text, /unknown-function\s+There is no function of this name\.[\s\S]*Why it matters[\s\S]*Example[\s\S]*What to write instead[\s\S]*Source: /);
  assert.equal(await dialog(page).getAttribute("aria-labelledby"), await dialog(page).locator("h2").getAttribute("id"));
  assert.equal(await dialog(page).locator(".code-example .wave-error").innerText(), "Concat", "the example shows the place");
  await page.keyboard.press("Escape");
  assert.equal(await dialog(page).count(), 0);
  assert.equal(await page.evaluate(() => document.activeElement?.textContent), "unknown-function", "the focus goes back");
  await problems(page).getByRole("button", { name: "unknown-function" }).click();
  await page.getByRole("button", { name: "Close" }).click();
  assert.equal(await dialog(page).count(), 0);
  assert.deepEqual(page.complaints, []);
});

test("the page of a code opens from within the editor, and gives the focus back to it", async () => {
  const page = await context.open();
  await writeExpression(page, "userName", "Concatt([mail])");
  await page.locator(".row-editor .cm-lintRange-error").hover();
  await page.locator(".cm-tooltip .code-link").click();
  assert.match(await dialog(page).innerText(), /There is no function of this name/);
  await page.keyboard.press("Escape");
  await frames(page);
  await page.keyboard.press("Control+a");
  await page.keyboard.type('"typed"');
  assert.equal(await expression(page).innerText(), '"typed"');
});

test("codes found in users and in documents have pages as well", async () => {
  const page = await context.open();
  await replaceText(page, user(page), '{"displayName": "Nobody"}');
  await problems(page).getByRole("button", { name: "no-matching-value" }).click();
  assert.match(await dialog(page).innerText(), /no-matching-value[\s\S]*What to write instead/);
  await page.keyboard.press("Escape");
  await page.locator(".menu summary").click();
  await page.getByRole("button", { name: /^Use your own/ }).click();
  await page.keyboard.insertText('{"attrflow": 1, "mappings": [{"type": "direkt", "source": "mail", "target": "userName"}]}');
  await frames(page);
  const link = page.locator(".dialog .code-link").first();
  const code = await link.innerText();
  await link.click();
  assert.equal(await page.locator(".code-page .code-name").innerText(), code);
  await page.keyboard.press("Escape");
  assert.ok(await page.getByRole("textbox", { name: "Profile as JSON" }).isVisible(), "the dialog below stays");
});
