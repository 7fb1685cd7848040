/** The engine beside the page, for what would hold the page up: big files and many users. */
import { initSync, Plan, readUsers, Target } from "../../engine/engine.js";
import type { EvaluateOptions } from "../../engine/engine.js";
import type { Reply, Request, SentTarget } from "./messages.ts";

let plan: Plan | undefined;
let options: EvaluateOptions = {};
let target: Target | undefined;

function answer(request: Request): Reply {
  switch (request.do) {
    case "start":
      // The page hands over the module it has compiled: no second download.
      initSync({ module: request.module });
      return { done: "start" };
    case "read":
      return { done: "read", users: readUsers(request.bytes, request.system) };
    case "plan":
      plan?.free();
      plan = new Plan(request.profile, { lenient: true });
      options = request.options;
      return { done: "plan" };
    case "payloads":
      if (!plan) return { done: "failed", message: "No profile has been given." };
      return {
        done: "payloads",
        lines: plan.payloads(request.lines, options),
        problems: plan.problems(request.lines, options),
      };
    case "survey":
      keep(request.target);
      return { done: "survey", survey: { count: target?.count ?? 0, problems: target?.diagnostics ?? [] } };
    case "everybody": {
      keep(request.target);
      const one = new Plan(request.profile, { lenient: true });
      try {
        const onProgress = (read: number): void => self.postMessage({ done: "progress", read } satisfies Reply);
        return { done: "everybody", report: one.previewAll(request.users, { ...request.settings, onProgress, ...(target && { target }) }) };
      } finally {
        one.free();
      }
    }
  }
}

/** Reads what the target holds, unless it is kept from before. */
function keep(sent: SentTarget): void {
  if (sent === "kept") return;
  target?.free();
  target = undefined;
  if (sent) target = new Target(sent);
}

self.addEventListener("message", ({ data }: MessageEvent<Request>) => {
  let reply: Reply;
  try {
    reply = answer(data);
  } catch (thrown) {
    reply = { done: "failed", message: thrown instanceof Error ? thrown.message : String(thrown) };
  }
  self.postMessage(reply);
});
