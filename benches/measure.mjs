// Timing: contestants take turns, so that a machine that slows down slows all of them.

/** Median seconds of each contestant, after two warm-up rounds. */
export async function medians(contestants, runs) {
  const times = contestants.map(() => []);
  for (let round = -2; round < runs; round++) {
    for (const [at, contestant] of contestants.entries()) {
      const start = performance.now();
      await contestant.run();
      if (round >= 0) times[at].push((performance.now() - start) / 1000);
    }
  }
  return times.map((list) => list.sort((a, b) => a - b)[list.length >> 1]);
}

/** Prints columns, numbers to the right. */
export function table(rows) {
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => String(row[column]).length)));
  for (const row of rows) {
    const cells = row.map((cell, column) =>
      column === 0 ? String(cell).padEnd(widths[column]) : String(cell).padStart(widths[column] + 2));
    console.log(cells.join("").trimEnd());
  }
}

/** `--name VALUE` of the command line, as a number. */
export function option(name, otherwise) {
  const at = process.argv.indexOf(`--${name}`);
  return at < 0 ? otherwise : Number(process.argv[at + 1]);
}
