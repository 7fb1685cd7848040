// The list of differences, differences.json: every question that an implementation answers otherwise than the
// engine, with both answers and the reasons. `PEERS_WRITE=1` writes it anew; a difference whose reasons nobody
// knows is written without, which no run accepts.
import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { engineOutcomes, modelsOutcomes, packageOutcomes } from "./outcomes.mjs";
import { patchReasons } from "./patch-reasons.mjs";
import { reasons, textReasons } from "./reasons.mjs";
import { repairReasons } from "./repair-reasons.mjs";

const file = new URL("../differences.json", import.meta.url);
const writing = Boolean(process.env.PEERS_WRITE);

/** Everything an implementation answers otherwise, with the reasons. */
async function differences(peer, questions, ours, theirs, listed) {
  const found = questions.flatMap((question, at) => {
    if (theirs[at].outcome === null || same(ours[at].outcome, theirs[at].outcome)) return [];
    const difference = { case: question.id, peer, ours: ours[at].outcome, theirs: theirs[at].outcome };
    return [{ question, difference, our: ours[at], their: theirs[at] }];
  });
  const repairable = found.filter(({ question, our }) => question.kind === "filter" && our.outcome !== "reject");
  const repaired = await repairReasons(repairable, (questions) => outcomes(peer, questions), same,
    ({ difference }) => listed.find((one) => one.case === difference.case && one.peer === peer)?.reasons);
  return found.map((entry) => {
    const { question, difference, our, their } = entry;
    const reasons =
      question.kind === "patch"
        ? patchReasons(question, difference, our.why ?? "", their.why ?? "")
        : repaired.get(entry) ?? textReasons(question, difference, their.why ?? "");
    return { ...difference, reasons };
  });
}

const outcomes = (peer, questions) =>
  peer === "scim2-models" ? modelsOutcomes(questions) : packageOutcomes(peer, questions);

/** Whether two outcomes agree; a resource that cannot be held agrees with everything. */
function same(ours, theirs) {
  if (theirs === "-") return true;
  if (typeof ours === "string" && typeof theirs === "string" && ours.length === theirs.length) {
    return [...ours].every((one, at) => theirs[at] === "-" || theirs[at] === one);
  }
  return JSON.stringify(ours) === JSON.stringify(theirs);
}

/** Asks every implementation and compares with the list, for the questions of one test. */
export async function compare(name, questions, peers) {
  const ours = await engineOutcomes(questions);
  const lists = read();
  const listed = lists[name] ?? [];
  const found = [];
  for (const peer of peers) {
    const theirs = await outcomes(peer, questions);
    const silent = theirs.filter(({ outcome }) => typeof outcome === "string" && /^-+$/.test(outcome)).length;
    assert.ok(silent < questions.length / 2, `${peer} answers ${questions.length - silent} of ${questions.length}`);
    found.push(...(await differences(peer, questions, ours, theirs, writing ? [] : listed)));
  }
  const answers = ours.map(({ outcome }) => outcome);
  if (writing) write({ ...lists, [name]: found });
  const missing = writing ? [] : without(found, listed);
  const gone = writing ? [] : without(listed, found);
  assert.deepEqual(missing, [], `${missing.length} differences are not in differences.json`);
  assert.deepEqual(gone, [], `${gone.length} differences of differences.json do not occur any more`);
  // reasons that are listed are part of what was compared above, so none of them is made up
  const unexplained = found.filter((one) => !one.reasons.length || one.reasons.some((reason) => !(reason in reasons)));
  assert.deepEqual(unexplained, [], `${unexplained.length} differences have no reason`);
  return answers;
}

function without(some, others) {
  const known = new Set(others.map((one) => JSON.stringify(one)));
  return some.filter((one) => !known.has(JSON.stringify(one)));
}

/** The list. */
export function read() {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch (error) {
    if (writing && error.code === "ENOENT") return {};
    throw error;
  }
}

/** One difference a line, so that a change is seen as one. */
function write(lists) {
  const part = ([name, list]) => `${JSON.stringify(name)}: [\n${list.map((one) => JSON.stringify(one)).join(",\n")}\n]`;
  writeFileSync(file, `{\n${Object.entries(lists).map(part).join(",\n")}\n}\n`);
}
