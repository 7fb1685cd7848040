// Users to payloads, bytes to bytes, in one process: the engine against a loop written by hand, and against JSONata if
// that is installed (`npm install --no-save jsonata` in www/). All must write the same bytes.
//
//   node benches/fast-lane.mjs [--users 100000] [--runs 7] [--at-least RATIO]
//
// With --at-least, a smaller lead over the loop written by hand ends in exit code 1.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { Plan, initSync } from "../www/src/engine/engine.js";
import { medians, option, table } from "./measure.mjs";
import { ndjson, profile, users } from "./users.mjs";

const count = option("users", 100_000);
const runs = option("runs", 7);

initSync({ module: readFileSync(new URL("../www/src/engine/engine_bg.wasm", import.meta.url)) });
const plan = new Plan(profile);
const input = Buffer.concat([...ndjson(count)]);

const schemas = ["urn:ietf:params:scim:schemas:core:2.0:User"];
const payload = (user) => ({
  schemas,
  userName: user.userPrincipalName,
  displayName: user.displayName,
  name: { givenName: user.givenName, familyName: user.surname },
  emails: [{ type: "work", value: user.mail ?? user.userPrincipalName }],
  active: user.IsSoftDeleted === "False",
});

/** What a careful person writes without an engine. */
function byHand() {
  let output = "";
  const text = new TextDecoder().decode(input);
  for (let start = 0; start < text.length; ) {
    const end = text.indexOf("\n", start);
    output += `${JSON.stringify(payload(JSON.parse(text.slice(start, end))))}\n`;
    start = end + 1;
  }
  return new TextEncoder().encode(output);
}

const contestants = [
  { name: "written by hand, JavaScript", run: byHand },
  { name: "attrflow, WebAssembly", run: () => plan.payloads(input) },
];

const jsonata = installed("jsonata");
if (jsonata) {
  const expression = jsonata(`{
    "schemas": ["${schemas[0]}"], "userName": userPrincipalName, "displayName": displayName,
    "name": { "givenName": givenName, "familyName": surname },
    "emails": [{ "type": "work", "value": mail ? mail : userPrincipalName }],
    "active": IsSoftDeleted = "False" }`);
  contestants.push({
    name: `JSONata ${installed("jsonata/package.json").version}`,
    async run() {
      let output = "";
      for (const line of new TextDecoder().decode(input).split("\n")) {
        if (line) output += `${JSON.stringify(await expression.evaluate(JSON.parse(line)))}\n`;
      }
      return new TextEncoder().encode(output);
    },
  });
}

const wanted = Buffer.from(byHand());
for (const { name, run } of contestants) {
  const difference = firstDifference(wanted, Buffer.from(await run()));
  if (difference) fail(`${name}: ${difference}`);
}
const some = [...users(Math.min(count, 1_000))];
const lines = wanted.toString().split("\n");
some.forEach((user, at) => {
  if (plan.preview(user).bodyText !== lines[at]) fail(`the preview of user ${at} differs from the fast lane`);
});

console.log(`${count} users, ${(input.length / 1e6).toFixed(1)} MB; every contestant writes the same ${(wanted.length / 1e6).toFixed(1)} MB\n`);
const seconds = await medians(contestants, runs);
table([
  [`median of ${runs} runs`, "ms", "µs per user", "times by hand"],
  ...contestants.map(({ name }, at) => [
    name,
    (seconds[at] * 1000).toFixed(1),
    ((seconds[at] / count) * 1e6).toFixed(2),
    (seconds[0] / seconds[at]).toFixed(2),
  ]),
]);

console.log("\nCost by number of users, and with 30 attributes more that no mapping reads");
const sizes = [count / 8, count / 4, count / 2, count].map(Math.floor);
const inputs = sizes.map((size) => Buffer.concat([...ndjson(size)]));
const wide = Buffer.concat([...ndjson(sizes[0], { extra: 30 })]);
const lanes = [...inputs, wide].map((bytes) => ({ run: () => plan.payloads(bytes) }));
const costs = await medians(lanes, runs);
table([
  ["users", "MB", "µs per user", "ns per byte"],
  ...[...inputs, wide].map((bytes, at) => {
    const size = sizes[at] ?? sizes[0];
    return [
      at < sizes.length ? String(size) : `${size} wide`,
      (bytes.length / 1e6).toFixed(1),
      ((costs[at] / size) * 1e6).toFixed(2),
      ((costs[at] / bytes.length) * 1e9).toFixed(2),
    ];
  }),
]);

const ratio = seconds[0] / seconds[1];
if (ratio < option("at-least", 0)) fail(`only ${ratio.toFixed(2)} times as fast as the loop written by hand`);

function installed(name) {
  try {
    return createRequire(new URL("../www/package.json", import.meta.url))(name);
  } catch {
    return undefined;
  }
}

function firstDifference(a, b) {
  if (a.equals(b)) return undefined;
  const [left, right] = [a.toString().split("\n"), b.toString().split("\n")];
  const at = left.findIndex((line, index) => line !== right[index]);
  return `line ${at + 1} differs\n  want ${left[at]}\n  got  ${right[at]}`;
}

function fail(message) {
  console.error(`error: ${message}`);
  process.exit(1);
}
