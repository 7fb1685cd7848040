/**
 * What survives a reload. Profile and settings stay in this browser; users only for as long as the tab is
 * open. Everything is read with distrust: it may come from another version of this page.
 */
import type { Assumptions } from "./engine.ts";
import { indexOf, toDocument } from "./profile/draft.ts";
import type { Directory, Origin, State, Theme } from "./state.ts";
import { STANDINGS, type Past, type Standing } from "./target/past.ts";

const SETTINGS = "attrflow.playground";
const SCHEMA = "attrflow.schema";
const SESSION = "attrflow.session";
/** Browsers give about five million characters to all pages of one host together. */
const MOST_SETTINGS = 500_000;
const MOST_SCHEMA = 1_500_000;
const MOST_SESSION = 1_000_000;

export interface Remembered {
  theme?: Theme;
  presetId?: string;
  profile?: object;
  selected?: number;
  assumptions?: Assumptions;
  tracing?: boolean;
}

export interface RememberedUsers {
  directory?: Directory;
  current: number;
  edits: ReadonlyMap<number, string>;
  pasts: ReadonlyMap<number, Past>;
}

/** Returns what did not fit, for the page to say so. */
export function save(state: State): ("profile" | "users")[] {
  const profile = { profile: toDocument(state.draft), selected: indexOf(state.draft, state.selected) };
  const settings = { theme: state.theme, presetId: state.presetId, assumptions: state.assumptions, tracing: state.tracing };
  const users = { current: state.current, edits: [...state.edits], pasts: [...state.pasts] };
  const kept = state.directory.origin === "loaded" ? { directory: state.directory } : {};
  const profileFits = put(() => localStorage, SETTINGS, { ...settings, ...profile }, MOST_SETTINGS);
  if (!profileFits) put(() => localStorage, SETTINGS, settings, MOST_SETTINGS);
  saveOrigin(state.origin);
  const usersFit = sizeOf(state) <= MOST_SESSION && put(() => sessionStorage, SESSION, { ...kept, ...users }, MOST_SESSION);
  if (!usersFit) remove(() => sessionStorage, SESSION);
  return [...(profileFits ? [] : ["profile" as const]), ...(usersFit ? [] : ["users" as const])];
}

/** A guess without building the text: a directory of a hundred megabytes is not to be written out. */
function sizeOf({ directory }: State): number {
  let size = 0;
  for (const { json } of directory.users) {
    size += json.length;
    if (size > MOST_SESSION) break;
  }
  return size;
}

let savedOrigin: Origin | undefined;

/** The schema is large and seldom another. */
function saveOrigin(origin: Origin | undefined): void {
  if (origin === savedOrigin) return;
  savedOrigin = origin;
  if (!origin || !put(() => localStorage, SCHEMA, origin, MOST_SCHEMA)) remove(() => localStorage, SCHEMA);
}

export function recallOrigin(): Origin | undefined {
  const { title, text, mapping } = get(() => localStorage, SCHEMA);
  if (typeof title !== "string" || typeof text !== "string" || typeof mapping !== "number") return undefined;
  savedOrigin = { title, text, mapping };
  return savedOrigin;
}

export function recall(): Remembered {
  const { theme, presetId, profile, selected, assumptions, tracing } = get(() => localStorage, SETTINGS);
  return {
    ...(theme === "auto" || theme === "light" || theme === "dark" ? { theme } : {}),
    ...(typeof presetId === "string" ? { presetId } : {}),
    ...(typeof selected === "number" ? { selected } : {}),
    ...(typeof profile === "object" && profile !== null ? { profile } : {}),
    ...(typeof tracing === "boolean" ? { tracing } : {}),
    ...(isRecord(assumptions) ? { assumptions: texts(assumptions) } : {}),
  };
}

export function recallUsers(): RememberedUsers {
  const { directory, current, edits, pasts } = get(() => sessionStorage, SESSION);
  const pairs: unknown[] = Array.isArray(edits) ? edits : [];
  const known = pairs.filter(
    (pair): pair is [number, string] => Array.isArray(pair) && typeof pair[0] === "number" && typeof pair[1] === "string",
  );
  return {
    ...(isDirectory(directory) ? { directory } : {}),
    current: typeof current === "number" ? current : 0,
    edits: new Map(known),
    pasts: new Map(Array.isArray(pasts) ? pasts.flatMap(readPast) : []),
  };
}

function readPast(pair: unknown): [number, Past][] {
  const [at, past]: unknown[] = Array.isArray(pair) ? pair : [];
  if (typeof at !== "number" || !isRecord(past) || !STANDINGS.includes(past["standing"] as Standing)) return [];
  const { provisioned } = past;
  return [[at, { standing: past["standing"] as Standing, provisioned: typeof provisioned === "boolean" ? provisioned : undefined }]];
}

function isDirectory(value: unknown): value is Directory {
  if (!isRecord(value) || value["origin"] !== "loaded" || typeof value["title"] !== "string") return false;
  const { users, problems } = value;
  return (
    Array.isArray(problems) &&
    Array.isArray(users) &&
    users.every((user) => isRecord(user) && typeof user["label"] === "string" && typeof user["json"] === "string")
  );
}

function texts(value: Record<string, unknown>): Assumptions {
  const text = (name: string): string => (typeof value[name] === "string" ? value[name] : "");
  return { now: text("now"), defaultDomain: text("defaultDomain"), taken: text("taken") };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}

function get(storage: () => Storage, key: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(storage().getItem(key) ?? "{}");
    return isRecord(value) ? value : {};
  } catch {
    // Switched off, or not ours.
    return {};
  }
}

function put(storage: () => Storage, key: string, value: object, most: number): boolean {
  const text = JSON.stringify(value);
  if (text.length > most) return false;
  try {
    storage().setItem(key, text);
    return true;
  } catch {
    return false;
  }
}

function remove(storage: () => Storage, key: string): void {
  try {
    storage().removeItem(key);
  } catch {
    // Switched off: then nothing is there either.
  }
}
