// What every implementation makes of a question, in one form: `reject`; for a filter otherwise one character a
// resource, `1` if it matches; for a path `accept`; for a PATCH the resource afterwards. `-` stands for a
// resource that the implementation cannot hold or trips over, which says nothing about the question.
import { askEngine, askModels } from "./process.mjs";
import { packages, Unheld } from "./packages.mjs";

/** Outcomes of the engine, one for each question, with the reason of a refusal. */
export async function engineOutcomes(questions) {
  const lines = questions.flatMap(({ kind, text, resources, resource, patch, dialect }) => {
    if (kind === "patch") return [{ resource, patch, dialect }];
    const asked = { path: text, kind };
    return resources.length ? resources.map((resource) => ({ ...asked, resource })) : [asked];
  });
  const answers = (await askEngine(lines)).values();
  return questions.map(({ kind, resources }) => {
    const found = Array.from({ length: Math.max(1, resources?.length ?? 0) }, () => answers.next().value);
    const { error } = found.find((answer) => answer.error) ?? {};
    if (error) return { outcome: "reject", why: `${error.scimType}: ${error.message}` };
    if (kind === "patch") return { outcome: settled(found[0].patched) };
    const bits = kind === "filter" && resources.length ? found.map(({ match }) => (match ? "1" : "0")).join("") : "";
    return { outcome: bits || "accept", tree: found[0].ast };
  });
}

/** Outcomes of scim2-models, with the reason of a refusal in its own words. */
export async function modelsOutcomes(questions) {
  const answers = await askModels(questions);
  return answers.map(({ answer, why }) => ({
    outcome: typeof answer === "string" ? answer || "accept" : settled(answer),
    why,
  }));
}

/** Outcomes of an npm package, with the reason of a refusal in its own words; null where it has no such function. */
export async function packageOutcomes(name, questions) {
  const { filter, patch } = packages[name];
  const outcome = async (question) => {
    try {
      if (question.kind === "filter" && filter) {
        const matches = filter(question.text);
        return question.resources.map((resource) => matching(matches, resource)).join("") || "accept";
      }
      if (question.kind === "patch" && patch) {
        const { resource, request } = structuredClone({ resource: question.resource, request: question.patch });
        return settled(await patch(resource, request));
      }
      return null;
    } catch (error) {
      if (error instanceof Unheld) return "-";
      return { outcome: "reject", why: error.message };
    }
  };
  const found = [];
  for (const question of questions) {
    const value = await outcome(question);
    found.push(value?.outcome ? value : { outcome: value });
  }
  return found;
}

function matching(matches, resource) {
  try {
    return matches(resource) ? "1" : "0";
  } catch (error) {
    // scimmy looks into attributes that a resource lacks
    if (error instanceof TypeError) return "-";
    throw error;
  }
}

/** A resource in one form: members sorted, nothing unassigned (RFC 7643 section 2.5), `schemas` as a set. */
export function settled(value) {
  if (Array.isArray(value)) return value.map(settled).filter((value) => !empty(value));
  if (value === null || typeof value !== "object") return value;
  const members = Object.entries(value)
    // what a server sets is not the question
    .filter(([name]) => name !== "meta")
    .map(([name, value]) => [name, name === "schemas" ? [...value].sort() : settled(value)])
    .filter(([, value]) => !empty(value))
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(members);
}

const empty = (value) =>
  value === null || (typeof value === "object" && Object.keys(value).length === 0);
