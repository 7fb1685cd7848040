import type { FileReading, Registry, Users } from "../engine.ts";
import { systemOf, type Draft } from "../profile/draft.ts";
import type { Directory } from "../state.ts";

/** The users that come with the engine, as the source system of a profile has them. */
export function samples({ samples: all }: Registry, draft: Draft): Directory {
  const users = all[systemOf(draft)].map(({ title, note, user }) => ({ label: title, note, json: JSON.stringify(user, null, 2) }));
  return { origin: "samples", title: "Sample users", format: undefined, users, problems: [] };
}

export function loaded(title: string, { users, format, diagnostics }: Users, reading: FileReading | undefined): Directory {
  return { origin: "loaded", title, format: formatName(format), users, problems: diagnostics, reading };
}

const FORMATS: Record<string, string> = {
  graph: "Graph JSON",
  array: "JSON array",
  object: "one JSON object",
  ndjson: "NDJSON",
  csv: "CSV",
};

/** How users were written, for people. */
export function formatName(format: Users["format"]): string {
  return format === undefined ? "" : (FORMATS[format] ?? format);
}
