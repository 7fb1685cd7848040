// The engine as it ships, loaded once in each test file.
import { readFileSync } from "node:fs";
import * as engine from "../../www/src/engine/engine.js";

export const wasm = readFileSync(new URL("../../www/src/engine/engine_bg.wasm", import.meta.url));
engine.initSync({ module: wasm });

export * from "../../www/src/engine/codes.js";
export * from "../../www/src/engine/engine.js";

/** The errors among diagnostics. */
export const errors = (diagnostics) => diagnostics.filter((found) => found.severity === "error");

/** Reads a JSON file under tests/cases. */
export const cases = (name) => JSON.parse(readFileSync(new URL(`../cases/${name}`, import.meta.url), "utf8"));
