/** What the page and its worker say to each other. */
import type { EvaluateOptions, Users } from "../engine.ts";

export type Request =
  | { do: "start"; module: WebAssembly.Module }
  | { do: "read"; bytes: Uint8Array }
  | { do: "plan"; profile: object; options: EvaluateOptions }
  | { do: "payloads"; lines: Uint8Array };

export type Reply =
  | { done: "start" | "plan" }
  | { done: "read"; users: Users }
  | { done: "payloads"; lines: Uint8Array }
  | { done: "failed"; message: string };
