// PATCH requests beside other implementations.
import assert from "node:assert/strict";
import test from "node:test";
import { compare } from "./support/differences.mjs";
import { patches } from "./support/generate.mjs";
import { publishedPatches } from "./support/published.mjs";

const peers = ["scim-patch", "scimmy", "scim2-models"];

test("published PATCH requests", async () => {
  await compare("published patches", publishedPatches(), peers);
});

test("generated PATCH requests", async () => {
  const ours = await compare("generated patches", patches(300, 352), peers);
  const refused = ours.filter((one) => one === "reject").length;
  assert.ok(refused > 15 && refused < 150, `${refused} of ${ours.length} are refused`);
});
