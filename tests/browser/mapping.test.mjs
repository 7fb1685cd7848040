import assert from "node:assert/strict";
import { test } from "node:test";
import { frames, openRow, payload, problems, replaceText, row, setup, textOf, user, writeExpression } from "./support/playground.mjs";

const context = setup();

test("the first look shows a preset, a sample user and the payload", async () => {
  const page = await context.open();
  await page.getByText("Nothing leaves this browser.").first().waitFor();
  assert.notEqual(await page.getByLabel("Preset").inputValue(), "");
  assert.match(await page.locator(".request-line").innerText(), /POST\s*\/Users/);
  const source = JSON.parse(await textOf(page, user(page)));
  const body = await payload(page);
  assert.ok(source.userPrincipalName);
  assert.equal(body.userName, source.userPrincipalName);
  assert.ok((await page.locator("tr.mapping").count()) >= 5);
  assert.deepEqual(page.complaints, []);
});

test("a changed expression changes value and payload at once", async () => {
  const page = await context.open();
  const { givenName } = JSON.parse(await textOf(page, user(page)));
  await writeExpression(page, "userName", 'ToLower(Join(".", [givenName], "X"))');
  const wanted = `${givenName.toLowerCase()}.x`;
  assert.equal((await payload(page)).userName, wanted);
  assert.match(await row(page, "userName").locator(".cell-result").innerText(), new RegExp(wanted));
  assert.ok((await page.locator(".json-line.changed").count()) >= 1, "the change is marked");
});

test("a changed user changes the payload; broken JSON keeps the last one and the text", async () => {
  const page = await context.open();
  await replaceText(page, user(page), '{"userPrincipalName": "new@example.com"}');
  assert.equal((await payload(page)).userName, "new@example.com");
  await replaceText(page, user(page), '{"userPrincipalName": "new@example.com" "mail": 1}');
  assert.equal((await payload(page)).userName, "new@example.com");
  await page.getByText("This is the last payload").waitFor();
  assert.match(await problems(page).first().innerText(), /comma[\s\S]*invalid-json/);
  const marked = await page.locator(".user-editor .cm-lintRange-error").innerText();
  assert.equal(marked, '"mail"');
  await page.reload();
  assert.match(await user(page).innerText(), /"new@example\.com" "mail": 1/);
});

test("an error is underlined where it is, emoji before it or not, and listed", async () => {
  const page = await context.open();
  await writeExpression(page, "userName", 'Join("\u{1f600}\u{1f44d}\u{1f3fd}", Concatt([mail]), "x")');
  assert.equal(await page.locator(".row-editor .cm-lintRange-error").innerText(), "Concatt");
  const item = problems(page).filter({ hasText: "unknown-function" });
  assert.equal(await item.count(), 1);
  assert.match(await item.innerText(), /userName/);
  assert.equal(await row(page, "userName").locator(".chip").innerText(), "Error");
  const style = await page
    .locator(".row-editor .cm-lintRange-error")
    .evaluate((element) => [getComputedStyle(element).textDecorationStyle, getComputedStyle(element).backgroundImage]);
  assert.deepEqual(style, ["wavy", "none"]);
  assert.deepEqual(page.complaints, []);
});

test("a fix is one click, and can be undone in the editor", async () => {
  const page = await context.open();
  await writeExpression(page, "userName", "tolowerr([mail])");
  const fix = page.locator(".row-editor .problem-fixes button").first();
  await fix.click();
  await frames(page);
  const editor = page.getByRole("textbox", { name: "Expression" });
  assert.equal(await editor.innerText(), "ToLower([mail])");
  await editor.focus();
  await page.keyboard.press("Control+z");
  assert.equal(await editor.innerText(), "tolowerr([mail])");
});

test("F8 walks through the problems, Shift-F8 back", async () => {
  const page = await context.open();
  await writeExpression(page, "name.givenName", "Nope([a])");
  await writeExpression(page, "name.familyName", "Nada([a])");
  await openRow(page, "userName");
  const focused = () => page.evaluate(() => document.querySelector(".row-editor")?.getAttribute("aria-label"));
  const seen = [];
  const count = await problems(page).count();
  assert.ok(count >= 2);
  for (let step = 0; step < count; step += 1) {
    await page.keyboard.press("F8");
    await frames(page);
    seen.push(await focused());
  }
  assert.ok(seen.includes("Edit name.givenName") && seen.includes("Edit name.familyName"), seen.join());
  await page.keyboard.press("Shift+F8");
  await frames(page);
  assert.equal(await focused(), seen.at(-2) ?? seen[0]);
});

