// The list of differences and its description agree.
import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import test from "node:test";
import { read } from "./support/differences.mjs";
import { reasons } from "./support/reasons.mjs";

test("README.md lists every reason with its paragraph", () => {
  const file = new URL("README.md", import.meta.url);
  const text = readFileSync(file, "utf8");
  const start = text.indexOf("| reason |");
  const table = ["| reason | paragraph, and what the engine does by it |", "| --- | --- |"];
  table.push(...Object.entries(reasons).map(([name, what]) => `| \`${name}\` | ${what} |`), "");
  if (process.env.PEERS_WRITE) writeFileSync(file, text.slice(0, start) + table.join("\n"));
  else assert.equal(text.slice(start), table.join("\n"));
  for (const what of Object.values(reasons)) assert.match(what, /RFC \d{4} (erratum )?\d|Entra/);
});

test("every reason is the reason of some difference", { skip: Boolean(process.env.PEERS_WRITE) }, () => {
  const used = new Set(Object.values(read()).flat().flatMap((one) => one.reasons));
  assert.deepEqual(Object.keys(reasons).filter((name) => !used.has(name)), []);
});
