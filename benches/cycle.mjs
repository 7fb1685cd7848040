// A whole cycle: a directory against a target of the same size, in one report. Time and memory, by number of users.
//
//   node benches/cycle.mjs [--program target/release/attrflow] [--users 1000000]
//
// Nine of ten users have an account, every second of these differs. Peak memory is what Linux reports for the process
// (VmHWM); elsewhere only time is shown.
import { spawn } from "node:child_process";
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { option, table } from "./measure.mjs";
import { ndjson, profile } from "./users.mjs";

const most = option("users", 1_000_000);
const named = process.argv.indexOf("--program");
const program = named < 0 ? fileURLToPath(new URL("../target/release/attrflow", import.meta.url)) : process.argv[named + 1];
const folder = mkdtempSync(join(tmpdir(), "attrflow-bench-"));
const file = (name) => join(folder, name);
writeFileSync(file("profile.json"), JSON.stringify(profile));

/** Runs the program and asks the system for its memory meanwhile. */
async function run(parameters, to) {
  const start = performance.now();
  const child = spawn(program, parameters, { stdio: ["ignore", to, "ignore"] });
  const closed = new Promise((resolve) => child.on("close", resolve).on("error", resolve));
  let memory;
  const watch = (async () => {
    for (let ended = false; !ended; ) {
      try {
        memory = Number(readFileSync(`/proc/${child.pid}/status`, "utf8").match(/^VmHWM:\s+(\d+) kB/m)[1]) / 1000;
      } catch {
        // Gone, or no Linux.
      }
      ended = await Promise.race([closed.then(() => true), sleep(20).then(() => false)]);
    }
  })();
  const code = await closed;
  await watch;
  return { code, memory, seconds: (performance.now() - start) / 1000 };
}

/** The users, and a target made of what they would send. */
async function prepare(count) {
  const users = openSync(file("users.ndjson"), "w");
  for (const piece of ndjson(count)) writeSync(users, piece);
  closeSync(users);
  const bodies = openSync(file("bodies.ndjson"), "w");
  await run(["payloads", "--profile", file("profile.json"), file("users.ndjson")], bodies);
  closeSync(bodies);
  const target = openSync(file("target.ndjson"), "w");
  let at = 0;
  let lines = [];
  const text = readFileSync(file("bodies.ndjson"));
  for (let start = 0; start < text.length; ) {
    const end = text.indexOf(10, start);
    const line = text.toString("utf8", start, end);
    start = end + 1;
    at += 1;
    if (at % 10 === 0) continue;
    const changed = at % 2 === 0 ? line.replace(/"active":(true|false)/, '"active":false') : line;
    lines.push(`{"id":"z${at}",${changed.slice(1)}\n`);
    if (lines.length === 10_000) {
      writeSync(target, lines.join(""));
      lines = [];
    }
  }
  writeSync(target, lines.join(""));
  closeSync(target);
}

async function cycle(count) {
  await prepare(count);
  const out = openSync(file("report.json"), "w");
  const parameters = ["preview", "--profile", file("profile.json"), "--users", file("users.ndjson"), "--target", file("target.ndjson")];
  const { code, memory, seconds } = await run([...parameters, "--summary", "--format", "json"], out);
  closeSync(out);
  const report = JSON.parse(readFileSync(file("report.json"), "utf8"));
  if (report.users !== count || ![0, 1].includes(code)) throw new Error(`${program}: exit code ${code}, ${report.users} of ${count} users`);
  return [count, seconds.toFixed(1), ((seconds / count) * 1e6).toFixed(1), memory?.toFixed(0) ?? "unknown", JSON.stringify(report.actions)];
}

try {
  const rows = [["users", "seconds", "µs per user", "peak memory, MB", "actions"]];
  for (const count of [most / 100, most / 10, most].map(Math.floor)) rows.push(await cycle(count));
  table(rows);
} catch (error) {
  console.error(`error: ${error.message}`);
  process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true });
}
