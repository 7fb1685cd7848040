/** What the page and its worker say to each other. */
import type { Diagnostic, EvaluateOptions, Users } from "../engine.ts";

export type Request =
  | { do: "start"; module: WebAssembly.Module }
  | { do: "read"; bytes: Uint8Array }
  | { do: "plan"; profile: object; options: EvaluateOptions }
  | { do: "payloads"; lines: Uint8Array };

export type Reply =
  | { done: "start" | "plan" }
  | { done: "read"; users: Users }
  | ({ done: "payloads" } & Made)
  | { done: "failed"; message: string };

/** Payloads of some users, with the problems of their lines. */
export interface Made {
  lines: Uint8Array;
  problems: Diagnostic[];
}
