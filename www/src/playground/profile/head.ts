/** The parts of a profile besides its mappings that this page edits. All functions are pure. */
import type { Draft } from "./draft.ts";

export type ScopeKey = "scope" | "inputScope";

export interface Clause {
  attr: string;
  op: string;
  value?: string | string[];
}

export interface Filter {
  name?: string;
  clauses: readonly Clause[];
}

type Members = Record<string, unknown>;

/** Changes a member of the document; `undefined` takes it out. */
export function setHead(draft: Draft, name: string, value: unknown): Draft {
  const { [name]: _, ...rest } = draft.head;
  if (value === undefined) return { ...draft, head: rest };
  // In its place, so that an edit is one line of a difference.
  return { ...draft, head: name in draft.head ? { ...draft.head, [name]: value } : { ...rest, [name]: value } };
}

/** The filters as far as they have the form of some; members this page does not know stay in them. */
export function filters(draft: Draft, key: ScopeKey): Filter[] {
  const list: unknown = draft.head[key];
  return Array.isArray(list) ? list.map(readFilter) : [];
}

function readFilter(item: unknown): Filter {
  const filter = isMembers(item) ? item : {};
  const clauses: unknown[] = Array.isArray(filter["clauses"]) ? filter["clauses"] : [];
  return { ...filter, clauses: clauses.map(readClause) };
}

function readClause(item: unknown): Clause {
  const clause = isMembers(item) ? item : {};
  const text = (name: string): string => (typeof clause[name] === "string" ? clause[name] : "");
  return { ...clause, attr: text("attr"), op: text("op") };
}

export function setFilters(draft: Draft, key: ScopeKey, list: readonly Filter[]): Draft {
  return setHead(draft, key, list.length > 0 ? list : undefined);
}

export function setFilter(draft: Draft, key: ScopeKey, at: number, changes: Partial<Filter>): Draft {
  return setFilters(draft, key, filters(draft, key).map((filter, index) => (index === at ? without({ ...filter, ...changes }) : filter)));
}

export function setClause(draft: Draft, key: ScopeKey, at: number, clause: number, changes: { [C in keyof Clause]?: Clause[C] | undefined }): Draft {
  const old = filters(draft, key)[at]?.clauses ?? [];
  const clauses = old.map((item, index) => (index === clause ? (without({ ...item, ...changes }) as Clause) : item));
  return setFilter(draft, key, at, { clauses });
}

export function settings(draft: Draft): Members {
  const found: unknown = draft.head["settings"];
  return isMembers(found) ? found : {};
}

/** Writes a setting; what is the service's own default need not be written. */
export function setSetting(draft: Draft, name: string, value: unknown): Draft {
  const { [name]: _, ...rest } = settings(draft);
  const next = value === undefined ? rest : { ...settings(draft), [name]: value };
  return setHead(draft, "settings", Object.keys(next).length > 0 ? next : undefined);
}

/** An empty name is no name. */
function without<T extends object>(value: T): T {
  return Object.fromEntries(Object.entries(value).filter(([key, item]) => item !== undefined && !(key === "name" && item === ""))) as T;
}

function isMembers(value: unknown): value is Members {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
