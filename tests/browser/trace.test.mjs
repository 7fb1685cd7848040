// How the value of a row comes about: the tree of its expression, linked with the editor both ways.
import assert from "node:assert/strict";
import { test } from "node:test";
import { frames, openRow, payload, replaceText, row, setup, user, writeExpression } from "./support/playground.mjs";

const context = setup();
const tree = (page) => page.getByRole("tree");
const parts = (page) => page.getByRole("treeitem");
const part = (page, label) => page.locator(".trace-line", { has: page.locator(".trace-label", { hasText: label }) });
/** What the tree points at in the editor. */
const pointed = async (page) => (await page.locator(".row-editor .cm-pointed").allInnerTexts()).join("");
const selected = (page) => page.locator('.trace-line[aria-selected="true"] .trace-label').allInnerTexts();
const focused = (page) => page.evaluate(() => document.activeElement?.querySelector(".trace-label")?.textContent);
const expression = (page) => page.getByRole("textbox", { name: "Expression" });

const TEXT = 'IIF([country] = "NL", Append("\u{1f469}\u200d\u{1f467}e\u0301", ToUpper([surname])), Join("-", [mail], "x"))';

test("every part has its value, its type and why; what did not run is folded away", async () => {
  const page = await context.open();
  await writeExpression(page, "userName", TEXT);
  const lines = (await parts(page).allInnerTexts()).map((text) => text.replaceAll(/\s+/g, " ").trim());
  assert.match(lines[0], /IIF\(\) "\u{1f469}\u200d\u{1f467}e\u0301FOX" text The condition holds: the first value/u);
  assert.match(lines[1], /condition \[country\] = "NL" true Boolean Compared as text, letter by letter/);
  assert.match(lines[2], /\[country\] "NL" text/);
  assert.match(lines[4], /valueIfTrue Append\(\) chosen/);
  assert.match(lines.at(-1), /valueIfFalse Join\(\) not evaluated/);
  assert.equal(lines.length, 9, lines.join("\n"));
  await part(page, "Join()").locator(".trace-twist").click();
  assert.equal(await parts(page).count(), 12);
  assert.match(await part(page, '"x"').innerText(), /not evaluated/);
});

test("the pointer on a part marks it in the expression, emoji before it or not", async () => {
  const page = await context.open();
  await writeExpression(page, "userName", TEXT);
  for (const [label, wanted] of [
    ["[surname]", "[surname]"],
    ["ToUpper()", "ToUpper([surname])"],
    ["\u{1f467}e\u0301", '"\u{1f469}\u200d\u{1f467}e\u0301"'],
    ["Join()", 'Join("-", [mail], "x")'],
  ]) {
    await part(page, label).hover();
    assert.equal(await pointed(page), wanted);
  }
  await page.mouse.move(0, 0);
  await frames(page);
  assert.equal(await pointed(page), "");
  assert.deepEqual(page.complaints, []);
});

test("the cursor in the expression marks its part, and opens what hides it", async () => {
  const page = await context.open();
  await writeExpression(page, "userName", TEXT);
  const walk = async (steps) => {
    for (let step = 0; step < steps; step += 1) await page.keyboard.press("ArrowLeft");
    await frames(page);
  };
  assert.deepEqual(await selected(page), ["IIF()"]);
  await walk(3);
  assert.deepEqual(await selected(page), ['"x"'], "it lies in a part that did not run");
  assert.ok(await part(page, '"x"').isVisible());
  await page.keyboard.press("Control+Home");
  await page.keyboard.press("ArrowRight");
  await frames(page);
  assert.deepEqual(await selected(page), ["IIF()"]);
  assert.equal(await part(page, '"x"').count(), 0, "folded again behind the cursor");
  await page.locator(".cm-line .tok-attribute", { hasText: "[surname]" }).click();
  await frames(page);
  assert.deepEqual(await selected(page), ["[surname]"]);
  await page.keyboard.type("xx");
  await frames(page);
  assert.match((await selected(page)).join(), /^\[\w*xx\w*\]$/, "it is still the part while it is being typed");
});

test("the tree works with keys alone and gives the cursor back to the expression", async () => {
  const page = await context.open();
  await writeExpression(page, "userName", TEXT);
  await page.getByRole("button", { name: "How this value comes about" }).focus();
  await page.keyboard.press("Tab");
  assert.equal(await focused(page), "IIF()");
  await page.keyboard.press("ArrowDown");
  assert.equal(await focused(page), '[country] = "NL"');
  assert.equal(await pointed(page), '[country] = "NL"');
  await page.keyboard.press("ArrowRight");
  assert.equal(await focused(page), "[country]");
  await page.keyboard.press("ArrowLeft");
  await page.keyboard.press("ArrowLeft");
  assert.equal(await part(page, '[country] = "NL"').getAttribute("aria-expanded"), "false");
  assert.equal(await focused(page), '[country] = "NL"', "the focus stays when a part is folded");
  await page.keyboard.press("End");
  assert.equal(await focused(page), "Join()");
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowRight");
  assert.equal(await focused(page), '"-"');
  await page.keyboard.press("Home");
  assert.equal(await focused(page), "IIF()");
  await page.keyboard.press("End");
  const covered = await page.evaluate(() => {
    const [line, editor] = [document.activeElement, document.querySelector(".row-work .editor")].map((one) => one.getBoundingClientRect());
    return line.top < editor.bottom - 1;
  });
  assert.equal(covered, false, "the editor that stays at the top does not hide the focus");
  await page.keyboard.press("Enter");
  await page.keyboard.type('"typed"');
  await frames(page);
  assert.match(await expression(page).innerText(), /Join\("-", \[mail\], "typed"\)\)$/);
});

