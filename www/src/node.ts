/**
 * The package in Node: ready as soon as it is imported.
 *
 * ```js
 * import { evaluate } from "attrflow";
 * evaluate("ToLower([mail])", { mail: "A@EXAMPLE.COM" }).value; // "a@example.com"
 * ```
 */
import { readFileSync } from "node:fs";
import { initSync } from "./engine/engine.js";

initSync({ module: readFileSync(new URL("./engine/engine_bg.wasm", import.meta.url)) });

export * from "./engine/codes.js";
export * from "./engine/engine.js";

/** Already done in Node; here so that one text of source runs in both places. */
export async function init(): Promise<void> {}
