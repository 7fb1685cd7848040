// Starts Chromium and opens pages that note everything a strict host would object to.
import { accessSync, constants } from "node:fs";
import { createRequire } from "node:module";
import { delimiter, join } from "node:path";

const require = createRequire(new URL("../../../www/package.json", import.meta.url));
const { chromium } = require("playwright-core");
const NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"];

/** Milliseconds that every frame comes later, as on a busy machine: a test that looks before the page has drawn fails then. */
const FRAME_DELAY = Number(process.env.FRAME_DELAY ?? 0);

/** The browser named by CHROMIUM, else the first found on the PATH. */
export function findBrowser() {
  const candidates = (process.env.PATH ?? "").split(delimiter).flatMap((folder) => NAMES.map((name) => join(folder, name)));
  const found = [process.env.CHROMIUM, ...candidates].find((file) => file && isExecutable(file));
  if (!found) throw new Error("No Chromium found: install it or set CHROMIUM to its path.");
  return found;
}

function isExecutable(file) {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

export function launch() {
  return chromium.launch({
    executablePath: findBrowser(),
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });
}

/**
 * A fresh page of its own storage. `page.complaints` collects policy violations, console errors and uncaught
 * exceptions; `page.requests` every address asked for.
 */
export async function open(browser, url, { width = 1280, height = 800, theme = "light", wait = "idle", ...rest } = {}) {
  const context = await browser.newContext({ viewport: { width, height }, colorScheme: theme, acceptDownloads: true, ...rest });
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const page = await context.newPage();
  // Never reached where all is well; a machine busy with other work gets its time.
  page.setDefaultTimeout(30_000);
  page.complaints = [];
  page.requests = [];
  await page.exposeFunction("__complain", (text) => page.complaints.push(text));
  await page.addInitScript(() => {
    document.addEventListener("securitypolicyviolation", (event) => {
      globalThis.__complain(`${event.violatedDirective} blocked ${event.blockedURI} ${event.sample}`);
    });
  });
  page.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning") page.complaints.push(message.text());
  });
  page.on("pageerror", (error) => page.complaints.push(String(error)));
  page.on("request", (request) => page.requests.push(request.url()));
  if (FRAME_DELAY > 0) await page.addInitScript(delayFrames, FRAME_DELAY);
  await page.goto(url);
  if (wait) await page.waitForSelector(`html[data-state="${wait}"]`, { state: "attached" });
  return page;
}

function delayFrames(milliseconds) {
  const soon = globalThis.requestAnimationFrame.bind(globalThis);
  globalThis.requestAnimationFrame = (action) => soon(() => setTimeout(() => action(performance.now()), milliseconds));
}
