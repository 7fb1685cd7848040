// Random numbers that are the same in every run.

/** A source of choices (mulberry32). */
export function random(seed) {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
  return {
    /** A whole number below a bound. */
    below: (bound) => Math.floor(next() * bound),
    /** True in so many of a hundred cases. */
    chance: (percent) => next() * 100 < percent,
    /** One of a list. */
    pick: (list) => list[Math.floor(next() * list.length)],
  };
}
