import { userText } from "../chosen-user.ts";
import type { EditorOptions } from "../engine.ts";
import type { State } from "../state.ts";

/** What the engine is told besides the expression: the user on screen, and the target of the open row. */
export function knownOf(state: State): EditorOptions {
  const user = readUser(userText(state));
  const target = state.draft.rows.find((row) => row.id === state.selected)?.mapping.target;
  return { ...(user && { user }), ...(target && { target }) };
}

/** The last user read is kept: every keystroke in an expression asks. */
function readUser(text: string): object | undefined {
  if (last?.text !== text) last = { text, user: parseUser(text) };
  return last.user;
}

let last: { text: string; user: object | undefined } | undefined;

function parseUser(text: string): object | undefined {
  try {
    const user: unknown = JSON.parse(text);
    return typeof user === "object" && user !== null && !Array.isArray(user) ? user : undefined;
  } catch {
    return undefined;
  }
}
