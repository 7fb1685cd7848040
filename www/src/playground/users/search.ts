import type { UserEntry } from "../engine.ts";

/** The places of the users that match; all words must occur, in the label first, else anywhere. */
export function search(users: readonly UserEntry[], query: string, most: number): { found: number[]; total: number } {
  const words = query.toLowerCase().split(/\s+/).filter((word) => word !== "");
  const found: number[] = [];
  let total = 0;
  users.forEach(({ label, json }, index) => {
    const name = label.toLowerCase();
    if (!words.every((word) => name.includes(word)) && !inside(json, words)) return;
    total += 1;
    if (found.length < most) found.push(index);
  });
  return { found, total };
}

function inside(json: string, words: readonly string[]): boolean {
  const text = json.toLowerCase();
  return words.every((word) => text.includes(word));
}
