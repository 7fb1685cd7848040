/** The one stretch in which two texts differ. */
export function smallestChange(from: string, to: string): { from: number; to: number; insert: string } | undefined {
  if (from === to) return undefined;
  const shorter = Math.min(from.length, to.length);
  let start = 0;
  while (start < shorter && from[start] === to[start]) start += 1;
  let end = 0;
  while (end < shorter - start && from[from.length - 1 - end] === to[to.length - 1 - end]) end += 1;
  return { from: start, to: from.length - end, insert: to.slice(start, to.length - end) };
}

/** The place in `to` behind as many visible signs as stand before `at` in `from`: blanks are what formatting moves. */
export function placeAfter(from: string, at: number, to: string): number {
  let left = from.slice(0, at).replaceAll(/\s/g, "").length;
  let place = 0;
  while (left > 0 && place < to.length) {
    if (!/\s/.test(to.charAt(place))) left -= 1;
    place += 1;
  }
  return place;
}
