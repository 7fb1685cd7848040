/** The profile being edited, and every change the screen can make to it. All functions are pure. */
import type { System } from "../engine.ts";

export const MAPPING_TYPES = ["direct", "constant", "expression", "none"] as const;
export type MappingType = (typeof MAPPING_TYPES)[number];

export interface Mapping {
  type: MappingType;
  source?: string;
  target: string;
  default?: string;
  apply?: "always" | "create";
  match?: number;
  required?: boolean;
  note?: string;
}

/** One row; the id stays with the mapping while rows move. */
export interface Row {
  id: number;
  mapping: Mapping;
}

export interface Draft {
  /** Everything in the document but its mappings, kept as it came. */
  head: Readonly<Record<string, unknown>>;
  rows: readonly Row[];
}

let lastId = 0;

function row(mapping: Mapping): Row {
  lastId += 1;
  return { id: lastId, mapping };
}

export function fromDocument(document: object): Draft {
  const { mappings, ...head } = document as Record<string, unknown>;
  const list: unknown[] = Array.isArray(mappings) ? mappings : [];
  return { head, rows: list.map((item) => row(readMapping(item))) };
}

/**
 * Members this page does not know stay in the mapping and in what is exported; so does a type that does not
 * exist, for the engine to object to.
 */
function readMapping(item: unknown): Mapping {
  const known: Partial<Mapping> = typeof item === "object" && item !== null && !Array.isArray(item) ? item : {};
  const type = typeof known.type === "string" ? known.type : ("" as MappingType);
  const source = typeof known.source === "string" || known.source === undefined ? {} : { source: JSON.stringify(known.source) };
  return { ...known, ...source, type, target: typeof known.target === "string" ? known.target : "" };
}

export function toDocument(draft: Draft): object {
  return { ...draft.head, mappings: draft.rows.map(({ mapping }) => mapping) };
}

const SYSTEMS: readonly System[] = ["entra", "pingone", "okta"];

/** The source system of a profile; Entra unless it says otherwise. */
export function systemOf({ head }: Draft): System {
  return SYSTEMS.find((system) => system === head["source"]) ?? "entra";
}

export function titleOf(draft: Draft): string {
  const { name } = draft.head;
  return typeof name === "string" && name !== "" ? name : "Untitled profile";
}

export function indexOf(draft: Draft, id: number | undefined): number {
  return draft.rows.findIndex((item) => item.id === id);
}

/** A new row below the given one, or at the end. */
export function insert(draft: Draft, after: number | undefined): { draft: Draft; id: number } {
  const fresh = row({ type: "direct", source: "", target: "" });
  const at = indexOf(draft, after);
  return { draft: splice(draft, at < 0 ? draft.rows.length : at + 1, fresh), id: fresh.id };
}

/** A row that was added and not touched yet: it is not wrong, there is just nothing in it. */
export function isPristine({ source, target, default: fallback }: Mapping): boolean {
  return !source && !target && !fallback;
}

/** A copy below the original. Its matching precedence is left out: two rows cannot share one. */
export function duplicate(draft: Draft, id: number): { draft: Draft; id: number } | undefined {
  const at = indexOf(draft, id);
  const original = draft.rows[at];
  if (!original) return undefined;
  const { match: _, ...mapping } = original.mapping;
  const copy = row(mapping);
  return { draft: splice(draft, at + 1, copy), id: copy.id };
}

function splice(draft: Draft, at: number, fresh: Row): Draft {
  return { ...draft, rows: [...draft.rows.slice(0, at), fresh, ...draft.rows.slice(at)] };
}

export function remove(draft: Draft, id: number): Draft {
  return { ...draft, rows: draft.rows.filter((item) => item.id !== id) };
}

/** Moves a row up (-1) or down (1); at the edge nothing changes. */
export function move(draft: Draft, id: number, by: -1 | 1): Draft {
  const at = indexOf(draft, id);
  const rows = [...draft.rows];
  const [one, other] = [rows[at], rows[at + by]];
  if (!one || !other) return draft;
  rows[at] = other;
  rows[at + by] = one;
  return { ...draft, rows };
}

/** Changes fields of one mapping; `undefined` takes the field out of the document. */
export function change(draft: Draft, id: number, fields: { [F in keyof Mapping]?: Mapping[F] | undefined }): Draft {
  const rows = draft.rows.map((item) => {
    if (item.id !== id) return item;
    const kept = Object.entries({ ...item.mapping, ...fields }).filter(([, value]) => value !== undefined);
    return { id, mapping: Object.fromEntries(kept) as unknown as Mapping };
  });
  return { ...draft, rows };
}

/** The source text that says the same under another mapping type, where there is one. */
export function convertSource(source: string, from: MappingType, to: MappingType): string {
  const bare = /^\s*\[([^[\]]+)\]\s*$/.exec(source)?.[1]?.trim();
  const constant = /^\s*"((?:[^"\\])*)"\s*$/.exec(source)?.[1];
  if (from === "direct" && to === "expression" && source.trim()) return `[${source.trim()}]`;
  if (from === "constant" && to === "expression") return `"${source.replaceAll("\\", "\\\\").replaceAll('"', '\\"')}"`;
  if (from === "expression" && to === "direct" && bare !== undefined) return bare;
  if (from === "expression" && to === "constant" && constant !== undefined) return constant;
  return source;
}
