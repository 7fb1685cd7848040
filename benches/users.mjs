// Synthetic directory users: the same in every run and on every machine, the names partly non-ASCII.

const given = [
  "Anna", "Björn", "Chloé", "David", "Elif", "François", "Grace", "Hiroshi", "Ingrid",
  "João", "Katarzyna", "Liam", "María", "Noor", "Olga", "Paul", "Søren", "Zoë",
];
const family = [
  "Andersen", "Brandão", "Çelik", "Dvořák", "Evans", "Fischer", "García", "Håkansson", "Ivanova",
  "Jones", "Kowalska", "López", "Müller", "Nguyen", "O'Brien", "Peña", "Smith", "Żak",
];
const departments = ["Sales", "Engineering", "Finance", "People", "Legal", "Support"];

/** User number 0, 1, 2, … as an object; `extra` adds that many attributes which no mapping reads. */
export function* users(count, { seed = 12_345, extra = 0 } = {}) {
  let state = seed;
  const pick = (list) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
    return list[(state >> 8) % list.length];
  };
  for (let at = 0; at < count; at++) {
    const [first, last, department] = [pick(given), pick(family), pick(departments)];
    const name = `user${String(at).padStart(7, "0")}`;
    const user = {
      id: `00000000-0000-4000-8000-${String(at).padStart(12, "0")}`,
      userPrincipalName: `${name}@contoso.com`,
      displayName: `${first} ${last}`,
      givenName: first,
      surname: last,
      mail: at % 7 === 3 ? null : `${name}@mail.contoso.com`,
      mailNickname: name,
      department,
      jobTitle: "Senior Specialist",
      country: "US",
      employeeId: String(100_000 + at),
      IsSoftDeleted: at % 13 === 5 ? "True" : "False",
    };
    for (let more = 0; more < extra; more++) user[`extensionAttribute${more + 1}`] = `value ${more} of ${name}`;
    yield user;
  }
}

/** The same users as NDJSON, in pieces of about a megabyte. */
export function* ndjson(count, options) {
  let piece = "";
  for (const user of users(count, options)) {
    piece += `${JSON.stringify(user)}\n`;
    if (piece.length > 1_000_000) {
      yield Buffer.from(piece);
      piece = "";
    }
  }
  if (piece) yield Buffer.from(piece);
}

/** The mapping that every contestant carries out. */
export const profile = {
  attrflow: 1,
  name: "Benchmark",
  source: "entra",
  target: "zoom",
  mappings: [
    { type: "direct", source: "userPrincipalName", target: "userName", match: 1 },
    { type: "direct", source: "displayName", target: "displayName" },
    { type: "direct", source: "givenName", target: "name.givenName" },
    { type: "direct", source: "surname", target: "name.familyName" },
    { type: "expression", source: "Coalesce([mail], [userPrincipalName])", target: 'emails[type eq "work"].value' },
    { type: "expression", source: 'Switch([IsSoftDeleted], , "False", "True", "True", "False")', target: "active" },
  ],
};
