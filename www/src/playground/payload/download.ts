import type { App } from "../app.ts";
import { Cancelled } from "../bulk/bulk.ts";
import { Tally } from "../bulk/tally.ts";
import { button, h, setText } from "../dom.ts";
import { evaluateOptions, text } from "../engine.ts";
import { everybodyDialog } from "../everybody/dialog.ts";
import { slice } from "../everybody/slice.ts";
import { download, fileName } from "../files/export.ts";
import { titleOf, toDocument } from "../profile/draft.ts";
import { reportPanel, summary } from "./report.ts";

/** Users in one slice: small enough that progress moves and cancelling is prompt. */
const SLICE = 500;

/** Payloads of all users as one NDJSON file, and what was wrong with them. */
export function downloadBar(app: App): HTMLElement[] {
  const progress = h("progress", { "aria-label": "Payloads made", max: 1, value: 0 });
  const status = h("span", { class: "download-status", role: "status" });
  const start = button("Download all payloads", () => void run(), { title: "NDJSON, one body a line" });
  const cancel = button("Cancel", () => stop());
  const report = reportPanel(app);
  const everybody = everybodyDialog(app);
  const all = button("Preview everybody\u2026", () => everybody.open(), { title: "Actions, collisions, problems and requests of all users" });
  progress.hidden = true;
  cancel.hidden = true;
  let stopped = false;

  const stop = (): void => {
    stopped = true;
    app.bulk.cancel();
  };
  const busy = (on: boolean): void => {
    progress.hidden = !on;
    cancel.hidden = !on;
    start.hidden = on;
    all.hidden = on;
    (on ? cancel : start).focus();
  };
  const run = async (): Promise<void> => {
    const { state } = app.store;
    const total = state.directory.users.length;
    stopped = false;
    setText(status, "");
    report.show(undefined);
    busy(true);
    try {
      await app.bulk.plan(toDocument(state.draft), evaluateOptions(state.assumptions));
      const parts: Uint8Array<ArrayBuffer>[] = [];
      const tally = new Tally();
      for (let from = 0; from < total; from += SLICE) {
        if (stopped) throw new Cancelled();
        progress.value = from / total;
        setText(status, `${from.toLocaleString("en")} of ${total.toLocaleString("en")}`);
        const { lines, broken } = slice(state, from, from + SLICE);
        const made = await app.bulk.payloads(lines);
        const bodies = new Uint8Array(made.lines);
        parts.push(bodies);
        tally.addPayloads(lineCount(bodies));
        for (const problem of made.problems) {
          const line = problem.line ?? 1;
          tally.add(broken.get(line) ?? problem, from + line - 1);
        }
      }
      const result = tally.report(total);
      if (result.payloads > 0) download(fileName(titleOf(state.draft), ".payloads.ndjson"), parts, "application/x-ndjson");
      setText(status, summary(result));
      report.show(result);
    } catch (thrown) {
      setText(status, thrown instanceof Cancelled ? "Cancelled" : `Not done: ${text(thrown)}`);
    } finally {
      busy(false);
    }
  };
  app.store.watch(({ state, outcome }, before) => {
    const count = state.directory.users.length;
    setText(start, count === 1 ? "Download payload" : `Download payloads of all ${count.toLocaleString("en")} users`);
    all.disabled = count === 0 || outcome.fault !== undefined;
    start.disabled = count === 0 || outcome.fault !== undefined;
    if (before && before.state.directory !== state.directory) {
      setText(status, "");
      report.show(undefined);
    }
  });
  return [report.element, h("footer", { class: "region-foot" }, all, start, progress, cancel, status), everybody.element];
}

function lineCount(bytes: Uint8Array): number {
  let count = 0;
  for (const byte of bytes) if (byte === 0x0a) count += 1;
  return count;
}