test("it is a tree to assistive technology", async () => {
  const page = await context.open();
  await writeExpression(page, "userName", TEXT);
  assert.equal(await tree(page).getAttribute("aria-label"), "Parts of the expression for userName");
  const facts = await part(page, "Append()").evaluate((line) =>
    ["aria-level", "aria-posinset", "aria-setsize", "aria-expanded"].map((name) => line.getAttribute(name)),
  );
  assert.deepEqual(facts, ["2", "2", "3", "true"]);
  assert.equal(await page.locator('.trace-line[tabindex="0"]').count(), 1, "one stop for Tab");
});

test("long values are cut, and whole on demand", async () => {
  const page = await context.open();
  const long = "long ".repeat(60).trim();
  await replaceText(page, user(page), JSON.stringify({ userPrincipalName: "a@example.com", jobTitle: long }));
  await writeExpression(page, "userName", "ToUpper([jobTitle])");
  const value = part(page, "[jobTitle]").locator(".trace-text");
  const cut = () => value.evaluate((element) => element.scrollWidth > element.clientWidth + 1);
  assert.equal(await cut(), true);
  await value.click();
  assert.equal(await cut(), false);
  assert.equal(await value.innerText(), JSON.stringify(long));
  await page.keyboard.press("Space");
  assert.equal(await cut(), true);
});

test("it follows the user, and says what a default or a conversion did", async () => {
  const page = await context.open();
  await openRow(page, "active");
  await frames(page);
  const steps = page.locator(".trace-step");
  assert.match((await steps.allInnerTexts()).join("|"), /gives a value[\s\S]*The target takes a Boolean: the text "True" becomes true[\s\S]*Sent as active/);
  await openRow(page, "name.givenName");
  await frames(page);
  assert.equal(await tree(page).isVisible(), false, "a direct mapping has no parts");
  assert.match((await steps.allInnerTexts()).join("|"), /Taken from givenName[\s\S]*Sent as name.givenName/);
  await replaceText(page, user(page), '{"userPrincipalName": "a@example.com"}');
  assert.match((await steps.allInnerTexts()).join("|"), /no value for givenName[\s\S]*no default/);
  await page.getByLabel("Default value if null").fill("Somebody");
  await frames(page);
  assert.match((await steps.allInnerTexts()).join("|"), /default value fills in[\s\S]*"Somebody"/);
  await replaceText(page, user(page), '{"userPrincipalName": ');
  assert.match(await page.locator(".trace-notice").innerText(), /not valid JSON/);
});

test("errors stand at the part where they began, and broken expressions say so", async () => {
  const page = await context.open();
  await writeExpression(page, "userName", 'Append(Item(Split([mail], "@"), 7), "x")');
  assert.match(await page.locator('.trace-line[data-state="error"] .trace-error').innerText(), /\w/);
  assert.match(await part(page, "Item()").innerText(), /error/);
  await replaceText(page, expression(page), "Append(");
  assert.equal(await tree(page).isVisible(), false);
  assert.match(await page.locator(".trace-notice").innerText(), /while the expression has errors/);
});

test("the panel can be folded, and stays so", async () => {
  const page = await context.open();
  await writeExpression(page, "userName", TEXT);
  await page.getByRole("button", { name: "How this value comes about" }).click();
  await frames(page);
  assert.equal(await tree(page).isVisible(), false);
  await page.waitForTimeout(400);
  await page.reload();
  await page.waitForSelector('html[data-state="idle"]', { state: "attached" });
  await openRow(page, "userName");
  assert.equal(await tree(page).isVisible(), false);
  assert.ok((await payload(page)).userName);
});

test("long expressions show their first parts, and all on demand", async () => {
  const page = await context.open();
  const keys = Array.from({ length: 180 }, (_, at) => `"k${at}", "v${at}"`).join(", ");
  await writeExpression(page, "userName", `Switch([country], , ${keys})`);
  assert.equal(await parts(page).count(), 200);
  await page.getByRole("button", { name: "Show all parts" }).click();
  assert.equal(await parts(page).count(), 362);
  assert.equal(await row(page, "userName").locator(".chip").innerText(), "Left out");
});
