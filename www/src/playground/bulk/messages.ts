/** What the page and its worker say to each other. */
import type { CycleReport, CycleSettings, Diagnostic, EvaluateOptions, System, Users } from "../engine.ts";
import type { Survey } from "../target/holdings.ts";

export type Request =
  | { do: "start"; module: WebAssembly.Module }
  | { do: "read"; bytes: Uint8Array; system: System }
  | { do: "plan"; profile: object; options: EvaluateOptions }
  | { do: "payloads"; lines: Uint8Array }
  | { do: "survey"; target: SentTarget }
  | { do: "everybody"; profile: object; users: Uint8Array; target: SentTarget; settings: EverybodySettings };

/** What the target holds: its bytes, which the worker keeps until the next that are sent, or those that it has kept. */
export type SentTarget = Uint8Array | "kept" | undefined;

/** All that a preview of everybody can be told, but for the target and what cannot be sent to a worker. */
export type EverybodySettings = EvaluateOptions & Omit<CycleSettings, "target" | "onProgress" | "onUser">;

export type Reply =
  | { done: "start" | "plan" }
  | { done: "read"; users: Users }
  | { done: "survey"; survey: Survey }
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
