// What every part of the screen keeps to, so that it can stand in any page, several times, and be taken down.
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

const SOURCE = fileURLToPath(new URL("../../src/playground/", import.meta.url));
const files = readdirSync(SOURCE, { recursive: true, encoding: "utf8" }).filter((file) => /\.(?:ts|css)$/.test(file));

/** The places where a pattern stands, but for those in the named files. */
function found(pattern: RegExp, ending: string, but: readonly string[] = []): string[] {
  return files
    .filter((file) => file.endsWith(ending) && !but.includes(file))
    .flatMap((file) => [...readFileSync(join(SOURCE, file), "utf8").matchAll(pattern)].map(([text]) => `${file}: ${text}`));
}

/** From the opening bracket at `open` to the one that closes it. */
function bracketed(text: string, open: number): string {
  let depth = 0;
  for (let at = open; at < text.length; at += 1) {
    if (text[at] === "(") depth += 1;
    if (text[at] === ")") depth -= 1;
    if (depth === 0) return text.slice(open, at + 1);
  }
  return text.slice(open);
}

function withoutSignal(text: string): string[] {
  return [...text.matchAll(/addEventListener(?=\()/g)]
    .map(({ index }) => bracketed(text, index + "addEventListener".length))
    .filter((call) => !/, \{ signal(?:: [\w.]+)? \}\)$/.test(call));
}

test("whoever listens passes a signal", () => {
  // Listeners made with an element go with it; the worker ends as a whole; a signal is heard once.
  const own = ["dom.ts", "bulk/worker.ts", "lifetime.ts"];
  const all = files.filter((file) => file.endsWith(".ts") && !own.includes(file));
  assert.deepEqual(all.flatMap((file) => withoutSignal(readFileSync(join(SOURCE, file), "utf8")).map((call) => `${file}: ${call}`)), []);
  assert.deepEqual(withoutSignal('a.addEventListener("b", () => (c), { signal: app.signal });'), []);
  assert.equal(withoutSignal('a.addEventListener("b", () => c({ signal }));').length, 1);
});

test("timers and frames are those that end with a part", () => {
  // The address of a download is the browser's to read, for ten seconds.
  assert.deepEqual(found(/\b(?:setTimeout|setInterval|requestAnimationFrame|queueMicrotask)\b/g, ".ts", ["lifetime.ts", "files/export.ts"]), []);
});

test("no part looks for anything outside of itself", () => {
  const outside = /\bdocument\.(?:activeElement|querySelector(?:All)?|getElementById|getSelection|documentElement)\b/g;
  // The whole page is the entry's own.
  assert.deepEqual(found(outside, ".ts", ["main.ts"]), []);
});

test("parts are laid out by their container, not by the window", () => {
  assert.deepEqual(found(/@media[^{]*(?:width|height)[^{]*/g, ".css"), []);
});
