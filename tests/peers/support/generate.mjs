// Questions made at random, the same in every run: filters, texts that are nearly filters, PATCH requests.
import { random } from "./random.mjs";
import { core, enterprise, users } from "./users.mjs";

const texts = ["userName", "externalId", "name.familyName", "name.givenName", "displayName", "title", "userType",
  "nickName", `${enterprise}:department`, `${enterprise}:employeeNumber`, `${enterprise}:manager.value`,
  `${core}:userName`, "emails.value", "emails.type", "phoneNumbers.value", "addresses.locality", "roles.display"];
const lists = {
  emails: ["value", "type"],
  phoneNumbers: ["value", "type"],
  addresses: ["locality", "type", "country", "formatted"],
  roles: ["value", "display"],
};

/** The values that some user has under a path. */
function known(path) {
  const names = path.startsWith(enterprise)
    ? [enterprise, ...path.slice(enterprise.length + 1).split(".")]
    : path.replace(`${core}:`, "").split(".");
  let found = users;
  for (const name of names) found = found.flatMap((value) => value?.[name] ?? []);
  return found;
}

const types = ["work", "home", "other"];

const otherCase = (text) => (text === text.toUpperCase() ? text.toLowerCase() : text.toUpperCase());

class Filters {
  constructor(seed) {
    this.random = random(seed);
  }

  text(path) {
    const { pick, chance, below } = this.random;
    const value = chance(85) ? String(pick(known(path)) ?? "x") : pick(["x", "work", "Sales", "z@example.org"]);
    return { value: chance(12) ? otherCase(value) : value, below };
  }

  comparison(path) {
    const { pick, chance, below } = this.random;
    if (chance(15)) return `${path} ${this.word("pr")}`;
    const { value } = this.text(path);
    const op = pick(["eq", "eq", "eq", "ne", "co", "sw", "ew", "gt", "ge", "lt", "le"]);
    if (chance(3) && (op === "eq" || op === "ne")) return `${path} ${op} null`;
    let wanted = value;
    if (op === "sw") wanted = value.slice(0, 1 + below(4));
    if (op === "ew") wanted = value.slice(-1 - below(4));
    if (op === "co") wanted = value.slice(below(2), 1 + below(2) + below(6)) || value;
    return `${path} ${this.word(op)} ${JSON.stringify(wanted)}`;
  }

  word(text) {
    return this.random.chance(8) ? text.toUpperCase() : text;
  }

  term(depth) {
    const { pick, chance } = this.random;
    if (depth > 0 && chance(20)) return `(${this.filter(depth - 1)})`;
    if (depth > 0 && chance(12)) return `${this.word("not")} (${this.filter(depth - 1)})`;
    if (chance(6)) return `active ${pick(["eq", "ne"])} ${pick(["true", "false", '"True"', '"False"'])}`;
    if (chance(6)) {
      const time = `2024-03-0${1 + this.random.below(6)}T${pick(["08:00:00Z", "10:00:00+02:00", "07:59:59.5Z"])}`;
      return `meta.lastModified ${pick(["eq", "gt", "ge", "lt", "le"])} "${time}"`;
    }
    if (chance(25)) return this.elements();
    return this.comparison(pick(texts));
  }

  elements() {
    const { pick, chance } = this.random;
    const name = pick(Object.keys(lists));
    const inner = () => {
      if (chance(15)) return `primary ${pick(["eq true", "eq false", "ne true", "pr"])}`;
      const sub = pick(lists[name]);
      return this.comparison(`${name}.${sub}`).slice(name.length + 1);
    };
    let filter = inner();
    if (chance(40)) filter += ` ${this.word(pick(["and", "or"]))} ${inner()}`;
    if (chance(8)) filter = `not (${filter})`;
    const then = chance(20) ? `.${this.comparison(`${name}.${lists[name][0]}`).slice(name.length + 1)}` : "";
    return `${name}[${filter}]${then}`;
  }

  filter(depth) {
    const { chance, pick } = this.random;
    let text = this.term(depth);
    while (chance(30)) text += ` ${this.word(pick(["and", "or"]))} ${this.term(depth)}`;
    return text;
  }

