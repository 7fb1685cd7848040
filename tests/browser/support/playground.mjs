// The playground as a person sees it: rows, fields, payload, problems.
import { after, afterEach, before } from "node:test";
import { launch, open } from "./browser.mjs";
import { POLICY, serve, TRUSTED_TYPES } from "./server.mjs";

/** One browser and one server for a file of tests; every page opened is closed after its test. */
export function setup(options = { policy: `${POLICY}; ${TRUSTED_TYPES}` }) {
  const context = { pages: [] };
  before(async () => {
    context.server = await serve(options);
    context.browser = await launch();
  });
  afterEach(async () => {
    for (const page of context.pages.splice(0)) await page.context().close();
  });
  after(async () => {
    await context.browser?.close();
    await context.server?.close();
  });
  context.open = async (settings = {}, url = context.server.url) => {
    const page = await open(context.browser, url, settings);
    context.pages.push(page);
    return page;
  };
  return context;
}

/** A part of a page for the helpers here: they look for things inside it alone. */
export function within(page, part) {
  const bound = (object, names) => Object.fromEntries(names.map((name) => [name, object[name].bind(object)]));
  return { whole: page, keyboard: page.keyboard, ...bound(page, ["evaluate"]), ...bound(part, ["locator", "getByLabel", "getByRole", "getByText"]) };
}

export const row = (page, target) =>
  page.locator("tr.mapping", { has: (page.whole ?? page).locator(".target-attribute", { hasText: new RegExp(`^${escape(target)}$`) }) });

export async function openRow(page, target) {
  // A change that waits for its frame may close or replace the row: what is seen before it is drawn is of the past.
  await frames(page);
  const control = row(page, target).locator(".row-button");
  if ((await control.getAttribute("aria-expanded")) !== "true") await control.click();
  await row(page, target).locator('.row-button[aria-expanded="true"]').waitFor();
}

/** Opens a row as an expression and writes the text as one edit. */
export async function writeExpression(page, target, text) {
  await openRow(page, target);
  await page.getByLabel("Mapping type").selectOption("expression");
  await replaceText(page, page.getByRole("textbox", { name: "Expression" }), text);
}

/** Replaces all of an editor's text by a paste. */
export async function replaceText(page, editor, text) {
  await editor.click();
  await page.keyboard.press("Control+a");
  if (text === "") await page.keyboard.press("Delete");
  else {
    await page.evaluate((content) => navigator.clipboard.writeText(content), text);
    await page.keyboard.press("Control+v");
  }
  await frames(page);
}

/** The whole text of an editor, also what is scrolled out of sight and so not in the page. */
export async function textOf(page, editor) {
  await editor.click();
  await page.keyboard.press("Control+a");
  await page.keyboard.press("Control+c");
  return page.evaluate(() => navigator.clipboard.readText());
}

/** Chooses a file, as the dialog of the browser would. */
export const load = (page, name, buffer) => page.locator("input[type=file]").setInputFiles({ name, mimeType: "text/plain", buffer });

/** Drags a file over the page and lets it go. */
export const drop = (page, name, text) =>
  page.evaluate(
    ([title, content]) => {
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File([content], title));
      for (const type of ["dragover", "drop"]) {
        document.body.dispatchEvent(new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true }));
      }
    },
    [name, text],
  );

export const user = (page) => page.getByRole("textbox", { name: "Source user as JSON" });

export async function payload(page) {
  return JSON.parse(await page.locator("pre.json").innerText());
}

export const problems = (page) => page.locator(".dock .problem");

/** Lets the page evaluate and draw. */
export const frames = (page) =>
  page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));

function escape(text) {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
