// Reasons of differences in filters, found by repair.
import { engineOutcomes } from "./outcomes.mjs";
import { repaired, repairs } from "./repairs.mjs";

// what takes the most away comes first, because it is left out first
const coarse = ["negation", "groups", "brackets", "lists"];
const all = [...coarse, ...Object.keys(repairs).filter((name) => !coarse.includes(name))];

/**
 * What is tried first, and where that does not help next: `no-value` nests groups, which scimmy cannot read, and
 * most others make resources that scim2-models does not hold.
 */
const starts = [all, all.filter((name) => name !== "no-value"), ["lists"]];

const silence = (outcome) => outcome.split("-").length - 1;

/**
 * For each difference the repairs that are needed to make both sides agree; nothing where they do not agree
 * even so. `ask` puts questions to the other implementation, `listed` gives the reasons that are listed: if those
 * suffice, no others are looked for.
 */
export async function repairReasons(found, ask, same, listed) {
  const agreeing = async (tries) => {
    const questions = tries.map(([entry, names]) => repaired(entry.question, entry.our.tree, new Set(names)));
    if (!questions.length) return [];
    const [ours, theirs] = [await engineOutcomes(questions), await ask(questions)];
    // who falls silent does not agree; but scimmy, where it refused a text and trips over resources now, reads it
    const answers = ([{ difference, their }], outcome) =>
      silence(outcome) <= silence(their.outcome) || (their.outcome === "reject" && difference.peer === "scimmy");
    return tries.filter((one, at) => same(ours[at].outcome, theirs[at].outcome) && answers(one, theirs[at].outcome));
  };
  const claimed = found.flatMap((entry) => {
    const names = listed(entry)?.filter((name) => name !== "canonical-text");
    return names?.every((name) => name in repairs) ? [[entry, names]] : [];
  });
  const reasons = new Map(await agreeing(claimed));
  let open = found.filter((entry) => !reasons.has(entry));
  for (const start of starts) {
    const mended = (await agreeing(open.map((entry) => [entry, start]))).map(([entry]) => entry);
    open = open.filter((entry) => !mended.includes(entry));
    // what is not missed is not a reason; where two repairs stand in for each other, one after the other is left out
    const single = (entry) => start.map((name) => [entry, start.filter((other) => other !== name), name]);
    const idle = await agreeing(mended.flatMap(single));
    const needed = mended.map((entry) => {
      const free = idle.filter(([other]) => other === entry).map(([, , name]) => name);
      return [entry, start.filter((name) => !free.includes(name))];
    });
    const enough = await agreeing(needed);
    for (const [entry, names] of enough) reasons.set(entry, names);
    let rest = needed.filter((one) => !enough.includes(one)).map(([entry]) => [entry, start]);
    for (const name of start) {
      const fewer = await agreeing(rest.map(([entry, names]) => [entry, names.filter((other) => other !== name)]));
      rest = rest.map((one) => fewer.find(([entry]) => entry === one[0]) ?? one);
    }
    for (const [entry, names] of rest) reasons.set(entry, names);
  }
  // repaired questions are in the canonical text, which can be all it takes
  return new Map([...reasons].map(([entry, names]) => [entry, names.length ? [...names].sort() : ["canonical-text"]]));
}
