import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { test } from "node:test";
import { frames, openRow, payload, problems, setup, writeExpression } from "./support/playground.mjs";

const require = createRequire(new URL("../../www/package.json", import.meta.url));
const axe = await readFile(require.resolve("axe-core/axe.min.js"), "utf8");
const context = setup();

/** Everything axe finds that is serious or critical, as readable lines. */
async function findings(page) {
  // Evaluated through the debugger, which no content security policy governs.
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() => globalThis.axe.run(document, { resultTypes: ["violations"] }));
  return violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ target, failureSummary }) => `${target} ${failureSummary}`).join(" | ")}`);
}

for (const theme of ["light", "dark"]) {
  for (const width of [1280, 390]) {
    test(`axe finds nothing serious: ${theme}, ${width} px`, async () => {
      const page = await context.open({ theme, width, height: width === 390 ? 844 : 800 });
      assert.deepEqual(await findings(page), [], "first look");
      await openRow(page, "active");
      await writeExpression(page, "name.givenName", "Nope([mail])");
      await page.getByText("About this preset").click();
      await frames(page);
      assert.deepEqual(await findings(page), [], "a row open, a problem");
      await page.locator(".row-editor .code-link").first().click();
      assert.deepEqual(await findings(page), [], "the page of a code");
      await page.keyboard.press("Escape");
      await writeExpression(page, "name.givenName", 'IIF([mail] = "x", Left([mail], 2), Append(Item([mail], 1), "y"))');
      await page.locator(".trace-line").nth(1).click();
      await page.locator(".trace-line", { hasText: "Left()" }).locator(".trace-twist").click();
      assert.deepEqual(await findings(page), [], "how a value comes about");
      await writeExpression(page, "name.givenName", "Nope([mail])");
      for (const region of width === 390 ? ["User", "Payload", "Problems"] : []) {
        await page.getByRole("navigation").getByRole("button", { name: new RegExp(`^${region}`) }).click();
        assert.deepEqual(await findings(page), [], region);
      }
      if (width === 390) await page.getByRole("navigation").getByRole("button", { name: "User" }).click();
      await page.locator(".chooser-open").click();
      await page.locator(".menu summary").click();
      assert.deepEqual(await findings(page), [], "menu and list of users");
      await page.getByRole("button", { name: /^Use your own/ }).click();
      await page.keyboard.insertText("{oops");
      await frames(page);
      assert.deepEqual(await findings(page), [], "dialog with a problem");
    });
  }
}

for (const theme of ["light", "dark"]) {
  for (const width of [1280, 390]) {
    test(`axe finds nothing serious in what will happen, scope and report: ${theme}, ${width} px`, async () => {
      const page = await context.open({ theme, width, height: width === 390 ? 844 : 800 });
      const region = async (name) => {
        if (width === 390) await page.getByRole("navigation").getByRole("button", { name: new RegExp(`^${name}`) }).click();
      };
      await region("Mappings");
      await page.locator(".job > summary").click();
      await page.getByRole("button", { name: "Add filter" }).first().click();
      await page.getByLabel("Operator, clause 1 of filter 1").selectOption("REGEX MATCH");
      await page.getByLabel("Value, clause 1 of filter 1").fill("(");
      await frames(page);
      assert.deepEqual(await findings(page), [], "scope and settings");
      await region("Payload");
      await page.locator(".situation > summary").click();
      await page.getByLabel("This user is").selectOption("unassigned");
      for (const name of ["Changes", "Steps"]) {
        await page.getByRole("group", { name: "What to show" }).getByRole("button", { name: new RegExp(`^${name}`) }).click();
        for (const details of await page.locator(".step-details > summary").all()) await details.click();
        assert.deepEqual(await findings(page), [], name);
      }
      await page.getByRole("button", { name: /^Preview everybody/ }).click();
      await page.locator("dialog[open]").getByRole("button", { name: "Preview everybody" }).click();
      await page.locator(".tile").first().waitFor();
      assert.deepEqual(await findings(page), [], "report");
      await page.keyboard.press("Escape");
      await page.locator(".menu summary").click();
      await page.getByRole("button", { name: /^Export schema/ }).click();
      assert.deepEqual(await findings(page), [], "export");
      assert.ok((await page.evaluate(() => document.documentElement.scrollWidth)) <= width);
    });
  }
}

test("nothing sticks out to the side, from 320 to 1600 px", async () => {
  const page = await context.open();
  await writeExpression(page, "active", `IIF([mail] = "${"x".repeat(90)}", ToLower(ToLower(ToLower([mail]))), "${"y ".repeat(90)}")`);
  await page.locator(".trace-value").first().click();
  for (const width of [320, 390, 600, 768, 1000, 1280, 1600]) {
    await page.setViewportSize({ width, height: 800 });
    const wide = await page.evaluate(() => document.documentElement.scrollWidth);
    assert.ok(wide <= width, `${wide} at ${width}`);
  }
});

/** The label of what has the focus, also inside an editor. */
const focused = (page) =>
  page.evaluate(() => {
    let element = document.activeElement;
    while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
    const named = element?.getAttribute("aria-label") ?? element?.labels?.[0]?.textContent ?? element?.textContent ?? "";
    return `${element?.tagName.toLowerCase()} ${named.trim().slice(0, 60)}`;
  });

async function tabTo(page, wanted, key = "Tab") {
  const seen = [];
  for (let step = 0; step < 80; step += 1) {
    await page.keyboard.press(key);
    const now = await focused(page);
    if (wanted.test(now)) return;
    seen.push(now);
  }
  assert.fail(`${wanted} not reached by ${key}: ${seen.join(", ")}`);
}

test("everything can be done with the keyboard alone, and Tab leaves every editor", async () => {
  const page = await context.open();
  await tabTo(page, /^select Preset/);
  await tabTo(page, /Next user/);
  await page.keyboard.press("Enter");
  await tabTo(page, /Source user as JSON/);
  await tabTo(page, /^button userName/);
  await page.keyboard.press("ArrowDown");
  assert.match(await focused(page), /^button active/);
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("Enter");
  await tabTo(page, /^select Mapping type/);
  await page.keyboard.press("e");
  await tabTo(page, /Expression$/);
  await page.keyboard.press("Control+a");
  await page.keyboard.type('"typed"');
  await frames(page);
  assert.equal((await payload(page)).userName, "typed");
  await tabTo(page, /Default value/);
  await tabTo(page, /Matching precedence/);
  await tabTo(page, /Move down/);
  await page.keyboard.press("Enter");
  await frames(page);
  assert.equal(await page.locator(".target-attribute").nth(1).innerText(), "userName");
  await tabTo(page, /Copy$/);
  await page.keyboard.press("Enter");
  assert.equal(JSON.parse(await page.evaluate(() => navigator.clipboard.readText())).userName, "typed");
  await tabTo(page, /summary/, "Shift+Tab");
  await page.keyboard.press("F8");
});

test("the live region tells what changed", async () => {
  const page = await context.open();
  await writeExpression(page, "userName", "Nope(");
  await page.waitForFunction(() => /\d+ sent.*error/.test(document.querySelector("[aria-live=polite]")?.textContent ?? ""));
  assert.ok((await problems(page).count()) > 0);
});

test("with reduced motion nothing moves", async () => {
  const page = await context.open({ reducedMotion: "reduce" });
  const times = await page.evaluate(() =>
    [...document.querySelectorAll("*")].map((element) => parseFloat(getComputedStyle(element).transitionDuration)),
  );
  assert.ok(times.every((time) => time < 0.01));
});