  /** A filter with one fault, or none: a change may leave it valid. */
  broken() {
    const { below, pick } = this.random;
    const text = this.filter(1);
    const at = below(text.length);
    const piece = pick(["", text[at] + text[at], " ", '"', "'", "[", "]", "(", ")", ".", ":", "=", "\\", "0", "-", "“"]);
    return text.slice(0, at) + piece + text.slice(at + 1);
  }
}

/** Filters on every user. */
export function filters(count, seed) {
  const make = new Filters(seed);
  return Array.from({ length: count }, (_, at) => ({
    id: `gf-${at + 1}`,
    kind: "filter",
    text: make.filter(2),
    resources: users,
  }));
}

/** Texts with faults; what they match does not count. */
export function brokenFilters(count, seed) {
  const make = new Filters(seed);
  return Array.from({ length: count }, (_, at) => ({
    id: `gb-${at + 1}`,
    kind: "filter",
    text: make.broken(),
    resources: [],
  }));
}

class Patches {
  constructor(seed) {
    this.random = random(seed);
  }

  element(name) {
    const { pick, chance, below } = this.random;
    const element = name === "roles" ? {} : { type: pick(types) };
    if (name === "addresses") element.locality = pick(["Oslo", "Lima"]);
    else element.value = `v${below(5)}${name === "emails" ? "@example.net" : ""}`;
    if (chance(15)) element.primary = chance(70);
    return element;
  }

  /** A path into a list, with a filter that some user's elements fit. */
  fitting(name) {
    const { pick, chance } = this.random;
    if (chance(15)) return `${name}[primary eq ${pick(["true", "false"])}]`;
    const sub = pick(lists[name]);
    const filter = `${sub} eq ${JSON.stringify(pick(known(`${name}.${sub}`)))}`;
    if (name !== "roles" && chance(12)) return `${name}[${filter} and type ${pick(["eq", "ne"])} ${pick(['"work"', '"home"'])}]`;
    return `${name}[${filter}]`;
  }

  part(op, name, value) {
    const sub = this.random.pick(lists[name]);
    const word = `w${this.random.below(9)}${name === "emails" ? "@example.net" : ""}`;
    const given = sub === "type" ? this.random.pick(types) : word;
    return { op, path: `${this.fitting(name)}.${sub}`, ...value(given) };
  }

  operation() {
    const { pick, chance, below } = this.random;
    const op = pick(["add", "add", "replace", "replace", "replace", "remove"]);
    const value = (given) => (op === "remove" ? {} : { value: given });
    const word = `w${below(9)}`;
    const name = pick(Object.keys(lists));
    switch (below(9)) {
      case 0:
        return { op, path: pick(["displayName", "title", "nickName", "userType", `${core}:title`]), ...value(word) };
      case 1:
        return { op, path: pick(["name.givenName", "name.familyName", "name.middleName"]), ...value(word) };
      case 2:
        return { op, path: "name", ...value({ givenName: word, ...(chance(50) && { middleName: "M" }) }) };
      case 3:
        return { op, path: name, ...value(Array.from({ length: 1 + below(2) }, () => this.element(name))) };
      case 4:
        return this.part(op, name, value);
      case 5:
        return { op, path: this.fitting(name), ...value(this.element(name)) };
      case 6:
        return { op, path: `${enterprise}:${pick(["department", "costCenter", "manager.value"])}`, ...value(word) };
      case 7:
        if (op === "remove") return { op, path: pick(["active", name, "externalId", "id", "userName"]) };
        return { op, value: { displayName: word, ...(chance(50) && { active: chance(50) }),
          ...(chance(30) && { [name]: [this.element(name)] }),
          ...(chance(30) && { [enterprise]: { department: word } }) } };
      default:
        return { op, path: "active", ...value(chance(90) ? chance(50) : pick(["nay", 7])) };
    }
  }
}

/** PATCH requests of one to three operations; half of them are read strictly. */
export function patches(count, seed) {
  const make = new Patches(seed);
  return Array.from({ length: count }, (_, at) => ({
    id: `gp-${at + 1}`,
    kind: "patch",
    resource: make.random.pick(users),
    ...(make.random.chance(50) && { dialect: "rfc" }),
    patch: {
      schemas: ["urn:ietf:params:scim:api:messages:2.0:PatchOp"],
      Operations: Array.from({ length: 1 + make.random.below(3) }, () => make.operation()),
    },
  }));
}
