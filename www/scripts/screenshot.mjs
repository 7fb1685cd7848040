// Takes the picture of the playground for the readme: `node scripts/screenshot.mjs` in www/, after
// `cargo xtask playground --build-only`. Needs a Chromium on the PATH, or its path in CHROMIUM.
import { writeFileSync } from "node:fs";
import { launch, open } from "../../tests/browser/support/browser.mjs";
import { frames, payload, row, writeExpression } from "../../tests/browser/support/playground.mjs";
import { serve } from "../../tests/browser/support/server.mjs";
import { shrink } from "./png.mjs";

const FILE = new URL("../screenshot.png", import.meta.url);
const MOST_BYTES = 200_000;
const EXPRESSION =
  'Append(NormalizeDiacritics(ToLower(Join(".", [givenName], [surname]))), IIF([userType] = "Guest", "@guests.example", "@contoso.example"))';

const server = await serve();
const browser = await launch();
try {
  const page = await open(browser, server.url, { width: 1280, height: 1020, theme: "light", reducedMotion: "reduce" });
  await page.locator(".chooser-open").click();
  await page.getByRole("button", { name: /^Names with diacritics/ }).click();
  await writeExpression(page, "userName", EXPRESSION);
  const { userName } = await payload(page);
  if (!/^[a-z.-]+@contoso\.example$/.test(userName)) throw new Error(`the payload is not as expected: ${userName}`);
  // The cursor in the call that is explained below the editor and marked in the trace; the pointer out of the way.
  for (let step = 0; step < 90; step += 1) await page.keyboard.press("ArrowLeft");
  await page.mouse.move(0, 0);
  await row(page, "userName").scrollIntoViewIfNeeded();
  // The mark of what has just changed fades.
  await page.waitForFunction(() => !document.querySelector(".json-line.changed"));
  await frames(page);
  const png = shrink(await page.screenshot({ caret: "hide" }));
  if (png.length > MOST_BYTES) throw new Error(`${png.length} bytes are more than ${MOST_BYTES}`);
  writeFileSync(FILE, png);
  console.log(`www/screenshot.png: ${png.length} bytes`);
} finally {
  await browser.close();
  await server.close();
}
