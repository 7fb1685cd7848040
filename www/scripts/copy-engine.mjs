// tsc copies neither the generated glue nor the wasm file; they go beside the compiled entries, with the licences.
import { copyFileSync, mkdirSync } from "node:fs";

const root = new URL("../", import.meta.url);
mkdirSync(new URL("lib/engine/", root), { recursive: true });
for (const file of ["engine.js", "engine.d.ts", "engine_bg.wasm", "codes.js", "codes.d.ts"]) {
  copyFileSync(new URL(`src/engine/${file}`, root), new URL(`lib/engine/${file}`, root));
}
for (const file of ["LICENSE-APACHE", "LICENSE-MIT"]) {
  copyFileSync(new URL(`../${file}`, root), new URL(`lib/${file}`, root));
}
