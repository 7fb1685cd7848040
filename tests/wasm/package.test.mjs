// The module and its types as a page loads them.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import * as engine from "./engine.mjs";

// A guard against growth. The goal is 250,000; CONTRIBUTING.md says what stands in the way. It moved by 20 kB when the
// languages got one kit, places a type, and numbers and sorting the standard library's own code; and by 3 kB when the
// engine took over from the page what is to be assumed of a user's past; and by 88 kB when
// dates, letter case and patterns became .NET's to the letter, files are read as eight languages of two centres, Excel,
// PowerShell and the systems' own programs write them, and pasted damage and foreign names have their reasons.
const GZIP_LIMIT = 559_000;

test("the module is small enough to load with a page", () => {
  const size = gzipSync(engine.wasm, { level: 9 }).length;
  assert.ok(size <= GZIP_LIMIT, `${size} bytes gzipped; the limit is ${GZIP_LIMIT}`);
});

test("the module needs nothing but its own script", () => {
  const module = new WebAssembly.Module(engine.wasm);
  const from = new Set(WebAssembly.Module.imports(module).map((wanted) => wanted.module));
  assert.deepEqual([...from], ["./engine_bg.js"]);
});

test("the script needs no right to build code from text", () => {
  const script = readFileSync(new URL("../../www/src/engine/engine.js", import.meta.url), "utf8");
  assert.doesNotMatch(script, /new Function|\beval\(/);
});

test("every code has a page, without the engine", async () => {
  const { codes, explain } = await import("../../www/src/engine/codes.js?alone");
  assert.ok(codes().length > 80);
  for (const page of codes()) {
    // A name may stand for two things: an expression and a value can both be too long.
    assert.deepEqual(explain(page.code), codes().find(({ code }) => code === page.code));
    for (const [part, text] of Object.entries(page)) assert.ok(text, `${page.code} has no ${part}`);
  }
  const [found] = engine.check("Concat([a], [b])");
  assert.equal(explain(found.code).severity, found.severity);
  assert.equal(explain("no-such-code"), undefined);
  explain("syntax").title = "";
  assert.notEqual(explain("syntax").title, "");
});

test("the version is that of the package", () => {
  const manifest = readFileSync(new URL("../../Cargo.toml", import.meta.url), "utf8");
  assert.equal(engine.version(), manifest.match(/^version = "(.+)"$/m)[1]);
});

test("the types describe the calls that the documentation shows", { timeout: 60_000 }, () => {
  const require = createRequire(new URL("../../www/package.json", import.meta.url));
  const compiler = join(dirname(require.resolve("typescript/package.json")), "bin/tsc");
  const usage = fileURLToPath(new URL("usage.mts", import.meta.url));
  const options = "--noEmit --strict --ignoreConfig --target esnext --module nodenext --lib esnext,dom".split(" ");
  const { status, stdout } = spawnSync(process.execPath, [compiler, ...options, usage], { encoding: "utf8" });
  assert.equal(status, 0, stdout);
});
