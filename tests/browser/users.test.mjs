import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { drop, frames, load, payload, problems, replaceText, row, setup, user, writeExpression } from "./support/playground.mjs";

const context = setup();
const bytes = (text) => Buffer.from(text, "utf8");

const CSV = [
  "userPrincipalName,displayName,givenName,surname,mail,department",
  "ada@example.com,Ada Lovelace,Ada,Lovelace,ada@example.com,Engines",
  'grace@example.com,"Hopper, Grace",Grace,Hopper,grace@example.com,Navy',
].join("\r\n");

const NDJSON = Array.from({ length: 1200 }, (_, index) =>
  JSON.stringify({ userPrincipalName: `user${index}@example.com`, displayName: `User ${index}`, givenName: `N${index}` }),
).join("\n");

test("a CSV file gives its users, one after another", async () => {
  const page = await context.open();
  await load(page, "users.csv", bytes(CSV));
  await page.getByText("users.csv · CSV · 2 users").waitFor();
  assert.equal((await payload(page)).userName, "ada@example.com");
  await page.getByRole("button", { name: "Next user" }).click();
  await frames(page);
  assert.equal((await payload(page)).userName, "grace@example.com");
  assert.equal((await payload(page)).name.familyName, "Hopper");
  assert.ok(await page.getByRole("button", { name: "Next user" }).isDisabled());
  await page.getByRole("button", { name: "Back to samples" }).click();
  await page.getByText("Sample users").waitFor();
  await page.getByRole("button", { name: "Undo" }).click();
  await page.getByText("users.csv · CSV · 2 users").waitFor();
});

test("Graph JSON and NDJSON are read; a long list can be searched", async () => {
  const page = await context.open();
  await load(page, "graph.json", bytes(JSON.stringify({ value: [{ userPrincipalName: "g@example.com" }] })));
  await page.getByText(/graph\.json · Graph JSON · 1 user$/).waitFor();
  await load(page, "many.ndjson", bytes(NDJSON));
  await page.getByText("1,200 users").first().waitFor();
  await page.locator(".chooser-open").click();
  assert.equal(await page.locator(".user-item").count(), 100);
  await page.getByText("1,100 more").waitFor();
  await page.getByLabel("Search users").fill("user1199@");
  assert.equal(await page.locator(".user-item").count(), 1);
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await frames(page);
  assert.equal((await payload(page)).userName, "user1199@example.com");
});

test("files that hold no users are refused in words, and nothing is lost", async () => {
  const broken = {
    "cut.json": bytes('{"value": [{"userPrincipalName": "a@example.com"}, {"userPri'),
    "empty.csv": bytes(""),
    "picture.png": Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13]),
    "prose.txt": bytes("Dear admin,\n\nplease find our users.\n"),
    "odd.json": bytes("[1, 2, 3]"),
    "latin1.csv": Buffer.from("userPrincipalName,displayName\nz\xf6e@example.com,Z\xf6e\n", "latin1"),
  };
  const page = await context.open();
  await replaceText(page, user(page), '{"userPrincipalName": "kept@example.com"}');
  for (const [name, content] of Object.entries(broken)) {
    await load(page, name, content);
    await page.locator(".chooser-open").waitFor();
    await page.waitForFunction(
      (file) => document.querySelector(".failure:not([hidden])")?.textContent?.includes(file) || document.querySelector(".directory-title")?.textContent?.includes(file),
      name,
    );
    const refused = await page.locator(".failure:not([hidden])").count();
    if (refused) {
      const text = await page.locator(".failure").innerText();
      assert.ok(text.length > name.length + 60, `${name}: says more than "no": ${text}`);
      assert.match(await user(page).innerText(), /kept@example\.com/, `${name}: the users stay`);
      await page.getByRole("button", { name: "Dismiss" }).first().click();
    } else {
      // What could be read is there; what could not is listed with it.
      assert.ok((await page.locator("details.about .problem").count()) > 0, `${name}: problems are listed`);
      await page.getByRole("button", { name: "Undo" }).count();
      await page.getByRole("button", { name: "Back to samples" }).click();
      await replaceText(page, user(page), '{"userPrincipalName": "kept@example.com"}');
    }
  }
  assert.equal((await payload(page)).userName, "kept@example.com");
  assert.deepEqual(page.complaints, []);
});

