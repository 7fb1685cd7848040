// Synchronization schemas, by the same cases as the native engine.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { cases, exportSchema, importSchema, parseExpression } from "./engine.mjs";

const bytes = (text) => new TextEncoder().encode(text);
const utf16 = (text) => Uint8Array.from(Buffer.from(`\uFEFF${text}`, "utf16le"));

describe("importSchema", () => {
  for (const { id, document, findings, profiles } of cases("schemas.json")) {
    test(id, () => {
      const text = JSON.stringify(document);
      const imported = importSchema(bytes(text));
      assert.deepEqual(
        imported.diagnostics.map(({ code, pointer }) => ({ code, pointer })),
        findings,
      );
      assert.deepEqual(
        imported.mappings.map(({ profile }) => profile),
        profiles,
      );
      assert.deepEqual(importSchema(utf16(text)), imported);
      imported.mappings.forEach(({ profile }, mapping) => {
        const exported = exportSchema(profile, { original: imported.text, mapping });
        assert.deepEqual(exported, { text, diagnostics: [] });
      });
    });
  }

  test("rebuilds expressions from their trees", () => {
    for (const { id, source, text } of cases("schema-trees.json")) {
      const attributeMappings = [{ targetAttributeName: "title", source }];
      const document = { synchronizationRules: [{ objectMappings: [{ attributeMappings }] }] };
      const [mapping] = importSchema(bytes(JSON.stringify(document))).mappings[0].profile.mappings;
      const expected = { direct: `[${mapping.source}]`, constant: text, expression: mapping.source };
      assert.equal(expected[mapping.type], text, id);
    }
  });

  test("finds places in JavaScript's count", () => {
    const text = '{"synchronizationRules": [{"name": "😀", "objectMappings": [{"flowTypes": "Fly"}]}]}';
    const [found] = importSchema(bytes(text)).diagnostics;
    assert.equal(text.slice(found.span.start, found.span.end), '"Fly"');
  });

  test("throws for what is no schema", () => {
    for (const text of ["", "{}", "[]", '{"synchronizationRules": [,]}', "\xFF\xFE\x00\xD8"]) {
      assert.throws(() => importSchema(Uint8Array.from(Buffer.from(text, "latin1"))), { name: "AttrflowError" });
    }
  });
});

describe("exportSchema", () => {
  const [{ document }] = cases("schemas.json");
  const original = JSON.stringify(document, null, 2);

  test("writes changes into the original", () => {
    const { mappings, chosen } = importSchema(bytes(original));
    const profile = structuredClone(mappings[chosen].profile);
    profile.mappings[0].source = "mail";
    const { text } = exportSchema(profile, { original });
    assert.equal(text, original.replace('"[userPrincipalName]"', '"[mail]"').replace('"userPrincipalName"', '"mail"'));
    assert.ok(!exportSchema(profile, { original, share: true }).text.includes("ActivityId"));
  });

  test("makes a document where there was none, and tells what has no form in it", () => {
    const mappings = [{ type: "expression", source: 'Not([a]="b")', target: "active" }];
    const { text, diagnostics } = exportSchema({ mappings });
    assert.deepEqual(importSchema(bytes(text)).mappings[0].profile.mappings, mappings);
    assert.deepEqual(
      diagnostics.map(({ code, pointer }) => [code, pointer]),
      [["not-exported", "/mappings/0/source"]],
    );
    assert.throws(() => exportSchema({ mappings: [{ type: "direct" }] }), { name: "AttrflowError" });
    assert.throws(() => exportSchema({ mappings }, { original: "{}" }), { name: "AttrflowError" });
    assert.throws(() => exportSchema({ mappings }, { original, mapping: 99 }), { name: "AttrflowError" });
  });
});

test("parseExpression answers as the service", () => {
  const answer = parseExpression({
    expression: 'Switch([a], , "x", "y")',
    testInputObject: { properties: [{ key: "a", value: "x" }] },
  });
  assert.deepEqual(answer.evaluationResult, ["y"]);
  assert.equal(answer.parsedExpression.parameters[1].key, "switchValue");
  assert.equal(parseExpression({ expression: "Join(" }).error.code, "syntax");
});