test("rows can be added, duplicated, moved and removed, and a removal undone", async () => {
  const page = await context.open();
  const targets = () => page.locator(".target-attribute").allInnerTexts();
  const before = await targets();
  await openRow(page, before[1]);
  await page.getByRole("button", { name: "Move up" }).click();
  assert.deepEqual((await targets()).slice(0, 2), [before[1], before[0]]);
  assert.equal(await page.evaluate(() => document.activeElement?.textContent), "Move down", "the focus moves on from a button that is off");
  await page.getByRole("button", { name: "Duplicate" }).click();
  await frames(page);
  assert.equal((await targets()).length, before.length + 1);
  await page.getByRole("button", { name: "Remove" }).click();
  await frames(page);
  assert.equal((await targets()).length, before.length);
  await page.getByRole("button", { name: "Undo" }).click();
  await frames(page);
  assert.equal((await targets()).length, before.length + 1);
  await page.getByRole("button", { name: "Add mapping" }).click();
  await page.getByRole("combobox", { name: "Target attribute" }).fill("title");
  await page.getByLabel("Mapping type").selectOption("constant");
  await page.getByRole("textbox", { name: "Constant value" }).fill("Captain");
  await frames(page);
  assert.equal((await payload(page)).title, "Captain");
});

test("default value, apply and matching precedence are part of the profile", async () => {
  const page = await context.open();
  await openRow(page, "name.givenName");
  await page.getByLabel("Source attribute").fill("noSuchThing");
  await page.getByLabel("Default value if null").fill("Somebody");
  await page.getByLabel("Apply").selectOption("create");
  await frames(page);
  assert.equal((await payload(page)).name.givenName, "Somebody");
  assert.match(await row(page, "name.givenName").innerText(), /create only[\s\S]*default/);
});

test("the row in hand is marked in the payload", async () => {
  const page = await context.open();
  await row(page, "name.familyName").hover();
  await frames(page);
  const marked = await page.locator(".json-line.pointed").allInnerTexts();
  assert.equal(marked.length, 1);
  assert.match(marked[0], /"familyName"/);
});

test("the part of the payload in hand is marked in the rows, and leads there", async () => {
  const page = await context.open();
  const line = page.locator(".json-line", { hasText: '"familyName"' });
  await line.hover();
  await frames(page);
  assert.equal(await page.locator("tr.mapping[data-pointed] .target-attribute").innerText(), "name.familyName");
  await page.locator(".json-line", { hasText: '"schemas"' }).hover();
  await frames(page);
  assert.equal(await page.locator("tr.mapping[data-pointed]").count(), 0);
  await line.click();
  await frames(page);
  assert.equal(await row(page, "name.familyName").getAttribute("data-open"), "true");
});

const TEXTS = {
  "an emoji of several code points": ['Join("\u{1f469}\u200d\u{1f469}\u200d\u{1f467}\u{1f3fd}", Nope([mail]))', "Nope"],
  "combining characters": ['Join("e\u0301\u0323 a\u030a", Nope([mail]))', "Nope"],
  "an emoji inside": ['Join("x", [m\u{1f600}ail)', undefined],
};

for (const [name, [text, wanted]] of Object.entries(TEXTS)) {
  test(`the underline is exact behind ${name}, in the editor and in the row`, async () => {
    const page = await context.open();
    await writeExpression(page, "userName", text);
    const shown = await row(page, "userName").locator(".source-text .wave-error").allInnerTexts();
    const marked = await page.locator(".row-editor .cm-lintRange-error").allInnerTexts();
    const spans = await page.locator(".row-editor .cm-lintPoint-error").count();
    assert.ok(marked.length + spans > 0);
    if (marked.length > 0) assert.equal(shown.join(""), marked.join(""));
    if (wanted) assert.deepEqual(marked, [wanted]);
    assert.equal((await row(page, "userName").locator(".source-text").textContent()), text, "nothing is lost by the cuts");
  });
}

test("a target that does not exist is told at the target", async () => {
  const page = await context.open();
  await openRow(page, "name.givenName");
  const target = page.getByRole("combobox", { name: "Target attribute" });
  await target.fill("name.givenNam");
  await frames(page);
  const told = page.locator("[id^=target-problems]");
  assert.match(await told.innerText(), /name\.givenNam/);
  assert.ok((await target.getAttribute("aria-describedby")) === (await told.getAttribute("id")));
  await page.keyboard.press("F8");
  assert.ok(await target.evaluate((input) => input === document.activeElement));
  await target.fill('emails[type eq "work"');
  await frames(page);
  assert.equal(await target.getAttribute("aria-invalid"), "true");
  assert.ok((await page.locator("tr.mapping[data-open] .target-attribute .wave-error").count()) > 0);
});

