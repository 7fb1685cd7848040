// In src/ imports point one way: from the page down to what the engine says.
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join, posix, sep } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

/** Files and folders of src/, lowest first: each may import what stands before it, and files of its own folder. */
const ORDER = [
  // Built from Rust, and the two fronts of the package.
  "engine/",
  "node.ts",
  "web.ts",
  // What everything speaks of: elements, the engine's answers, JSON as text.
  "playground/lifetime.ts",
  "playground/dom.ts",
  "playground/engine.ts",
  "playground/json/",
  // The profile as a draft, a user's past and the target, what was found where.
  "playground/profile/",
  "playground/target/",
  "playground/problems/",
  // Tools of the screen that know nothing of what it shows.
  "playground/editor/",
  "playground/controls/",
  "playground/files/",
  "playground/bulk/",
  // The state, what comes of it, and the one place where it changes.
  "playground/state.ts",
  "playground/chosen-user.ts",
  "playground/origins.ts",
  "playground/evaluate.ts",
  "playground/store.ts",
  "playground/storage.ts",
  "playground/app.ts",
  // Panels.
  "playground/users/",
  "playground/documents/",
  "playground/job/",
  "playground/mappings/",
  "playground/outcome/",
  "playground/everybody/",
  "playground/payload/",
  "playground/dock/",
  "playground/shell/",
  // The whole.
  "playground/playground.ts",
  "playground/main.ts",
];

/** Files that hold types alone, and so import nothing that runs. */
const TYPES_ONLY = ["playground/state.ts"];

const SOURCE = fileURLToPath(new URL("../../src/", import.meta.url));
const IMPORT = /^(?:import|export)\s(?:[^"';]*?\sfrom\s)?"(\.[^"?]+)[^"]*";/gm;

interface Import {
  from: string;
  to: string;
  type: boolean;
}

const files = readdirSync(SOURCE, { recursive: true, encoding: "utf8" })
  .filter((file) => file.endsWith(".ts") && !file.endsWith(".d.ts"))
  .map((file) => file.split(sep).join("/"));
const imports = files.flatMap((file) => importsOf(file, readFileSync(join(SOURCE, file), "utf8")));

function importsOf(from: string, text: string): Import[] {
  return [...text.matchAll(IMPORT)].map(([line, path = ""]) => ({
    from,
    to: posix.join(posix.dirname(from), path),
    type: /^(?:import|export) type\s/.test(line),
  }));
}

/** The place in the order of a file, or -1. */
function rank(file: string): number {
  return ORDER.findIndex((room) => file === room || (room.endsWith("/") && file.startsWith(room)));
}

function wrong({ from, to, type }: Import): boolean {
  return rank(to) > rank(from) || (TYPES_ONLY.includes(from) && !type);
}

/** A way from a file back to itself, if there is one. */
function circle(all: readonly Import[]): string[] | undefined {
  const done = new Set<string>();
  const walk = (file: string, way: readonly string[]): string[] | undefined => {
    if (way.includes(file)) return [...way.slice(way.indexOf(file)), file];
    if (done.has(file)) return undefined;
    for (const { from, to } of all) {
      const found = from === file ? walk(to, [...way, file]) : undefined;
      if (found) return found;
    }
    done.add(file);
    return undefined;
  };
  for (const { from } of all) {
    const found = walk(from, []);
    if (found) return found;
  }
  return undefined;
}

test("every file of src/ has its place in the order", () => {
  assert.deepEqual(files.filter((file) => rank(file) < 0), []);
});

test("no import points up", () => {
  assert.ok(imports.length > 100, `${imports.length} imports were read`);
  assert.deepEqual(imports.filter(wrong).map(({ from, to }) => `${from} -> ${to}`), []);
});

test("no file imports itself by way of others", () => {
  assert.equal(circle(imports)?.join(" -> "), undefined);
});

test("an arrow against the order, a value among types and a circle are refused", () => {
  const [up] = importsOf("playground/json/parse.ts", 'import { Store } from "../store.ts";');
  assert.ok(up && wrong(up));
  const several = importsOf("playground/json/parse.ts", 'import {\n  a,\n  type B,\n} from "../store.ts";\nimport "../app.ts";');
  assert.deepEqual(several.map(({ to }) => to), ["playground/store.ts", "playground/app.ts"]);
  const [value] = importsOf("playground/state.ts", 'import { parse } from "./json/parse.ts";');
  assert.ok(value && wrong(value));
  const [worker] = importsOf("playground/bulk/bulk.ts", 'import address from "./worker.ts?worker&url";');
  assert.equal(worker?.to, "playground/bulk/worker.ts");
  const arrow = (from: string, to: string): Import => ({ from, to, type: false });
  assert.deepEqual(circle([arrow("a", "b"), arrow("b", "c"), arrow("c", "a")]), ["a", "b", "c", "a"]);
  assert.equal(circle([arrow("a", "b"), arrow("a", "c"), arrow("b", "c")]), undefined);
});
