// SCIM filters, paths and PATCH against scim2-parse-filter and scim-patch: native (`--native`, benches/scim.rs) and
// in WebAssembly as far as the module has the functions. Turn by turn, each in its own process or in this one.
//
//   node benches/scim.mjs --native target/release/deps/scim-… [--runs 101]
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { createInterface } from "node:readline";
import * as engine from "../www/src/engine/engine.js";
import { option, table } from "./measure.mjs";

const require = createRequire(new URL("../tests/peers/package.json", import.meta.url));
const { parse } = require("scim2-parse-filter");
const { scimPatch } = require("scim-patch");
const { filters, paths, resource, patches } = JSON.parse(readFileSync(new URL("scim.json", import.meta.url)));
engine.initSync({ module: readFileSync(new URL("../www/src/engine/engine_bg.wasm", import.meta.url)) });
const runs = option("runs", 101);

const child = spawn(process.argv[process.argv.indexOf("--native") + 1], [], { stdio: ["pipe", "pipe", "inherit"] });
const answers = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
/** Microseconds that a job takes natively. */
async function native(kind, times, text) {
  child.stdin.write(`${kind} ${times} ${text}\n`);
  const { value = "no answer" } = await answers.next();
  if (!(Number(value) > 0)) throw new Error(`${kind} ${text}: ${value}`);
  return (Number(value) / times) * 1e6;
}

/** Microseconds that a call takes here. */
function here(times, call) {
  const start = performance.now();
  for (let at = 0; at < times; at++) call();
  return ((performance.now() - start) / times) * 1e3;
}

// about a millisecond each: short enough to fall between what else the machine does
const times = 500;
const jobs = [
  ...filters.map((text) => ({
    name: text,
    native: () => native("filter", times, text),
    wasm: "parseFilter" in engine && (() => here(times, () => engine.parseFilter(text))),
    other: () => here(times, () => parse(text)),
  })),
  ...paths.map((text) => ({
    name: `path ${text}`,
    native: () => native("path", times, text),
    wasm: "parsePath" in engine && (() => here(times, () => engine.parsePath(text))),
  })),
  ...Object.entries(patches).map(([name, operations]) => ({
    name: `PATCH: ${name}`,
    native: () => native("patch", times / 5, JSON.stringify({ resource, patch: { Operations: operations } })),
    other: () => here(times / 5, () => scimPatch(resource, operations, { mutateDocument: false })),
  })),
];

const rows = [[`µs, median of ${runs} runs`, "native", "wasm", "npm", "npm / native"]];
for (const job of jobs) {
  const found = { native: [], wasm: [], other: [] };
  for (let round = -20; round < runs; round++) {
    for (const name of Object.keys(found)) {
      const time = job[name] ? await job[name]() : NaN;
      if (round >= 0) found[name].push(time);
    }
  }
  const median = (list) => list.sort((a, b) => a - b)[list.length >> 1];
  const [ours, wasm, other] = Object.values(found).map(median);
  const shown = (time, digits = 2) => (Number.isNaN(time) ? "" : time.toFixed(digits));
  rows.push([job.name.replaceAll("urn:ietf:params:scim:schemas:extension:", "…:"), shown(ours), shown(wasm), shown(other), shown(other / ours)]);
}
child.stdin.end();
table(rows);
