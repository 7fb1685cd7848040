// What a page says of a profile before it is saved: the cases that the library is judged by.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { Plan, cases } from "./engine.mjs";

describe("cases/guard-rails.json", () => {
  for (const { id, profile, findings, says = "" } of cases("guard-rails.json")) {
    test(id, () => {
      const found = new Plan(profile, { lenient: true }).diagnostics.filter(({ severity }) => severity !== "note");
      assert.deepEqual(found.map(({ code, pointer }) => `${code} ${pointer}`).sort(), [...findings].sort());
      const sentences = found.map(({ message, help }) => `${message}; ${help ?? ""}`).join("\n");
      assert.ok(sentences.includes(says), sentences);
    });
  }
});
