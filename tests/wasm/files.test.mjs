// Files as admins get them: the cases that the library is judged by, and what a page learns of a file.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { Plan, Target, cases, errors, importSchema, presets, readFile, readUsers } from "./engine.mjs";

const encode = (text) => new TextEncoder().encode(text);

/** The bytes of a case: UTF-8, UTF-16 with a mark, or a byte for each character. */
const bytesOf = ({ text, bytes }) => {
  if (bytes === "latin") return Uint8Array.from(text, (character) => character.codePointAt(0));
  if (bytes !== "utf-16") return encode(text);
  const units = Uint16Array.from([0xfeff, ...Array.from({ length: text.length }, (_, at) => text.charCodeAt(at))]);
  return new Uint8Array(units.buffer);
};

const flat = ({ attributes, ...rest }) => ({ ...rest, ...attributes });

describe("cases/files.json", () => {
  for (const each of cases("files.json")) {
    test(each.id, () => {
      const got = readFile(bytesOf(each), { holds: each.holds });
      for (const name of ["kind", "system", "format", "encoding", "separator", "language"]) {
        if (name in each) assert.equal(got[name], each[name] ?? undefined, name);
      }
      if (each.says) assert.deepEqual([...new Set(got.diagnostics.map(({ code }) => code))].sort(), each.says);
      assert.equal(got.entries.length, each.entries.length, JSON.stringify(got.diagnostics));
      assert.equal(got.count, each.entries.length);
      each.entries.forEach((wanted, at) => {
        const value = flat(got.entries[at].value);
        for (const [name, one] of Object.entries(wanted)) assert.deepEqual(value[name] ?? null, one, `entry ${at + 1}: ${name}`);
      });
    });
  }
});

describe("what a file is", () => {
  test("says what became of every column", () => {
    const got = readFile(encode("Benutzerprinzipalname;Anmeldung blockiert;Haarfarbe;Vorname\na@contoso.example;WAHR;rot;Ada\n"));
    assert.deepEqual([got.kind, got.language, got.separator, got.encoding], ["microsoft-365-users", "German", ";", "UTF-8"]);
    assert.deepEqual(got.columns.map(({ title, attribute }) => [title, attribute]), [
      ["Benutzerprinzipalname", "userPrincipalName"],
      ["Anmeldung blockiert", "accountEnabled"],
      ["Haarfarbe", undefined],
      ["Vorname", "givenName"],
    ]);
    assert.match(got.columns[2].note, /own name/);
    assert.equal(got.entries[0].value.attributes.accountEnabled, false);
  });

  test("says where the right file is got", () => {
    const got = readFile(encode(JSON.stringify({ value: [{ id: "g", displayName: "Pilots", groupTypes: [] }] })));
    assert.deepEqual([got.holds, got.count, errors(got.diagnostics).length], ["groups", 0, 1]);
    assert.match(got.diagnostics[0].help, /GET https:\/\/graph\.microsoft\.com/);
    assert.match(got.title, /groups/);
  });

  test("gives back as many entries as are asked for", () => {
    const lines = encode(Array.from({ length: 30 }, (_, at) => JSON.stringify({ userPrincipalName: `u${at}@contoso.example` })).join("\n"));
    const got = readFile(lines, { limit: 3 });
    assert.deepEqual([got.count, got.entries.length, got.entries[2].line], [30, 3, 3]);
    assert.throws(() => readFile(lines, { holds: "cats" }));
  });

  test("is asked by everything that reads users", () => {
    const okta = encode("login,firstName,email\na@contoso.example,Ada,a@contoso.example\n");
    assert.equal(readUsers(okta, "okta").total, 1);
    assert.deepEqual(readUsers(okta, "entra").diagnostics.map(({ code }) => code), ["other-system"]);
    const plan = new Plan(presets().find(({ source }) => source === "entra").profile);
    const report = plan.previewAll(okta);
    assert.deepEqual([report.users, report.files.map(({ code }) => code)], [0, ["other-system"]]);
    plan.free();
  });

  test("is asked by what reads accounts", () => {
    const zoom = JSON.stringify({ total_records: 1, users: [{ id: "z1", email: "a@contoso.example", type: 2, status: "active", first_name: "Ada" }] });
    const target = new Target(encode(zoom));
    assert.deepEqual([target.count, target.diagnostics.map(({ code }) => code)], [1, ["read-with-care"]]);
    const plan = new Plan(presets().find(({ source }) => source === "entra").profile);
    const preview = plan.preview({ userPrincipalName: "a@contoso.example", accountEnabled: true }, { target });
    assert.notEqual(preview.action, "create");
    const error = new Target(encode('{"code": 124, "message": "Invalid access token."}'));
    assert.deepEqual([error.count, error.diagnostics.map(({ code }) => code)], [0, ["wrong-file"]]);
    plan.free();
  });
});

describe("cases/wrappings.json", () => {
  for (const { id, document, mappings, refused } of cases("wrappings.json")) {
    test(id, () => {
      const bytes = encode(JSON.stringify(document, null, 2));
      if (mappings) {
        assert.deepEqual(importSchema(bytes).mappings.map(({ profile }) => profile.mappings.length), mappings);
        return;
      }
      assert.throws(
        () => importSchema(bytes),
        ({ diagnostics: [{ message, help }] }) => new RegExp(refused).test(`${message} ${help}`),
      );
    });
  }
});
