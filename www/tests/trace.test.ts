import assert from "node:assert/strict";
import { test } from "node:test";
import type { TraceNode } from "../src/playground/engine.ts";
import { opensByItself, Outline } from "../src/playground/mappings/trace/outline.ts";

// IIF([a] = "😀", f([b]), g([c]))
const TEXT = 'IIF([a] = "\u{1f600}", f([b]), g([c]))';
const node = (text: string, parent: number | undefined, state: TraceNode["state"] = "value"): TraceNode => {
  const start = TEXT.indexOf(text);
  const depth = parent === undefined ? 0 : parent === 0 ? 1 : 2;
  return { span: { start, end: start + text.length }, kind: "call", label: text, state, depth, ...(parent === undefined ? {} : { parent }) };
};
const outline = new Outline([
  node(TEXT, undefined),
  node('[a] = "\u{1f600}"', 0),
  node("[a]", 1),
  node('"\u{1f600}"', 1),
  node("f([b])", 0),
  node("[b]", 4),
  node("g([c])", 0, "not-evaluated"),
  node("[c]", 6, "not-evaluated"),
]);
const around = (start: number, end = start): string | undefined => outline.around({ start, end })?.node.label;

test("lines know their place among their siblings, and a path that lasts", () => {
  assert.deepEqual(
    outline.items.map(({ path, position, siblings }) => `${path} ${position}/${siblings}`),
    ["0 1/1", "0.0 1/3", "0.0.0 1/2", "0.0.1 2/2", "0.1 2/3", "0.1.0 1/1", "0.2 3/3", "0.2.0 1/1"],
  );
});

test("what did not run is folded, and a folded line hides all below it", () => {
  const labels = (isOpen = opensByItself): string[] => outline.visible(isOpen).map((item) => item.node.label);
  assert.deepEqual(labels().slice(-2), ["[b]", "g([c])"]);
  assert.deepEqual(labels(({ index }) => index !== 0), [TEXT]);
  assert.equal(labels(() => true).length, 8);
});

test("the part around a cursor or selection is the smallest one that holds it", () => {
  assert.equal(around(TEXT.indexOf("[b]")), "[b]");
  assert.equal(around(TEXT.indexOf("[b]") + 3), "[b]", "just behind it counts");
  assert.equal(around(TEXT.indexOf("=")), '[a] = "\u{1f600}"');
  assert.equal(around(TEXT.indexOf("\u{1f600}") + 2), '"\u{1f600}"');
  assert.equal(around(1), TEXT);
  assert.equal(around(TEXT.indexOf("[b]"), TEXT.indexOf("[c]")), TEXT);
  assert.equal(around(TEXT.length + 1), undefined);
  assert.deepEqual(outline.above(outline.items[3]!).map(({ index }) => index), [1, 0]);
});
