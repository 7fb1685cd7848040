import assert from "node:assert/strict";
import { test } from "node:test";
import { open } from "./support/browser.mjs";
import { frames, payload, row, setup, writeExpression } from "./support/playground.mjs";
import { POLICY, serve, TRUSTED_TYPES } from "./support/server.mjs";

const context = setup();

/** Runs with a server of its own settings. */
async function served(options, use, settings) {
  const server = await serve(options);
  try {
    const page = await open(context.browser, server.url, settings);
    context.pages.push(page);
    await use(page, server);
  } finally {
    await server.close();
  }
}

async function useEverything(page) {
  await writeExpression(page, "userName", 'Append("offline", "@example.com")');
  assert.equal((await payload(page)).userName, "offline@example.com");
  await page.getByRole("button", { name: "Next user" }).click();
  await page.getByLabel("Dark theme").click();
  await page.locator("input[type=file]").setInputFiles({
    name: "own.ndjson",
    mimeType: "text/plain",
    buffer: Buffer.from('{"userPrincipalName":"own@example.com"}\n'.repeat(3)),
  });
  await page.getByText("3 users").first().waitFor();
  const [file] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: /^Download payloads/ }).click(),
  ]);
  assert.ok(await file.path());
}

test("nothing is asked for after the page is there, not even from its own host", async () => {
  const page = await context.open();
  const origin = new URL(context.server.url).origin;
  assert.ok(page.requests.every((address) => address.startsWith(`${origin}/`)), page.requests.join("\n"));
  page.requests.length = 0;
  await useEverything(page);
  const left = page.requests.filter((address) => !address.startsWith("blob:"));
  assert.deepEqual(left, []);
  assert.deepEqual(page.complaints, []);
});

test("the engine is fetched once, with the page", async () => {
  const page = await context.open();
  assert.equal(page.requests.filter((address) => address.endsWith(".wasm")).length, 1, page.requests.join("\n"));
  assert.equal(await page.locator('link[rel="preload"][href$=".wasm"]').count(), 1);
});

test("it goes on working without a network", async () => {
  const page = await context.open();
  await page.context().setOffline(true);
  await useEverything(page);
  assert.deepEqual(page.complaints, []);
});

test("nothing is written to cookies, and user data not to what outlives the tab", async () => {
  const page = await context.open();
  await page.locator("input[type=file]").setInputFiles({
    name: "own.ndjson",
    mimeType: "text/plain",
    buffer: Buffer.from('{"userPrincipalName":"secret@example.com"}\n'),
  });
  await page.getByText("own.ndjson").first().waitFor();
  await page.reload();
  await page.getByText("own.ndjson").first().waitFor();
  const kept = await page.evaluate(() => [document.cookie, JSON.stringify(localStorage)]);
  assert.equal(kept[0], "");
  assert.doesNotMatch(kept[1], /secret@example/);
});

const POLICIES = {
  "no header": undefined,
  "the strict policy": POLICY,
  "the strict policy and trusted types": `${POLICY}; ${TRUSTED_TYPES}`,
  "trusted types without any policy of ours": `${POLICY}; require-trusted-types-for 'script'; trusted-types 'none'`,
  "no workers": POLICY.replace("worker-src 'self'", "worker-src 'none'"),
};

for (const [name, policy] of Object.entries(POLICIES)) {
  test(`it works under ${name}`, async () => {
    await served({ policy }, async (page) => {
      await useEverything(page);
      const expected = /none|no workers|without/.test(name) ? /worker|createPolicy|TrustedTypePolicy|trusted-types/i : /$^/;
      assert.deepEqual(page.complaints.filter((text) => !expected.test(text)), []);
    });
  });
}

test("where WebAssembly is blocked it says which directive to add", async () => {
  const policy = POLICY.replace(" 'wasm-unsafe-eval'", "");
  await served({ policy }, async (page) => {
    await page.locator('[data-state="blocked"]').waitFor();
    const text = await page.locator("#page").innerText();
    assert.match(text, /script-src 'self' 'wasm-unsafe-eval'/);
  }, { wait: "failed" });
});

test("where the engine is missing it says so", async () => {
  const change = (path, body) => (path.endsWith(".wasm") ? undefined : body);
  await served({ change }, async (page) => {
    await page.locator('[data-state="missing"]').waitFor();
    assert.match(await page.locator("#page").innerText(), /engine could not be loaded[\s\S]*assets/);
  }, { wait: "failed" });
});

test("where the engine is damaged it says so", async () => {
  const change = (path, body) => (path.endsWith(".wasm") ? Buffer.from("<!doctype html>") : body);
  await served({ change }, async (page) => {
    await page.locator('[data-state="broken"]').waitFor();
    await page.getByRole("button", { name: "Try again" }).waitFor();
  }, { wait: "failed" });
});

test("it runs from any folder of a host", async () => {
  await served({ folder: "/tools/sub%20folder/attrflow/" }, async (page, server) => {
    await writeExpression(page, "userName", '"x"');
    await frames(page);
    assert.match(await row(page, "userName").innerText(), /"x"/);
    assert.ok(page.requests.every((address) => address.startsWith(server.url)), page.requests.join("\n"));
    assert.deepEqual(page.complaints, []);
  });
});
