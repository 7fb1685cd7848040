import type { Diagnostic } from "../engine.ts";

/** The same problem of one or many users. */
export interface Group {
  diagnostic: Diagnostic;
  /** How many users have it. */
  count: number;
  /** The first of them, by their place in the directory. */
  users: number[];
}

/** What came of a run over many users. */
export interface Report {
  users: number;
  payloads: number;
  /** All problems, also those that are in no group because there were too many kinds. */
  problems: number;
  groups: readonly Group[];
}

/** Users named in a group; the rest is a number. */
const NAMED = 5;
/** Kinds of problems kept apart. */
const MOST_GROUPS = 500;

/** Gathers problems by what is wrong: a hundred thousand users often have one and the same. */
export class Tally {
  readonly #groups = new Map<string, Group>();
  #payloads = 0;
  #problems = 0;

  addPayloads(count: number): void {
    this.#payloads += count;
  }

  add(diagnostic: Diagnostic, user: number): void {
    this.#problems += 1;
    const { code, pointer, message } = diagnostic;
    const key = JSON.stringify([code, pointer, message]);
    const group = this.#groups.get(key);
    if (!group) {
      if (this.#groups.size < MOST_GROUPS) this.#groups.set(key, { diagnostic, count: 1, users: [user] });
      return;
    }
    group.count += 1;
    if (group.users.length < NAMED) group.users.push(user);
  }

  report(users: number): Report {
    const groups = [...this.#groups.values()].sort((a, b) => b.count - a.count);
    return { users, payloads: this.#payloads, problems: this.#problems, groups };
  }
}
