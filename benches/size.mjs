// Prints the size of files, and of the files of folders, as they travel: raw, gzip -9, brotli.
import { readFileSync, readdirSync, statSync } from "node:fs";
import { join, relative } from "node:path";
import { brotliCompressSync, gzipSync } from "node:zlib";

const files = process.argv.slice(2).flatMap(function list(path) {
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path).filter((name) => !name.startsWith(".")).flatMap((name) => list(join(path, name)));
});
const kilobytes = (bytes) => (bytes / 1000).toFixed(1).padStart(9);
const row = (sizes, name) => console.log(`${sizes.map(kilobytes).join("")}  ${name}`);

console.log("   raw kB     gzip   brotli");
const total = [0, 0, 0];
for (const file of files) {
  const bytes = readFileSync(file);
  const sizes = [bytes.length, gzipSync(bytes, { level: 9 }).length, brotliCompressSync(bytes).length];
  sizes.forEach((size, at) => (total[at] += size));
  row(sizes, relative(".", file));
}
if (files.length > 1) row(total, "total");
