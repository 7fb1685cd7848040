/** What the page and its worker say to each other. */
import type { CycleReport, CycleSettings, Diagnostic, EvaluateOptions, Users } from "../engine.ts";

export type Request =
  | { do: "start"; module: WebAssembly.Module }
  | { do: "read"; bytes: Uint8Array }
  | { do: "plan"; profile: object; options: EvaluateOptions }
  | { do: "payloads"; lines: Uint8Array }
  | { do: "everybody"; profile: object; users: Uint8Array; settings: EverybodySettings };

/** All that a preview of everybody can be told, but for what cannot be sent to a worker. */
export type EverybodySettings = EvaluateOptions & Omit<CycleSettings, "onProgress" | "onUser">;

export type Reply =
  | { done: "start" | "plan" }
  | { done: "read"; users: Users }
  | ({ done: "payloads" } & Made)
  | { done: "everybody"; report: CycleReport }
  /** No answer yet: bytes read so far. */
  | { done: "progress"; read: number }
  | { done: "failed"; message: string };

/** Payloads of some users, with the problems of their lines. */
export interface Made {
  lines: Uint8Array;
  problems: Diagnostic[];
}
