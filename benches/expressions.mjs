// Parsing and checking: what an editor does at every key stroke.
//
//   node benches/expressions.mjs [--runs 7]
import { readFileSync } from "node:fs";
import { check, evaluate, initSync } from "../www/src/engine/engine.js";
import { medians, option, table } from "./measure.mjs";

initSync({ module: readFileSync(new URL("../www/src/engine/engine_bg.wasm", import.meta.url)) });
const runs = option("runs", 7);

const short = 'Switch([IsSoftDeleted], , "False", "True", "True", "False")';
const nested =
  'IIF(IsPresent([mail]), ToLower([mail]), Join("@", NormalizeDiacritics(StripSpaces(Join(".", [givenName], [surname]))), "contoso.com"))';
const fill = (length) => {
  const items = "[givenName], ToUpper([surname]), \"x\", ";
  return `Join(" ", ${items.repeat(Math.floor((length - 20) / items.length))}[mail])`;
};
const long = fill(10_000);
const longer = fill(5_000);
const source = JSON.stringify({ IsSoftDeleted: "False", mail: null, givenName: "Zoë", surname: "Żak Peña" });

const jobs = [
  { name: `check, ${short.length} characters`, times: 5_000, call: () => check(short) },
  { name: `check, ${nested.length} characters, nested`, times: 2_000, call: () => check(nested) },
  { name: `check, ${longer.length} characters`, times: 50, call: () => check(longer) },
  { name: `check, ${long.length} characters`, times: 25, call: () => check(long) },
  { name: `evaluate, ${short.length} characters`, times: 5_000, call: () => evaluate(short, source) },
  { name: `evaluate, ${nested.length} characters, nested`, times: 2_000, call: () => evaluate(nested, source) },
];
for (const { name, call } of jobs) {
  const found = call();
  const wrong = (found.diagnostics ?? found).find((diagnostic) => diagnostic.severity === "error");
  if (wrong) throw new Error(`${name}: ${wrong.message}`);
}
const seconds = await medians(
  jobs.map(({ times, call }) => ({ run: () => { for (let at = 0; at < times; at++) call(); } })),
  runs,
);
table([
  [`median of ${runs} runs`, "µs per call"],
  ...jobs.map(({ name, times }, at) => [name, ((seconds[at] / times) * 1e6).toFixed(1)]),
]);
