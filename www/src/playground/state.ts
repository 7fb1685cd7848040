/** What the playground knows at a moment. Types alone. */
import type { Assumptions, Diagnostic, FileReading, UserEntry } from "./engine.ts";
import type { Draft } from "./profile/draft.ts";
import type { Holdings } from "./target/holdings.ts";
import type { Past } from "./target/past.ts";

export type Theme = "auto" | "light" | "dark";

/** The source users at hand: the samples, or what was loaded. */
export interface Directory {
  origin: "samples" | "loaded";
  /** File name, or "Sample users". */
  title: string;
  /** How the users were written, for people. */
  format: string | undefined;
  users: readonly (UserEntry & { note?: string })[];
  problems: readonly Diagnostic[];
  /** What the file is and what became of its columns, if that shows. */
  reading?: FileReading | undefined;
}

/** The synchronization schema that a profile comes from. */
export interface Origin {
  title: string;
  text: string;
  /** The place of its object mapping. */
  mapping: number;
}

export interface State {
  theme: Theme;
  /** The preset the profile started from; empty for a profile of one's own. */
  presetId: string;
  draft: Draft;
  /** Where the profile comes from, if that was a synchronization schema. */
  origin: Origin | undefined;
  directory: Directory;
  current: number;
  /** Users as edited on screen, by their place in the directory. */
  edits: ReadonlyMap<number, string>;
  /** The id of the open row. */
  selected: number | undefined;
  /** The id of the row under the pointer or with the focus; its part of the payload is shown. */
  pointed: number | undefined;
  assumptions: Assumptions;
  /** What is assumed of users' past in the job, by their place in the directory. */
  pasts: ReadonlyMap<number, Past>;
  /** What the target holds, if a file told. */
  target: Holdings | undefined;
  /** Whether the open row shows how its value comes about. */
  tracing: boolean;
}
