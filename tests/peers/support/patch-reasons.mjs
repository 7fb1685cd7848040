// Reasons of differences in PATCH. Refusals are told by what the refusing side says; of two resources, what some
// reasons are about is taken away on both sides, and each attribute that still differs needs a reason of its own.
import { isDeepStrictEqual as equal } from "node:util";
import { enterprise } from "./users.mjs";

/** What others refuse: reason, who, and a pattern of what they say or a test of the question. */
const theirRefusals = [
  ["e-mail-type", "scim2-models", /not a valid email/],
  ["contradicts-filter", "scim2-models", /contradicts the filter/],
  ["null-value", "scim2-models", /value is required for add/],
  ["unknown-attribute", "scim2-models", /is not an attribute of the schema/],
  ["mutability", "scim2-models", /is immutable/],
  ["capital-operations", "scim-patch", /Operator is invalid/],
  ["unmatched-removal", "scim-patch", /mono valued/, ({ op, path }) => op === "remove" && path.includes("[")],
  ["no-element", "scim-patch", /mono valued|value selection filter/],
  ["no-element", "scimmy", /does not match any values for 'add'/],
  ["extension-paths", "scimmy", /does not match any values for/, ({ path }) => path?.startsWith(enterprise)],
  ["unmatched-filter", "scimmy", /does not match any values for/],
  ["core-urn", "scimmy", /Invalid attribute path 'urn:ietf:params:scim:schemas:core/],
  ["letters-of-names", "scimmy", /Invalid attribute path '(NICKNAME|nickname)'/],
  ["unknown-attribute", "scimmy", /Invalid path/],
  ["extension-paths", "scimmy", /not extensible|undefined or null to object/],
  ["part-of-every-element", "scimmy", /on proxy: trap/],
  ["entra-forms", "scimmy", /expected (complex )?value/],
];

/** What the engine refuses: reason and a pattern of what it says. */
const ourRefusals = [
  ["capital-operations", /^invalidSyntax: `op`/],
  ["remove-with-value", /^invalidValue: `remove` has no value/],
  ["names-as-keys", /^invalidPath: .* is a path, where/],
  ["mutability", /^mutability/],
  ["types", /^invalidValue/],
  ["strict-add", /^noTarget/, ({ op }, { dialect }) => op === "add" && dialect === "rfc"],
  ["unmatched-removal", /^noTarget/, ({ op }, { dialect }) => op === "remove" && dialect === "rfc"],
  ["unmatched-filter", /^noTarget/],
];

/** The first row of a table that fits. */
function refusal(rows, peer, why, question) {
  const at = Number(/operation (\d+)/.exec(why)?.[1] ?? /\/Operations\/(\d+)/.exec(why)?.[1] ?? NaN);
  const operations = question.patch.Operations ?? [];
  const meant = (test) => {
    const asked = Number.isNaN(at) ? operations : [operations[/operation/.test(why) ? at - 1 : at]];
    return asked.some((one) => test({ ...one, op: one.op.toLowerCase() }, question));
  };
  const found = rows.find(([, who, pattern, test]) => who === peer && pattern.test(why) && (!test || meant(test)));
  return found ? [found[0]] : [];
}

const lists = (change) => (resource) =>
  Object.fromEntries(
    Object.entries(resource).map(([key, value]) => [key, Array.isArray(value) ? change(value) : value]));
const sorted = (list) => [...list].sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
const isPart = (one, other) => Object.entries(one).every(([name, value]) => equal(other[name], value));
const half = enterprise.replace(/:User$/, "");

/** Ways to take away what a reason is about, in the order in which they are gone. */
const ways = {
  "splits-keys": ({ [half]: split, ...rest }, other) => {
    if (!split && !other[half]) return rest;
    const { department, costCenter, Department, ...kept } = rest[enterprise] ?? {};
    const { [enterprise]: whole, ...others } = rest;
    return Object.keys(kept).length ? { ...others, [enterprise]: kept } : others;
  },
  "schemas-not-listed": ({ schemas, ...rest }) => rest,
  "boolean-as-text": (resource) =>
    JSON.parse(JSON.stringify(resource), (_, value) =>
      /^(true|false)$/i.test(value) && typeof value === "string" ? value.toLowerCase() === "true" : value),
  "one-primary": lists((list) => list.map(({ primary, ...rest }) => rest)),
  duplicates: lists((list) => list.filter((one, at) => list.findIndex((other) => equal(one, other)) === at)),
  "same-element": lists((list) => list.filter((one) => !list.some((other) => other !== one && isPart(one, other)))),
  "element-order": lists(sorted),
};

const onList = (key, op, end) => (one) =>
  one.op.toLowerCase() === op && one.path?.startsWith(`${key}[`) && end.test(one.path);
const names = ({ path, value }) =>
  path ? [path, ...Object.keys(Object(value))] : Object.keys(Object(value));
const known = ["title", "nickName", "displayName", "userName", "department"];

/** Reasons for one attribute: its value by the engine (`ours`), by the other, and before, and the operations. */
const attributes = [
  ["merges-elements", ({ key, ours, theirs, operations }) =>
    operations.some(onList(key, "replace", /\]$/)) && ours?.length === theirs?.length &&
    ours.every((one, at) => isPart(one, theirs[at]) || equal(one, theirs[at]))],
  ["replaces-elements", ({ key, ours, theirs, operations }) =>
    operations.some(onList(key, "replace", /\]$/)) && ours?.length >= theirs?.length],
  ["drops-element", ({ key, ours, theirs, operations }) =>
    operations.some(onList(key, "add", /\]/)) && ours?.length > theirs?.length],
  ["replaces-complex", ({ key, ours, theirs, operations }) =>
    key === "name" && operations.some(({ path }) => path === key) && isPart(theirs, ours)],
  ["adds-on-replace", ({ key, ours, theirs, operations }) =>
    operations.some(({ op, path, value }) => op === "replace" && !path && value[key]) &&
    Array.isArray(theirs) && ours?.length < theirs.length],
  ["null-value", ({ key, operations }) => operations.some(({ path, value }) => path === key && value === null)],
  ["letter-case", ({ key, ours, theirs, operations }) =>
    operations.some(onList(key, "replace", /\]\./)) && ours?.length === theirs?.length &&
    theirs.every((one, at) => isPart(one, ours[at]))],
  ["letters-of-names", ({ key, operations }) =>
    operations.some((one) => names(one).some((name) =>
      name.toLowerCase() === key.toLowerCase() && (name !== key || !known.includes(name))))],
  ["letters-of-names", ({ key, before, operations }) =>
    operations.some((one) => names(one).some((name) => name.toLowerCase() === key.toLowerCase() &&
      Object.keys(before).some((held) => held !== name && held.toLowerCase() === name.toLowerCase())))],
  ["entra-forms", ({ key, operations }) =>
    operations.some(({ op, path = "", value }) =>
      (/^remove$/i.test(op) && path === key && value) ||
      /manager$/.test(path) ||
      (path === "roles" && /^\{/.test(value[0]?.value)) ||
      (!path && Object.keys(value).some((name) => name.includes("["))) ||
      (/\]$/.test(path) && typeof value === "string"))],
  ["extension-paths", ({ key, peer }) => peer === "scimmy" && key === enterprise],
];