test("a broken text can be corrected on the page and stays when the dialog is closed", async () => {
  const page = await context.open();
  await load(page, "prose.txt", bytes("[oops"));
  await page.getByRole("button", { name: "Correct it as text" }).click();
  const editor = page.getByRole("textbox", { name: "Users as text" });
  assert.equal(await editor.innerText(), "[oops");
  assert.ok(await page.getByRole("button", { name: "Use these users" }).isDisabled());
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Paste…" }).click();
  assert.equal(await editor.innerText(), "[oops");
  await replaceText(page, editor, '[{"userPrincipalName": "pasted@example.com"}]');
  await page.getByRole("button", { name: "Use these users" }).click();
  await frames(page);
  assert.equal((await payload(page)).userName, "pasted@example.com");
});

test("a list pasted into the user editor can be loaded as one", async () => {
  const page = await context.open();
  await replaceText(page, user(page), '[{"userPrincipalName": "one@example.com"}, {"userPrincipalName": "two@example.com"}]');
  await page.getByRole("button", { name: "Load as list" }).click();
  await page.getByText("2 users").first().waitFor();
  assert.equal((await payload(page)).userName, "one@example.com");
});

test("a dropped file is taken", async () => {
  const page = await context.open();
  await drop(page, "dropped.csv", CSV);
  await page.getByText("dropped.csv · CSV · 2 users").waitFor();
});

test("edits of several users are all kept", async () => {
  const page = await context.open();
  const next = page.getByRole("button", { name: "Next user" });
  await replaceText(page, user(page), '{"userPrincipalName": "first@example.com"}');
  await next.click();
  await replaceText(page, user(page), '{"userPrincipalName": "second@example.com"}');
  await page.getByRole("button", { name: "Previous user" }).click();
  await frames(page);
  assert.equal((await payload(page)).userName, "first@example.com");
  await page.getByRole("button", { name: "Revert" }).click();
  await frames(page);
  assert.notEqual((await payload(page)).userName, "first@example.com");
  await next.click();
  await frames(page);
  assert.equal((await payload(page)).userName, "second@example.com");
});

test("payloads of all users come as NDJSON, in order", async () => {
  const page = await context.open();
  await load(page, "many.ndjson", bytes(NDJSON));
  const [file] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: "Download payloads of all 1,200 users" }).click(),
  ]);
  assert.match(file.suggestedFilename(), /\.ndjson$/);
  const bodies = (await readFile(await file.path(), "utf8")).trimEnd().split("\n").map((line) => JSON.parse(line));
  assert.equal(bodies.length, 1200);
  bodies.forEach((body, index) => assert.equal(body.userName, `user${index}@example.com`));
  await page.getByText("1,200 payloads of 1,200 users; no problems").waitFor();
  assert.deepEqual(page.complaints, []);
});

test("problems of all users are gathered and lead to user and mapping", async () => {
  const page = await context.open();
  const line = (index) => ({ userPrincipalName: `user${index}@example.com`, displayName: `User ${index}`, at: index % 500 === 499 ? "soon" : "7" });
  await load(page, "many.ndjson", bytes(Array.from({ length: 1200 }, (_, index) => JSON.stringify(line(index))).join("\n")));
  await page.getByText("1,200 users").first().waitFor();
  await replaceText(page, user(page), '{"userPrincipalName": "cut');
  await writeExpression(page, "name.givenName", 'FormatDateTime([at], , "%d", "MM")');
  await page.getByRole("button", { name: /^Download payloads/ }).click();
  await page.getByText("1,199 payloads of 1,200 users; 3 problems").waitFor();
  const report = page.locator(".report .problem");
  assert.equal(await report.count(), 2);
  assert.match(await report.nth(0).innerText(), /soon[\s\S]*name\.givenName[\s\S]*user499@example\.com\s+user999@example\.com/);
  assert.match(await report.nth(1).innerText(), /closing quote[\s\S]*user0@example\.com/);
  await report.nth(0).getByRole("button", { name: "user999@example.com" }).click();
  await frames(page);
  assert.equal(await page.locator(".chooser-place").innerText(), "1,000 of 1,200");
  assert.match(await problems(page).filter({ hasText: "soon" }).innerText(), /name\.givenName/);
  assert.equal(await page.locator(".report-stale").isVisible(), false, "looking at a user changes nothing");
  await writeExpression(page, "name.givenName", '"fixed"');
  await page.locator(".report-stale").waitFor();
  await page.getByRole("button", { name: "Close the list" }).click();
  assert.equal(await page.locator(".report").isVisible(), false);
});

