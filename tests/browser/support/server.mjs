// A static server for the built playground, with the headers a careful host would send.
import { createServer } from "node:http";
import { readFile } from "node:fs/promises";
import { extname, normalize, sep } from "node:path";
import { fileURLToPath } from "node:url";

export const DIST = fileURLToPath(new URL("../../../www/dist/", import.meta.url));

export const POLICY =
  "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; connect-src 'self'; " +
  "img-src 'self' data:; font-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'none'";

export const TRUSTED_TYPES = "require-trusted-types-for 'script'; trusted-types attrflow";

const TYPES = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".svg": "image/svg+xml",
  ".wasm": "application/wasm",
};

/**
 * Serves `files` below `folder` on a free port of 127.0.0.1. `policy` is sent as a header; `change` may
 * rewrite an answer (path, body) or return nothing to send 404.
 */
export async function serve({ files = DIST, folder = "/", policy = POLICY, change = (_path, body) => body } = {}) {
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url, "http://127.0.0.1");
    const path = pathname.startsWith(folder) ? pathname.slice(folder.length) || "index.html" : undefined;
    const body = path === undefined ? undefined : await read(files, path).then((found) => found && change(path, found));
    if (!body) {
      response.writeHead(404).end("not found");
      return;
    }
    response.writeHead(200, {
      "content-type": TYPES[extname(path)] ?? "application/octet-stream",
      ...(policy ? { "content-security-policy": policy } : {}),
      "cache-control": "no-store",
      "x-content-type-options": "nosniff",
    });
    response.end(body);
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address();
  return {
    url: `http://127.0.0.1:${port}${folder}`,
    close: () => new Promise((resolve) => (server.closeAllConnections(), server.close(resolve))),
  };
}

async function read(folder, path) {
  const file = normalize(folder + decodeURIComponent(path));
  if (!file.startsWith(folder.endsWith(sep) ? folder : folder + sep)) return undefined;
  return readFile(file).catch(() => undefined);
}
