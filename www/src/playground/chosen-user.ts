/** What the state says of the user on screen. */
import type { UserEntry } from "./engine.ts";
import { readable } from "./json/readable.ts";
import type { State } from "./state.ts";
import { USUAL, type Past } from "./target/past.ts";

/** The text in the source user editor: as edited, else as it came. */
export function userText(state: State): string {
  return state.edits.get(state.current) ?? originalText(state);
}

/** What is assumed of the chosen user. */
export function pastOf({ pasts, current }: State): Past {
  return pasts.get(current) ?? USUAL;
}

/** The text as it came. The last one asked for is kept: every keystroke asks. */
export function originalText({ directory, current }: State): string {
  const user = directory.users[current];
  if (!user) return "";
  if (last?.user !== user) last = { user, text: readable(user.json) };
  return last.text;
}

let last: { user: UserEntry; text: string } | undefined;
