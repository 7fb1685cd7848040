// Help for editors: every offset counts as JavaScript counts.
import assert from "node:assert/strict";
import { describe as suite, test } from "node:test";
import { complete, describe, hover, signatureHelp } from "./engine.mjs";

const labels = (...call) => complete(...call).map(({ label }) => label);

/** The text with a completion accepted, the cursor as |. */
function accept(text, offset, label, options) {
  const { span, insert, cursor } = complete(text, offset, options).find((one) => one.label === label);
  return `${text.slice(0, span.start)}${insert.slice(0, cursor)}|${insert.slice(cursor)}${text.slice(span.end)}`;
}

suite("complete", () => {
  test("offers functions with their brackets", () => {
    const [first] = complete("ToL", 3);
    assert.deepEqual(
      { ...first, documentation: undefined },
      {
        label: "ToLower",
        kind: "function",
        insert: "ToLower()",
        cursor: 8,
        detail: "(source, [culture])",
        documentation: undefined,
        span: { start: 0, end: 3 },
      },
    );
    assert.match(first.documentation, /lower case/);
  });

  test("counts UTF-16 behind emoji and combining characters", () => {
    const text = 'Join("😀é", [gi';
    assert.equal(accept(text, text.length, "[givenName]"), 'Join("😀é", [givenName]|');
    assert.equal(accept('Join("😀", [gi], "x")', 14, "[givenName]"), 'Join("😀", [givenName]|, "x")');
  });

  test("knows the user, the tenant and the target", () => {
    const user = { department: "Sales", mobilePhone: "555", extension_1_badge: 7 };
    const found = complete("[", 1, { user, attributes: ["extension_2_floor"] });
    const details = Object.fromEntries(found.map(({ label, detail }) => [label, detail]));
    assert.equal(details["[department]"], "Sales");
    assert.equal(details["[mobile]"], "555");
    assert.equal(details["[extension_1_badge]"], "7");
    assert.equal(details["[extension_2_floor]"], "");
    const licences = ['"Basic"', '"Licensed"', '"On-Prem"', '"Collaboration"'];
    assert.deepEqual(labels('IIF([a] = "b", "', 16, { target: "userType" }), licences);
    assert.deepEqual(labels('Switch([userType], , "', 22), ['"Member"', '"Guest"']);
  });

  test("refuses options that are not as documented", () => {
    assert.throws(() => complete("", 0, { dialect: "okta" }), { name: "AttrflowError", message: /entra or connect/ });
    assert.throws(() => complete("", 0, { user: "ada" }), { name: "AttrflowError", message: /`user`/ });
  });
});

suite("signatureHelp", () => {
  test("follows the cursor", () => {
    const help = signatureHelp('Join("😀", [a], ', 17);
    assert.equal(help.function, "Join");
    assert.equal(help.activeArgument, 2);
    const { span, name, type, required } = help.parameters[help.activeParameter];
    assert.deepEqual([name, type, required], ["source", "any", false]);
    assert.equal(help.signature.slice(span.start, span.end), "[source…]");
    assert.equal(signatureHelp("[mail]", 3), undefined);
    assert.equal(signatureHelp("Now(1, ", 7).activeParameter, undefined);
  });
});

suite("hover", () => {
  test("tells what a word means, and what the call means here", () => {
    const found = hover('Append("😀", Left([displayName], 3))', 15);
    assert.equal(found.title, "Left");
    assert.deepEqual(found.span, { start: 13, end: 17 });
    assert.equal(found.words, "the first 3 characters of displayName");
    assert.ok(found.examples.length > 0);
    assert.equal(hover("ToLower([mail])", 10, { user: { mail: "a@x" } }).summary.endsWith("This user: a@x"), true);
    assert.equal(hover("ToLower([mail])", 99), undefined);
  });
});

suite("describe", () => {
  test("says expressions in a sentence", () => {
    assert.equal(
      describe('ToLower(Item(Split([userPrincipalName], "@"), 1))'),
      "userPrincipalName up to the first @, in lower case",
    );
    assert.equal(describe("ToLower("), undefined);
    assert.equal(describe('[a] & "x"', { dialect: "connect" }), 'a followed by "x"');
  });
});

suite("any text", () => {
  test("is fine at any place", () => {
    const deep = `${"Switch(".repeat(98)}[a]`;
    for (const text of ['IIF([a[x eq "]"].b] <> &HF, %D.F%, ‘x’ & $v) "open', "😀[😀", "\ud83d", deep, '"'.repeat(999)]) {
      for (let at = 0; at <= Math.min(text.length + 1, 60); at += 1) {
        complete(text, at);
        signatureHelp(text, at);
        hover(text, at);
      }
      describe(text);
    }
    const nested = `${"ToLower(".repeat(98)}[a]${")".repeat(98)}`;
    assert.ok(describe(nested).length <= 200);
    hover(nested, 1);
  });
});
