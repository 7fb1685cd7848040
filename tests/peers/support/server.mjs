// scim2-server on a free port of this machine, and requests to it.
import { spawn } from "node:child_process";
import { createServer } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { python } from "./process.mjs";

async function freePort() {
  const server = createServer();
  await new Promise((resolve, reject) => server.on("error", reject).listen(0, "127.0.0.1", resolve));
  const { port } = server.address();
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** Starts the server, waits until it answers, and gives `request` and `stop`. */
export async function startServer() {
  const port = await freePort();
  const start = "from scim2_server.testserver.cli import main; main()";
  const child = spawn(python(), ["-c", start, "--hostname", "127.0.0.1", "--port", String(port)], {
    stdio: ["ignore", "ignore", "pipe"],
    timeout: 120_000,
  });
  let said = "";
  child.stderr.on("data", (chunk) => (said += chunk));
  const ended = new Promise((resolve) => child.on("close", resolve).on("error", resolve));
  const stop = async () => {
    process.off("exit", kill);
    kill();
    await ended;
  };
  const kill = () => child.kill();
  process.on("exit", kill);

  const request = async (method, path, body) => {
    const response = await fetch(`http://127.0.0.1:${port}${path}`, {
      method,
      headers: { accept: "application/scim+json", "content-type": "application/scim+json" },
      body: typeof body === "object" ? JSON.stringify(body) : body,
      signal: AbortSignal.timeout(10_000),
    });
    const text = await response.text();
    return { status: response.status, body: text ? JSON.parse(text) : undefined };
  };
  for (let tries = 0; ; tries++) {
    if (child.exitCode !== null || tries > 100) {
      await stop();
      throw new Error(`scim2-server does not answer:\n${said}`);
    }
    try {
      await request("GET", "/ServiceProviderConfig");
      return { request, stop };
    } catch {
      await sleep(200);
    }
  }
}
