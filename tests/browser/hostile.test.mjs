import assert from "node:assert/strict";
import { test } from "node:test";
import { frames, openRow, payload, problems, replaceText, row, setup, user, writeExpression } from "./support/playground.mjs";

const context = setup();

async function stillAlive(page) {
  await replaceText(page, page.getByRole("textbox", { name: "Expression" }), 'Append("still", "@alive")');
  assert.equal((await payload(page)).userName, "still@alive");
  assert.equal(await page.locator("[data-state=fault]").count(), 0);
}

const EXPRESSIONS = {
  "a hundred thousand brackets": "(".repeat(100_000),
  "a hundred thousand calls": "ToLower(".repeat(12_500),
  "a megabyte of text": `"${"x".repeat(1_000_000)}"`,
  "a megabyte of emoji": "\u{1f600}".repeat(250_000),
  "a hundred thousand quotes": '"'.repeat(99_999),
  "nested attribute brackets": "[".repeat(50_000),
};

test("hostile expressions are refused with a diagnostic, the page stays usable", async () => {
  const page = await context.open();
  await writeExpression(page, "userName", "");
  for (const [name, text] of Object.entries(EXPRESSIONS)) {
    await replaceText(page, page.getByRole("textbox", { name: "Expression" }), text);
    assert.equal(await row(page, "userName").locator(".chip").innerText(), "Error", name);
    assert.match(await problems(page).first().innerText(), /\w{4}/, name);
    await stillAlive(page);
    assert.deepEqual(page.complaints, [], name);
  }
});

test("deeply nested and huge user documents are told, and harmless", async () => {
  const page = await context.open();
  await replaceText(page, user(page), "[".repeat(100_000));
  assert.match(await problems(page).first().innerText(), /nested|Nested/);
  await replaceText(page, user(page), `{"userPrincipalName": "big@example.com", "displayName": "${"y".repeat(1_000_000)}"}`);
  assert.equal((await payload(page)).userName, "big@example.com");
  await writeExpression(page, "userName", "");
  await stillAlive(page);
});

test("text that looks like markup stays text", async () => {
  const page = await context.open();
  const markup = '<img src=x onerror="document.title=1"><script>document.title=2</script>';
  await replaceText(page, user(page), JSON.stringify({ userPrincipalName: markup, displayName: markup }));
  assert.equal((await payload(page)).userName, markup);
  await writeExpression(page, markup === "" ? "" : "userName", `"${markup.replaceAll('"', '\\"')}"`);
  await page.locator("input[type=file]").setInputFiles({
    name: `${"<b>x</b>".replaceAll("/", "_")}.ndjson`,
    mimeType: "text/plain",
    buffer: Buffer.from(JSON.stringify({ userPrincipalName: "a", displayName: markup })),
  });
  await frames(page);
  assert.equal(await page.locator("#page img[src=x], #page script, #page .directory-title b").count(), 0);
  assert.match(await page.title(), /attrflow/);
  assert.deepEqual(page.complaints, []);
});

test("a profile of two thousand mappings can be scrolled and edited", async () => {
  const page = await context.open();
  const mappings = Array.from({ length: 2000 }, (_, index) => ({ type: "constant", source: `v${index}`, target: index === 0 ? "userName" : `title` }));
  await page.locator(".menu summary").click();
  await page.getByRole("button", { name: /^Use your own/ }).click();
  await replaceText(page, page.getByRole("textbox", { name: "Profile as JSON" }), JSON.stringify({ attrflow: 1, source: "entra", target: "zoom", mappings }));
  await page.getByRole("button", { name: "Use this profile" }).click();
  await page.waitForFunction(() => document.querySelectorAll("tr.mapping").length === 2000);
  await openRow(page, "userName");
  // By its place: looking for a label among thousands of elements takes the test's own tools seconds.
  await page.locator(".row-editor select").first().selectOption("expression");
  await replaceText(page, page.locator(".row-editor .cm-content"), '"fine"');
  assert.equal((await payload(page)).userName, "fine");
});

test("when the engine fails, what was typed is kept and the page says so", async () => {
  const page = await context.open({ wait: "" }, "about:blank");
  await page.addInitScript(() => {
    const instantiate = WebAssembly.instantiate.bind(WebAssembly);
    WebAssembly.instantiate = async (...given) => {
      const { exports } = await instantiate(...given);
      const preview = (...values) => {
        if (globalThis.engineFails) throw new WebAssembly.RuntimeError("unreachable");
        return exports.plan_preview(...values);
      };
      // The glue asks whether it is an instance.
      return Object.create(WebAssembly.Instance.prototype, { exports: { value: { ...exports, plan_preview: preview } } });
    };
  });
  await page.goto(context.server.url);
  await page.waitForSelector('html[data-state="idle"]', { state: "attached" });
  await page.evaluate(() => (globalThis.engineFails = true));
  await writeExpression(page, "userName", '"typed before the fault"');
  await page.locator("[data-state=fault]").waitFor();
  assert.match(await page.locator("[data-state=fault]").innerText(), /engine stopped[\s\S]*unreachable/i);
  await page.getByRole("button", { name: "Reload", exact: true }).click();
  await page.waitForSelector('html[data-state="idle"]', { state: "attached" });
  assert.equal((await payload(page)).userName, "typed before the fault");
});