test("what administrators export is read: columns of the admin centre, semicolons, UTF-16, the bulk template, pages", async () => {
  const page = await context.open();
  const title = page.locator(".directory-title");
  const files = {
    "centre.csv": [bytes('"User principal name","Display name","Surname","First name"\r\n"zoe@example.com","Zoe Sand","Sand","Zoe"\r\n'), "zoe@example.com"],
    "semicolons.csv": [bytes('userPrincipalName;displayName;surname\r\nzoe@example.com;"Sand; Zoe";Sand\r\n'), "zoe@example.com"],
    "wide.csv": [Buffer.from("\ufeffuserPrincipalName\tdisplayName\r\nzo\u00eb@example.com\tZo\u00eb\r\n", "utf16le"), "zo\u00eb@example.com"],
    "template.csv": [bytes("version:v1.0\r\nName [displayName] Required,User name [userPrincipalName] Required\r\nZoe,zoe@example.com\r\n"), "zoe@example.com"],
  };
  for (const [name, [content, userName]] of Object.entries(files)) {
    await load(page, name, content);
    await title.filter({ hasText: `${name} \u00b7 CSV` }).waitFor();
    assert.equal((await payload(page)).userName, userName, name);
  }
  const graph = (userPrincipalName, next) => JSON.stringify({ ...(next ? { "@odata.nextLink": "https://graph.example/next" } : {}), value: [{ userPrincipalName }] });
  await load(page, "page1.json", bytes(graph("one@example.com", true)));
  await page.locator(".about .problem", { hasText: "nextLink" }).waitFor();
  await page.locator("input[type=file]").setInputFiles([
    { name: "page2.json", mimeType: "application/json", buffer: bytes(graph("two@example.com")) },
    { name: "page1.json", mimeType: "application/json", buffer: bytes(graph("one@example.com", true)) },
  ]);
  await title.filter({ hasText: "2 files \u00b7 Graph JSON \u00b7 2 users" }).waitFor();
  assert.equal((await payload(page)).userName, "one@example.com");
  assert.deepEqual(page.complaints, []);
});

test("a synchronization schema pasted as users is refused in one sentence", async () => {
  const page = await context.open();
  const schema = JSON.stringify({ id: "scim", synchronizationRules: [{ name: "USER_OUTBOUND", objectMappings: [{ attributeMappings: [] }] }] });
  await page.getByRole("button", { name: "Paste\u2026" }).first().click();
  await replaceText(page, page.getByRole("textbox", { name: "Users as text" }), schema);
  assert.match(await page.locator("dialog[open] .problem").innerText(), /synchronization schema of Microsoft Graph, not a list of users/);
  assert.ok(await page.getByRole("button", { name: "Use these users" }).isDisabled());
});

test("making payloads leaves the page alive and can be cancelled", async () => {
  const page = await context.open();
  const line = (index) => `{"userPrincipalName":"user${index}@example.com","displayName":"${"x".repeat(40)}"}`;
  await load(page, "large.ndjson", bytes(Array.from({ length: 150_000 }, (_, index) => line(index)).join("\n")));
  await page.getByText("150,000 users").first().waitFor({ timeout: 60_000 });
  await page.getByRole("button", { name: /^Download payloads/ }).click();
  await page.getByRole("button", { name: "Cancel" }).click();
  await page.locator(".download-status", { hasText: "Cancelled" }).waitFor();
  assert.match(await row(page, "userName").innerText(), /user0@example\.com/);
});

