// Questions that others published: the conformance cases of tests/cases, which cite their origin, and the
// examples of RFC 7644 as printed there.
import { readFileSync } from "node:fs";
import { core, enterprise, users } from "./users.mjs";

const cases = (name) => JSON.parse(readFileSync(new URL(`../../cases/${name}`, import.meta.url), "utf8"));
const request = (operations) => ({
  schemas: ["urn:ietf:params:scim:api:messages:2.0:PatchOp"],
  Operations: operations,
});

/** Filters and paths. */
export function publishedTexts() {
  const texts = cases("scim-paths.json").map(({ id, kind, path, resource }) => ({
    id,
    kind,
    text: path,
    resources: kind === "filter" && resource ? [resource] : [],
  }));
  return [...texts, ...rfcFilters.map((text, at) => ({ id: `rfc-f${at + 1}`, kind: "filter", text, resources: users }))];
}

/** A resource with what its schema requires, without which some implementations do not hold it. */
const complete = (resource) =>
  "members" in resource
    ? { schemas: ["urn:ietf:params:scim:schemas:core:2.0:Group"], displayName: "Group", ...resource }
    : { schemas: [core], userName: "user", ...resource };

/** PATCH requests. */
export function publishedPatches() {
  const patches = cases("scim-patch.json").map(({ id, mode, resource, operations, request: whole }) => ({
    id,
    kind: "patch",
    resource: complete(resource),
    patch: whole ?? request(operations),
    ...(mode === "strict" && { dialect: "rfc" }),
  }));
  return [...patches, ...rfcPatches.map((patch, at) => ({ id: `rfc-p${at + 1}`, kind: "patch", ...patch }))];
}

/** RFC 7644 section 3.4.2.2, figure "Example Filters". */
const rfcFilters = [
  'userName eq "bjensen"',
  'name.familyName co "O\'Malley"',
  'userName sw "J"',
  `${core}:userName sw "J"`,
  "title pr",
  'meta.lastModified gt "2011-05-13T04:42:34Z"',
  'meta.lastModified ge "2011-05-13T04:42:34Z"',
  'meta.lastModified lt "2011-05-13T04:42:34Z"',
  'meta.lastModified le "2011-05-13T04:42:34Z"',
  'title pr and userType eq "Employee"',
  'title pr or userType eq "Intern"',
  `schemas eq "${enterprise}"`,
  'userType eq "Employee" and (emails co "example.com" or emails.value co "example.org")',
  'userType ne "Employee" and not (emails co "example.com" or emails.value co "example.org")',
  'userType eq "Employee" and (emails.type eq "work")',
  'userType eq "Employee" and emails[type eq "work" and value co "@example.com"]',
  'emails[type eq "work" and value co "@example.com"] or ims[type eq "xmpp" and value co "@foo.com"]',
];

const member = (name) => ({ display: name, $ref: `https://example.com/v2/Users/${name}`, value: name });
const group = { schemas: ["urn:ietf:params:scim:schemas:core:2.0:Group"], displayName: "G", members: [member("a")] };
const person = {
  schemas: [core],
  userName: "bjensen",
  nickName: "Barbie",
  emails: [{ value: "bjensen@example.com", type: "home" }],
  addresses: [
    { type: "work", streetAddress: "100 Universal City Plaza", locality: "Hollywood", country: "US" },
    { type: "home", streetAddress: "456 Hollywood Blvd", locality: "Hollywood", country: "US" },
  ],
};

/** RFC 7644 sections 3.5.2.1 to 3.5.2.3, one for each printed request. */
const rfcPatches = [
  { resource: group, patch: request([{ op: "add", path: "members", value: [member("b")] }]) },
  {
    resource: person,
    patch: request([{ op: "add", value: { emails: [{ value: "babs@jensen.org", type: "home" }], nickname: "Babs" } }]),
  },
  { resource: group, patch: request([{ op: "remove", path: 'members[value eq "a"]' }]) },
  { resource: group, patch: request([{ op: "remove", path: "members" }]) },
  {
    resource: person,
    patch: request([{ op: "remove", path: 'emails[type eq "home" and value ew "example.com"]' }]),
  },
  {
    resource: group,
    patch: request([
      { op: "remove", path: 'members[value eq "a"]' },
      { op: "add", path: "members", value: [member("c")] },
    ]),
  },
  { resource: group, patch: request([{ op: "replace", path: "members", value: [member("d"), member("e")] }]) },
  {
    resource: person,
    patch: request([
      {
        op: "replace",
        path: 'addresses[type eq "work"]',
        value: {
          type: "work",
          streetAddress: "911 Universal City Plaza",
          locality: "Hollywood",
          region: "CA",
          postalCode: "91608",
          country: "US",
          formatted: "911 Universal City Plaza\nHollywood, CA 91608 US",
          primary: true,
        },
      },
    ]),
  },
  {
    resource: person,
    patch: request([
      { op: "replace", path: 'addresses[type eq "work"].streetAddress', value: "1010 Broadway Ave" },
    ]),
  },
  {
    resource: person,
    patch: request([
      {
        op: "replace",
        value: {
          emails: [
            { value: "bjensen@example.com", type: "work", primary: true },
            { value: "babs@jensen.org", type: "home" },
          ],
          nickName: "Babs",
        },
      },
    ]),
  },
];
