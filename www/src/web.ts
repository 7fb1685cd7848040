/**
 * The package in a browser (or any host that can fetch): `await init()` once, then call.
 *
 * ```js
 * import { init, evaluate } from "attrflow";
 * await init();
 * evaluate('Join(" ", [givenName], [surname])', { givenName: "Lena", surname: "Fox" }).value; // "Lena Fox"
 * ```
 */
import start, { type InitInput } from "./engine/engine.js";

export * from "./engine/codes.js";
export * from "./engine/engine.js";

/**
 * Loads the engine. Without an argument it is fetched from beside this file; a host may give its own
 * address, a `Response`, the bytes, or a compiled `WebAssembly.Module`. Further calls do nothing.
 */
export async function init(source?: InitInput | Promise<InitInput>): Promise<void> {
  await (source === undefined ? start() : start({ module_or_path: source }));
}
