// The terminal program as a filter: users in on one pipe, payloads out on the other. Time and memory, by number of users.
//
//   node benches/stream.mjs [--program target/release/attrflow] [--users 1000000]
//
// Peak memory is what Linux reports for the process (VmHWM); elsewhere only time is shown.
import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { option, table } from "./measure.mjs";
import { ndjson, profile } from "./users.mjs";

const most = option("users", 1_000_000);
const named = process.argv.indexOf("--program");
const program = named < 0 ? fileURLToPath(new URL("../target/release/attrflow", import.meta.url)) : process.argv[named + 1];
const folder = mkdtempSync(join(tmpdir(), "attrflow-bench-"));
const profileFile = join(folder, "profile.json");
writeFileSync(profileFile, JSON.stringify(profile));

function peakMemory(pid) {
  try {
    return Number(readFileSync(`/proc/${pid}/status`, "utf8").match(/^VmHWM:\s+(\d+) kB/m)[1]) / 1000;
  } catch {
    return undefined;
  }
}

async function stream(count) {
  // Users are made beforehand, so that the time is the program's alone.
  const pieces = [...ndjson(count)];
  const start = performance.now();
  const child = spawn(program, ["payloads", "--profile", profileFile], { stdio: ["pipe", "pipe", "inherit"] });
  // A program that ends early breaks the pipe; its exit code says more than that.
  child.stdin.on("error", () => {});
  child.on("error", () => {});
  let lines = 0;
  child.stdout.on("data", (bytes) => {
    for (let at = bytes.indexOf(10); at >= 0; at = bytes.indexOf(10, at + 1)) lines += 1;
  });
  const closed = new Promise((resolve) => child.on("close", resolve));
  for (const piece of pieces) {
    if (!child.stdin.write(piece)) await Promise.race([new Promise((resolve) => child.stdin.once("drain", resolve)), closed]);
    if (child.exitCode !== null || child.stdin.destroyed) break;
  }
  const memory = peakMemory(child.pid);
  child.stdin.end();
  const code = await closed;
  const seconds = (performance.now() - start) / 1000;
  if (code !== 0 || lines !== count) throw new Error(`${program}: exit code ${code}, ${lines} lines for ${count} users`);
  return [count, seconds.toFixed(2), ((seconds / count) * 1e6).toFixed(2), memory?.toFixed(1) ?? "unknown"];
}

try {
  const rows = [["users", "seconds", "µs per user", "peak memory, MB"]];
  for (const count of [most / 100, most / 10, most].map(Math.floor)) rows.push(await stream(count));
  table(rows);
} catch (error) {
  console.error(`error: ${error.message}`);
  process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true });
}