test("a value that the target will refuse is told in the row", async () => {
  const page = await context.open();
  await replaceText(page, user(page), '{"userPrincipalName": "a@example.com", "telephoneNumber": "12 34", "givenName": "A"}');
  await openRow(page, "name.givenName");
  await page.getByRole("combobox", { name: "Target attribute" }).fill('phoneNumbers[type eq "work"].value');
  await page.getByLabel("Source attribute").fill("telephoneNumber");
  await frames(page);
  const cell = page.locator("tr.mapping[data-open] .cell-result");
  assert.match(await cell.innerText(), /Sent[\s\S]*"12 34"[\s\S]*12 34 is not/);
  assert.equal(await cell.locator(".flag").getAttribute("data-severity"), "error");
  assert.match(await page.locator("[id^=target-problems]").innerText(), /phone-format/);
});

test("the open row says value, state and reason", async () => {
  const page = await context.open();
  await openRow(page, "name.givenName");
  const outcome = page.locator(".row-outcome");
  assert.match(await outcome.innerText(), /Result\s*Sent\s*"Lena"/);
  await page.getByLabel("Source attribute").fill("noSuchThing");
  await frames(page);
  assert.match(await outcome.innerText(), /Left out[\s\S]*no value/);
  await page.getByLabel("Default value if null").fill("Somebody");
  await frames(page);
  assert.match(await outcome.innerText(), /Sent\s*"Somebody"[\s\S]*default/i);
});

test("changing the type carries the source over and back", async () => {
  const page = await context.open();
  await openRow(page, "name.givenName");
  await page.getByLabel("Mapping type").selectOption("expression");
  assert.equal(await page.getByRole("textbox", { name: "Expression" }).innerText(), "[givenName]");
  await page.getByLabel("Mapping type").selectOption("direct");
  assert.equal(await page.getByLabel("Source attribute").inputValue(), "givenName");
});

test("a row that is still being written does not hide the others", async () => {
  const page = await context.open();
  await frames(page);
  const before = await problems(page).count();
  await page.getByRole("button", { name: "Add mapping" }).click();
  await frames(page);
  assert.equal(await page.locator(".tally").innerText(), "7 sent", "what was not begun is not wrong");
  assert.equal(await problems(page).filter({ hasText: "New mapping" }).count(), 0);
  await page.getByLabel("Source attribute").fill("jobTitle");
  await frames(page);
  assert.match(await page.locator(".tally").innerText(), /7 sent\s*1 error/);
  assert.match(await page.locator("[id^=target-problems]").innerText(), /no target/);
  assert.equal(await page.getByRole("combobox", { name: "Target attribute" }).getAttribute("aria-invalid"), "true");
  await openRow(page, "name.givenName");
  await page.getByLabel("Source attribute").fill("");
  await frames(page);
  assert.ok((await payload(page)).userName);
  assert.match(await row(page, "name.givenName").innerText(), /Error/);
  const [file] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: /^Download payloads/ }).click(),
  ]);
  assert.ok(await file.path());
});

test("why a user is skipped is told in words", async () => {
  const page = await context.open();
  await replaceText(page, user(page), '{"displayName": "Nobody"}');
  await page.getByText("No request for this user").waitFor();
  await page.getByText(/no matching attribute has a value/i).first().waitFor();
  await page.getByText("ImportSkipped").waitFor();
  assert.equal(await page.locator("pre[data-skipped]").getAttribute("aria-label"), "Body that is not sent");
  assert.ok(await page.getByRole("button", { name: "Copy", exact: true }).isDisabled());
});

test("a bad assumption is told where it is made", async () => {
  const page = await context.open();
  await page.getByText("Assumptions").click();
  await page.getByLabel("Now()").fill("yesterday");
  await frames(page);
  assert.match(await problems(page).first().innerText(), /yesterday/);
  await page.getByLabel("Now()").fill("2026-01-31T08:00:00Z");
  await writeExpression(page, "userName", 'FormatDateTime(Now(), , , "yyyy")');
  assert.equal((await payload(page)).userName, "2026");
});
