// Why an implementation answers otherwise than the engine. `reasons` is what README.md lists; the functions below
// find the reasons of one difference, by what the question holds and what both sides said. An empty list means
// that nobody has looked at such a difference yet.


/** Name, paragraph, and what is different. Reasons of filters that are repairs have the repair's name. */
export const reasons = {
  // filters that both accept
  "boolean-as-text": "Entra writes Booleans as text; by RFC 7643 2.3.2 they are not text",
  "date-time": "RFC 7643 2.3.5 and RFC 7644 3.4.2.2: times are compared as times, not as text",
  "letter-case": "RFC 7643 7 and RFC 7644 3.4.2.2: texts are compared without letter case unless the attribute is caseExact",
  escapes: "RFC 7644 3.4.2.2: texts are JSON strings with all their escapes",
  "schema-urn": "RFC 7644 3.10: a schema's URN may stand before any name, of an extension as of the core",
  "no-value": "RFC 7643 2.5 and RFC 7644 3.4.2.2: no value differs from every value, and equals null",
  "empty-value": "RFC 7643 2.5: an empty text and an empty list are no value",
  lists: "RFC 7644 3.4.2.2: outside of brackets any element counts for each comparison, inside of them one for all",
  "simple-lists": "RFC 7644 erratum 7122: a list of texts is compared text by text",
  negation: "RFC 7644 3.4.2.2: `not` is the opposite of its whole group",
  brackets: "RFC 7644 3.4.2.2: a value path may stand where a comparison may",
  groups: "RFC 7644 3.4.2.2: parentheses group to any depth, also inside of brackets",
  "canonical-text": "RFC 7644 3.4.2.2: parentheses that change nothing may be there",
  "e-mail-type": "RFC 7643 8.7.1: the value of an e-mail is of type string; scim2-models refuses texts that are no addresses",
  // texts that one side refuses
  names: "RFC 7644 3.4.2.2, ATTRNAME and subAttr: a name begins with a letter, one sub-attribute follows at most",
  urns: "RFC 8141 2: which texts are URNs; no part of one is empty, `=` may occur",
  "short-urn": "RFC 8141 2: `urn:extension` has one part; the engine takes it as other servers do",
  "invalid-escape": "RFC 7644 3.4.2.2 with RFC 8259 7: a backslash begins one of nine escapes",
  "not-without-parentheses": "RFC 7644 3.4.2.2: `not` is followed by a group",
  "nested-value-path": "RFC 7644 erratum 4690: no value path inside a value path",
  "missing-blank": "RFC 7644 3.4.2.2: blanks stand around `and` and `or`",
  "unquoted-text": "RFC 7644 3.4.2.2: a text is quoted",
  "text-after-the-end": "RFC 7644 3.4.2.2: nothing follows a filter",
  "empty-group": "RFC 7644 3.4.2.2: a group holds a filter",
  "unclosed-text": "RFC 7644 3.4.2.2: a text ends with a quotation mark",
  "empty-path": "RFC 7644 3.5.2: a path names an attribute",
  // PATCH
  "splits-keys": "RFC 7644 3.5.2.1: the keys of a value without a path are names; scim-patch splits a URN at its dots",
  "schemas-not-listed": "RFC 7643 3: `schemas` lists every extension that the resource has",
  duplicates: "RFC 7643 2.4: the same element is not held twice",
  "same-element": "RFC 7644 3.5.2.1: an element that exists is not added again; one that says nothing new exists",
  "merges-elements": "RFC 7644 3.5.2.3: elements that a filter chooses are replaced, not merged",
  "one-primary": "RFC 7644 3.5.2: an element that becomes primary takes that from the others",
  "replaces-complex": "RFC 7644 3.5.2.3: of a complex attribute the given parts are replaced",
  "adds-on-replace": "RFC 7644 3.5.2.3: replacing a list replaces all of it",
  "drops-element": "RFC 7644 erratum 8097: what is added to a value path that fits nothing makes an element",
  "no-element": "RFC 7644 erratum 8097: the same, refused; the strict reading refuses too",
  "unmatched-removal": "RFC 7644 3.12 table 9: a filter without a match is noTarget; removing what is not there may also be no error",
  "unmatched-filter": "RFC 7644 3.5.2.3: `replace` with a filter without a match is noTarget",
  "strict-add": "RFC 7644 3.12 table 9: read strictly, `add` with a filter without a match is noTarget",
  "contradicts-filter": "RFC 7644 erratum 8097 is silent: an element is made from a filter that the written value contradicts",
  "replaces-elements": "RFC 7644 3.5.2.3: each chosen element is replaced, even if two become the same",
  "unknown-attribute": "RFC 7644 3.5.2: a path to an attribute that no schema has; the engine takes what extensions may define",
  "names-as-keys": "RFC 7644 3.5.2.1: strictly, the keys of a value without a path are names and not paths",
  mutability: "RFC 7643 2.2 and RFC 7644 3.5.2: read-only and immutable attributes do not change",
  types: "RFC 7643 2.3: values are of the type of their attribute",
  "capital-operations": "RFC 7644 3.5.2: operations are in lower case; Entra's are not, and only the strict reading minds",
  "letters-of-names": "RFC 7643 2.1: names are compared without letter case",
  "core-urn": "RFC 7644 3.10: the core URN before a name means the resource itself",
  "extension-paths": "RFC 7644 3.10: paths into extensions and their sub-attributes",
  "null-value": "RFC 7643 2.5: adding null or nothing changes nothing",
  "entra-forms": "Entra's dialects: keys that are paths, text for an element or a manager, packed roles, removal by value",
  "part-of-every-element": "RFC 7644 3.5.2.2: a sub-attribute is removed from every element",
  "element-order": "RFC 7643 2.4: the elements of a list have no order; the engine keeps their places",
  "remove-with-value": "RFC 7644 3.5.2.2: strictly, `remove` has no value",
};

const texts = [
  ["short-urn", (text) => /^urn:extension:/.test(text)],
  ["empty-path", (text) => text === ""],
  ["missing-blank", (text) => /"(and|or)\b/i.test(text)],
  ["empty-group", (text) => /\(\)/.test(text)],
  ["nested-value-path", (text) => /\[[^\]"]*\[/.test(text)],
  ["not-without-parentheses", (text) => /^no[t ] +[^(]|^no  \(/.test(text)],
  ["text-after-the-end", (text) => /pr "|eq$|\] eq ""$/.test(text)],
  ["invalid-escape", (text) => /\\[^"\\/bfnrtu]/.test(text)],
  ["unclosed-text", (text) => (text.replaceAll("\\\\", "").replaceAll('\\"', "").split('"').length - 1) % 2 === 1],
  ["unquoted-text", (text) => /\beq [a-z0-9@.]+$/i.test(text)],
  ["urns", (text) => /::|=:|^\(?[a-z]+:[a-z]+ |[( ][a-z]+:[a-z]+ /i.test(text)],
  ["names", (text) => /(^|[ ([])\d|\w+\.\w*\.|\.(?=[ \]])|[([ ]\w+\. /.test(text)],
];

/** Reasons of a text that one side refuses. */
export function textReasons({ text }, { peer, theirs, ours }, why) {
  if (peer === "scim2-models" && theirs === "reject" && /is not compatible|e-?mail/i.test(why)) return ["e-mail-type"];
  if (ours !== "reject" && theirs !== "reject") return [];
  return texts.filter(([, when]) => when(text)).map(([name]) => name).slice(0, 1);
}