/** The reasons of a difference between two resources, as far as these ways are taken; null if some are missing. */
function explained(question, peer, left, right, taken) {
  let [ours, theirs] = [left, right];
  for (const way of Object.keys(ways)) {
    if (taken.has(way)) [ours, theirs] = [ways[way](ours, theirs), ways[way](theirs, ours)];
  }
  const found = new Set(taken);
  for (const key of new Set([...Object.keys(ours), ...Object.keys(theirs)])) {
    if (equal(ours[key], theirs[key])) continue;
    const operations = question.patch.Operations;
    const view = { key, ours: ours[key], theirs: theirs[key], before: question.resource, operations, peer };
    const reason = attributes.find(([, test]) => test(view));
    if (!reason) return null;
    found.add(reason[0]);
  }
  return found;
}

/** The reasons of one difference; none if nobody has looked at such a difference yet. */
export function patchReasons(question, { peer, ours, theirs }, ourWhy, theirWhy) {
  if (theirs === "reject") return refusal(theirRefusals, peer, theirWhy, question);
  if (ours === "reject") return refusal(ourRefusals.map(([name, ...row]) => [name, peer, ...row]), peer, ourWhy, question);
  const explain = (taken) => explained(question, peer, ours, theirs, taken);
  let taken = [new Set(Object.keys(ways)), new Set()].find(explain);
  if (!taken) return [];
  for (const way of taken) {
    const fewer = new Set([...taken].filter((one) => one !== way));
    if (explain(fewer)?.size < explain(taken).size) taken = fewer;
  }
  return [...explain(taken)].sort();
}
