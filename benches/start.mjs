// From nothing to the first result, each time in a new process; and the engine's memory before and after many users.
//
//   node benches/start.mjs [--runs 9] [--users 100000]
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { option, table } from "./measure.mjs";

if (process.argv.includes("--once")) {
  const started = performance.now();
  const { readFileSync } = await import("node:fs");
  const { Plan, evaluate, initSync } = await import("../www/src/engine/engine.js");
  const engine = initSync({ module: readFileSync(new URL("../www/src/engine/engine_bg.wasm", import.meta.url)) });
  const ready = performance.now();
  const { value } = evaluate('Join(" ", [givenName], [surname])', { givenName: "Ada", surname: "Park" });
  const first = performance.now();
  if (value !== "Ada Park") throw new Error(`the first result is ${value}`);
  const before = engine.memory.buffer.byteLength;
  const { ndjson, profile } = await import("./users.mjs");
  const plan = new Plan(profile);
  for (const piece of ndjson(option("users", 100_000))) plan.payloads(piece);
  const after = engine.memory.buffer.byteLength;
  console.log(JSON.stringify([ready - started, first - ready, before / 1e6, after / 1e6]));
} else {
  const script = fileURLToPath(import.meta.url);
  const users = option("users", 100_000);
  const runs = Array.from({ length: option("runs", 9) }, () => {
    const { stdout, stderr } = spawnSync(process.execPath, [script, "--once", "--users", String(users)], { encoding: "utf8" });
    if (stderr) throw new Error(stderr);
    return JSON.parse(stdout);
  });
  const median = (at) => runs.map((run) => run[at]).sort((a, b) => a - b)[runs.length >> 1].toFixed(1);
  table([
    [`median of ${runs.length} processes`, ""],
    ["read, compile and start the engine, ms", median(0)],
    ["first result after that, ms", median(1)],
    ["memory of the engine, MB", median(2)],
    [`after ${users} users in pieces of 1 MB`, median(3)],
  ]);
}