test("a dropped file says what it is and what became of its columns", async () => {
  const page = await context.open();
  await drop(page, "Benutzer.csv", [
    "Benutzerprinzipalname;Anzeigename;Vorname;Nachname;Abteilung;Lizenzen",
    "ada@example.com;Ada Lovelace;Ada;Lovelace;Vertrieb;E3",
    "grace@example.com;Grace Hopper;Grace;Hopper;Marine;E5",
  ].join("\r\n"));
  await page.getByText("Benutzer.csv · CSV · 2 users").waitFor();
  const reading = page.locator("details.reading");
  assert.match(await reading.locator("summary").innerText(), /Microsoft 365 admin centre, German · 5 of 6 columns are read/);
  await reading.locator("summary").click();
  const rows = await reading.locator("tbody tr").allInnerTexts();
  assert.ok(rows.some((text) => /^Abteilung\s+department$/.test(text)), rows.join(" | "));
  assert.ok(rows.some((text) => /^Lizenzen\s+\S/.test(text)), "what is not read says why");
  assert.equal((await payload(page)).name.familyName, "Lovelace");
});

test("what is dropped goes where it belongs", async () => {
  const page = await context.open();
  const accounts = { page_count: 1, page_number: 1, total_records: 1, users: [{ id: "z8tR", email: "ada@example.com", first_name: "Ada", last_name: "Lovelace", type: 2, status: "active" }] };
  await drop(page, "zoom.json", JSON.stringify(accounts));
  await page.getByText(/Zoom holds 1 account/).first().waitFor({ state: "attached" });
  const schema = { value: [{ id: "job", schema: { synchronizationRules: [], directories: [] } }] };
  await drop(page, "jobs.json", JSON.stringify(schema));
  await page.locator("dialog[open]").waitFor();
  await page.keyboard.press("Escape");
  assert.deepEqual(page.complaints, []);
});

test("users of another system are one finding, with its preset at hand", async () => {
  const page = await context.open();
  const one = (login) => ({ id: login, status: "ACTIVE", profile: { login, email: login, firstName: "Ada", lastName: "Lovelace" } });
  await drop(page, "okta.json", JSON.stringify([one("ada@example.com"), one("grace@example.com")]));
  const failure = page.locator(".failure:not([hidden])");
  assert.match(await failure.innerText(), /users of Okta/);
  assert.equal(await failure.locator(".problem").count(), 1);
  await failure.getByRole("button", { name: /^Use the preset/ }).click();
  await page.getByText("okta.json · JSON array · 2 users").waitFor();
  assert.equal((await payload(page)).userName, "ada@example.com");
});

test("a refused file says what it is and where the right one is got", async () => {
  const page = await context.open();
  for (const [name, content, expected] of [
    ["denied.json", JSON.stringify({ error: { code: "Authorization_RequestDenied", message: "Insufficient privileges to complete the operation." } }), /Authorization_RequestDenied|Insufficient privileges/],
    ["groups.json", JSON.stringify({ "@odata.context": "https://graph.microsoft.com/v1.0/$metadata#groups", value: [{ id: "1", displayName: "Sales", groupTypes: [], securityEnabled: true }] }), /groups[\s\S]*\/users/],
    ["users.xlsx", Buffer.concat([Buffer.from([0x50, 0x4b, 3, 4, 20, 0, 6, 0]), Buffer.from("[Content_Types].xml xl/workbook.xml")]), /CSV UTF-8/],
  ]) {
    await load(page, name, Buffer.from(content));
    const failure = page.locator(".failure:not([hidden])", { hasText: name });
    await failure.waitFor();
    assert.match(await failure.innerText(), expected, name);
  }
});
