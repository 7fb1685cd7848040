// The playground put up and taken down, in the page and in a shadow root, once and several times.
import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, sep } from "node:path";
import { after, afterEach, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { launch, open } from "./support/browser.mjs";
import { watchWhatIsLeft } from "./support/left.mjs";
import { frames, load, openRow, payload, replaceText, row, within, writeExpression } from "./support/playground.mjs";
import { POLICY, serve, TRUSTED_TYPES } from "./support/server.mjs";

const HOST = fileURLToPath(new URL("support/mounts/", import.meta.url));
const VITE = new URL("../../www/node_modules/vite/dist/node/index.js", import.meta.url);
const context = { pages: [] };

before(async () => {
  const { build } = await import(VITE);
  context.folder = await mkdtemp(join(tmpdir(), "attrflow-mounts-"));
  await build({
    configFile: false,
    root: HOST,
    base: "./",
    publicDir: fileURLToPath(new URL("../../www/public/", import.meta.url)),
    logLevel: "error",
    build: { outDir: context.folder, emptyOutDir: true, target: "es2022", assetsInlineLimit: 0, modulePreload: false, minify: false, chunkSizeWarningLimit: 2000 },
    worker: { format: "es" },
  });
  context.server = await serve({ files: context.folder + sep, policy: `${POLICY}; ${TRUSTED_TYPES}` });
  context.browser = await launch();
});
afterEach(async () => {
  for (const page of context.pages.splice(0)) await page.context().close();
});
after(async () => {
  await context.browser?.close();
  await context.server?.close();
  if (context.folder) await rm(context.folder, { recursive: true });
});

async function host() {
  const page = await open(context.browser, "about:blank", { wait: "" });
  context.pages.push(page);
  await page.addInitScript(watchWhatIsLeft);
  await page.goto(context.server.url);
  await page.waitForSelector('html[data-state="idle"]', { state: "attached" });
  return page;
}

const mount = (page, shadow = false) => page.evaluate((inShadow) => globalThis.mount(inShadow), shadow);
const unmount = (page, number) => page.evaluate((which) => globalThis.unmount(which), number);
const spoken = (part) => part.locator(".visually-hidden[role=status]").textContent();
const left = (page) => page.evaluate(() => globalThis.left());

/** Leaves much under way: a message, a mark that fades, an editor with its list of words, the worker, what the target holds. */
async function use(page) {
  const part = within(page, page.locator(".page"));
  await part.getByRole("button", { name: /^Preview everybody/ }).first().click();
  await part.locator("dialog[open] .button.primary").click();
  await part.locator(".tiles").waitFor();
  await page.keyboard.press("Escape");
  await part.locator(".chooser-open").click();
  await page.keyboard.press("Escape");
  await part.locator(".situation > summary").click();
  await part.getByLabel("Was provisioned before").check();
  await load(part, "zoom.json", Buffer.from('{"schemas":["urn:ietf:params:scim:api:messages:2.0:ListResponse"],"Resources":[{"id":"7","userName":"x@example.com"}]}'));
  await part.getByText("zoom.json: 1 account").waitFor();
  await row(part, "userName").hover();
  await writeExpression(part, "name.givenName", "Nope([mail])");
  // Away from the editor, whose explanations would lie over what is pressed next.
  await page.mouse.move(0, 0);
  await part.locator(".menu summary").click();
  await part.getByRole("button", { name: /^Reset to the preset/ }).click();
  await writeExpression(part, "name.givenName", "ToUpper([mail])");
  await part.getByRole("textbox", { name: "Expression" }).click();
  await page.keyboard.type(" & To");
  await page.keyboard.press("Control+Space");
}

for (const shadow of [false, true]) {
  test(`nothing is left of a playground that is taken down${shadow ? ", in a shadow root" : ""}`, async () => {
    const page = await host();
    const before = await left(page);
    const number = await mount(page, shadow);
    await use(page);
    const during = await left(page);
    for (const name of ["Worker", "engine Plan", "engine Target", "ResizeObserver", "MutationObserver", "HTMLDocument click", "HTMLDocument keydown", "Window hashchange", "Window pagehide"]) {
      assert.ok(during.includes(name), `${name} is among ${during.join(", ")}`);
    }
    await unmount(page, number);
    // CodeMirror's list of words lets its timers of 100 ms run out; ours end at once.
    const lasting = (name) => name !== "setTimeout";
    assert.deepEqual((await left(page)).filter(lasting), before.filter(lasting));
    assert.equal(await page.locator(".page").evaluate((element) => element.childNodes.length), 0);
    // Nor does anything come back by what was under way. A message alone would have had 8 seconds.
    await page.waitForTimeout(500);
    assert.deepEqual(await left(page), before);
    assert.deepEqual(page.complaints, []);
  });
}

test("playgrounds that were taken down are forgotten: no node, no listener is held", async () => {
  const page = await host();
  const client = await page.context().newCDPSession(page);
  const counted = async () => {
    await client.send("HeapProfiler.collectGarbage");
    return client.send("Memory.getDOMCounters");
  };
  const once = async () => {
    const number = await mount(page);
    await use(page);
    await unmount(page, number);
    await page.evaluate(() => globalThis.tidy());
    await frames(page);
  };
  await once();
  const before = await counted();
  for (let times = 0; times < 3; times += 1) await once();
  // The browser forgets in its own time, and keeps the last one for a while. Each that is held has some 2,000 nodes
  // and some 200 listeners.
  const most = { nodes: before.nodes + 1000, jsEventListeners: before.jsEventListeners + 100 };
  let left = await counted();
  for (let tries = 0; tries < 50 && (left.nodes > most.nodes || left.jsEventListeners > most.jsEventListeners); tries += 1) {
    await page.waitForTimeout(200);
    left = await counted();
  }
  assert.ok(left.nodes <= most.nodes, `${before.nodes} nodes, then ${left.nodes}`);
  assert.ok(left.jsEventListeners <= most.jsEventListeners, `${before.jsEventListeners} listeners, then ${left.jsEventListeners}`);
});

test("two playgrounds in one page, one in a shadow root, do not know of each other", async () => {
  const page = await host();
  const first = await mount(page);
  await mount(page, true);
  const [one, other] = [page.locator(".page").nth(0), page.locator(".page").nth(1)];
  const [plain, shadowed] = [within(page, one), within(page, other)];
  await writeExpression(plain, "name.givenName", "ToUpper([givenName])");
  const [{ name: changed }, { name: same }] = [await payload(plain), await payload(shadowed)];
  assert.equal(changed.givenName, same.givenName.toUpperCase());
  assert.notEqual(changed.givenName, same.givenName);

  // Keys, menus, themes and pages of codes are each one's own.
  await writeExpression(shadowed, "name.familyName", "Nope([surname])");
  assert.equal(await one.locator(".dock .problem[data-severity=error]").count(), 0);
  await page.keyboard.press("F8");
  assert.match(await spoken(other), /^1 of /);
  assert.doesNotMatch(await spoken(one), /of/);
  await other.locator(".menu summary").click();
  await other.locator(".menu-list").waitFor();
  await one.locator(".brand").click();
  await other.locator(".menu-list").waitFor({ state: "hidden" });
  await other.getByRole("button", { name: "Dark theme" }).click();
  await frames(page);
  assert.equal(await other.getAttribute("data-theme"), "dark");
  assert.equal(await one.getAttribute("data-theme"), null);
  await other.locator(".dock .code-link").first().click();
  await other.locator("dialog.code-page[open]").waitFor();
  assert.equal(await one.locator("dialog[open]").count(), 0);
  await page.keyboard.press("Escape");
  const ids = await page.evaluate(() => {
    const all = (root) => [...root.querySelectorAll("*")].flatMap((element) => [element.id, ...(element.shadowRoot ? all(element.shadowRoot) : [])]);
    return all(document).filter((id) => id !== "");
  });
  assert.equal(new Set(ids).size, ids.length, "no id twice");

  // One goes, the other stays as it is.
  await unmount(page, first);
  await openRow(shadowed, "name.familyName");
  await replaceText(shadowed, other.getByRole("textbox", { name: "Expression" }), "ToLower([surname])");
  const { name } = await payload(shadowed);
  assert.equal(name.familyName, same.familyName.toLowerCase());
  assert.deepEqual(page.complaints, []);
});

test("a playground lays itself out by its own size", async () => {
  const page = await host();
  await mount(page);
  const section = page.locator("body > section");
  await frames(page);
  assert.equal(await page.locator(".tabs").isVisible(), false);
  await section.evaluate((element) => element.style.setProperty("width", "600px"));
  assert.equal(await page.locator(".tabs").isVisible(), true);
  assert.equal(await page.locator(".region[data-region=user]").isVisible(), false);
  await section.evaluate((element) => element.style.setProperty("width", "1000px"));
  assert.equal(await page.locator(".tabs").isVisible(), false);
  const box = (name) => page.locator(`.region[data-region=${name}]`).boundingBox();
  const [user, payloadBox] = [await box("user"), await box("payload")];
  assert.ok(payloadBox.y > user.y + user.height - 1, "the payload lies below the user");
});
