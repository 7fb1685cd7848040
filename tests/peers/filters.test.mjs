// Filters and paths beside other implementations.
import assert from "node:assert/strict";
import test from "node:test";
import { compare } from "./support/differences.mjs";
import { brokenFilters, filters } from "./support/generate.mjs";
import { publishedTexts } from "./support/published.mjs";

const peers = ["scim2-parse-filter", "scimmy", "scim2-models"];

test("published filters and paths", async () => {
  await compare("published texts", publishedTexts(), peers);
});

test("generated filters", async () => {
  const ours = await compare("generated filters", filters(300, 7644), peers);
  // a generator of filters that never match, or always, would show nothing
  const bits = ours.join("");
  const matched = bits.split("1").length - 1;
  assert.ok(matched > bits.length / 10 && matched < bits.length * 0.9, `${matched} of ${bits.length} match`);
  assert.ok(!ours.includes("reject"), "the generator makes filters");
});

test("texts that are nearly filters", async () => {
  const ours = await compare("broken filters", brokenFilters(150, 3422), peers);
  const refused = ours.filter((one) => one === "reject").length;
  assert.ok(refused > 50 && refused < 150, `${refused} of ${ours.length} are refused`);
});
