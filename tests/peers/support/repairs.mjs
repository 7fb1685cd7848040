// Differences explained by repair. Each repair rewrites a filter and its resources so that one peculiarity of an
// implementation does not matter, and changes nothing for the engine. If an implementation agrees once all
// repairs are made, the repairs that are needed for that are the reason of the difference.

const map = (tree, leaf) => {
  if (tree.and) return { and: tree.and.map((part) => map(part, leaf)) };
  if (tree.or) return { or: tree.or.map((part) => map(part, leaf)) };
  if (tree.not) return { not: map(tree.not, leaf) };
  if (tree.in) return { ...tree, filter: map(tree.filter, leaf) };
  return leaf(tree);
};
const elements = (tree, change) => {
  if (tree.and) return { and: tree.and.map((part) => elements(part, change)) };
  if (tree.or) return { or: tree.or.map((part) => elements(part, change)) };
  if (tree.not) return { not: elements(tree.not, change) };
  return tree.in ? change(tree) : tree;
};
const texts = (value, change) => {
  if (typeof value === "string") return change(value);
  if (Array.isArray(value)) return value.map((item) => texts(item, change));
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, texts(item, change)]));
};
/** Changes every text that is compared. */
const compared = (change) => ({
  filter: (tree) => {
    const leaf = (test) => ("value" in test ? { ...test, value: texts(test.value, change) } : test);
    const both = (part) => (part.then ? { ...part, then: leaf(part.then) } : part);
    return elements(map(tree, leaf), both);
  },
  resource: (resource) => texts(resource, change),
});
const present = ({ attr }) => ({ cmp: "pr", attr });
const time = (text) => (/^\d{4}-\d\d-\d\dT[\d:.]+(Z|[+-]\d\d:\d\d)$/.test(text) ? new Date(text).toISOString() : text);

/** Lists of objects with their last element alone. */
const shortened = (resource) =>
  members(resource, (value) => (Array.isArray(value) && typeof value[0] === "object" ? value.slice(-1) : value));
/** Lists of texts as their last text. */
const bare = (resource) =>
  members(resource, (value) => (Array.isArray(value) && typeof value[0] !== "object" ? value.at(-1) : value));
const members = (resource, change) =>
  Object.fromEntries(Object.entries(resource).map(([name, value]) => [name, change(value)]));

/** A filter whose only groups are those that `and` and `or` form without parentheses. */
function flat(tree) {
  if (tree.in) return { ...tree, filter: flat(tree.filter) };
  if (tree.not) return { not: flat(tree.not) };
  if (tree.or) return { or: tree.or.map(flat) };
  return tree.and ? { and: tree.and.flatMap((part) => part.or ?? part).map(flat) } : tree;
}

/** A filter without any `not`. */
function affirmed(tree) {
  if (tree.not) return affirmed(tree.not);
  if (tree.and) return { and: tree.and.map(affirmed) };
  if (tree.or) return { or: tree.or.map(affirmed) };
  return tree.in ? { ...tree, filter: affirmed(tree.filter) } : tree;
}

/** A filter whose comparisons after brackets stand in the brackets. */
const within = (tree) =>
  elements(tree, ({ then, ...part }) => {
    if (!then) return part;
    const { sub, ...test } = then;
    return { ...part, filter: { and: [part.filter, { ...test, attr: { name: sub } }] } };
  });

/** In the order in which they are made. */
export const repairs = {
  negation: { filter: affirmed },
  brackets: {
    filter: (tree) =>
      elements(within(tree), (part) =>
        map(part.filter, (test) => ({ ...test, attr: { ...part.in, sub: test.attr.name } }))),
  },
  groups: { filter: flat },
  "boolean-as-text": {
    filter: (tree) =>
      map(tree, (test) =>
        test.attr.name === "active" && /^(true|false)$/i.test(test.value)
          ? { ...test, value: String(test.value).toLowerCase() === "true" }
          : test),
  },
  "date-time": compared(time),
  "letter-case": compared((text) => text.toLowerCase()),
  escapes: compared((text) => text.replaceAll(/["\\\n\t]/g, "")),
  "schema-urn": {
    filter: (tree) => map(tree, (test) => ({ ...test, attr: { ...test.attr, urn: undefined } })),
    resource: (resource) =>
      Object.fromEntries(Object.entries(resource).flatMap(([name, value]) =>
        name.startsWith("urn:") && typeof value === "object" ? Object.entries(value) : [[name, value]])),
  },
  "no-value": {
    filter: (tree) =>
      map(tree, (test) => {
        if (test.value === null) return test.cmp === "eq" ? { not: present(test) } : present(test);
        if (test.cmp === "ne") return { or: [test, { not: present(test) }] };
        return test;
      }),
  },
  "empty-value": {
    resource: (resource) =>
      Object.fromEntries(Object.entries(resource).filter(([, value]) => value !== "" && value?.length !== 0)),
  },
  lists: { resource: shortened },
  "simple-lists": { resource: bare },
};

/** The canonical text of a filter's tree. */
export function print(tree, within) {
  if (tree.and) return tree.and.map((part) => print(part, "and")).join(" and ");
  if (tree.or) return bracketed(tree.or.map((part) => print(part, "or")).join(" or "), within === "and");
  if (tree.not) return `not (${print(tree.not)})`;
  const { attr, cmp, value } = tree;
  const test = ({ cmp, value }) => (cmp === "pr" ? "pr" : `${cmp} ${JSON.stringify(value)}`);
  if (tree.in) {
    const then = tree.then ? `.${tree.then.sub} ${test(tree.then)}` : "";
    return `${name(tree.in)}[${print(tree.filter)}]${then}`;
  }
  return `${name(attr)} ${test({ cmp, value })}`;
}

const bracketed = (text, needed) => (needed ? `(${text})` : text);
const name = ({ urn, name, sub }) => [urn && `${urn}:`, name, sub && `.${sub}`].filter(Boolean).join("");

/** A question with some repairs made. */
export function repaired(question, tree, names) {
  let filter = tree;
  let resources = question.resources;
  for (const [name, repair] of Object.entries(repairs)) {
    if (!names.has(name)) continue;
    filter = repair.filter?.(filter) ?? filter;
    resources = repair.resource ? resources.map(repair.resource) : resources;
  }
  return { ...question, text: print(filter), resources };
}
