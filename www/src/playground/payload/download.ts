import type { App } from "../app.ts";
import { Cancelled } from "../bulk/bulk.ts";
import { button, h, setText } from "../dom.ts";
import { evaluateOptions, text } from "../engine.ts";
import { TolerantPlan } from "../plan.ts";
import { titleOf } from "../profile/draft.ts";
import { download, fileName } from "../shell/files.ts";
import { userText, type State } from "../state.ts";

/** Users in one slice: small enough that progress moves and cancelling is prompt. */
const SLICE = 500;

/** Payloads of all users as one NDJSON file. */
export function downloadBar(app: App): HTMLElement {
  const progress = h("progress", { "aria-label": "Payloads made", max: 1, value: 0 });
  const status = h("span", { class: "download-status", role: "status" });
  const start = button("Download all payloads", () => void run(), { title: "NDJSON, one body a line" });
  const cancel = button("Cancel", () => stop());
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
    (on ? cancel : start).focus();
  };
  const run = async (): Promise<void> => {
    const { state } = app.store;
    const total = state.directory.users.length;
    stopped = false;
    setText(status, "");
    busy(true);
    try {
      const plan = new TolerantPlan(state.draft);
      plan.free();
      await app.bulk.plan(plan.document, evaluateOptions(state.assumptions));
      const parts: Uint8Array<ArrayBuffer>[] = [];
      let made = 0;
      for (let from = 0; from < total; from += SLICE) {
        if (stopped) throw new Cancelled();
        progress.value = from / total;
        setText(status, `${from.toLocaleString("en")} of ${total.toLocaleString("en")}`);
        const bodies = new Uint8Array(await app.bulk.payloads(slice(state, from)));
        made += lineCount(bodies);
        parts.push(bodies);
      }
      download(fileName(titleOf(state.draft), ".payloads.ndjson"), parts, "application/x-ndjson");
      setText(status, `${made.toLocaleString("en")} payloads of ${total.toLocaleString("en")} users`);
    } catch (thrown) {
      setText(status, thrown instanceof Cancelled ? "Cancelled" : `Not done: ${text(thrown)}`);
    } finally {
      busy(false);
    }
  };
  app.store.watch(({ state, outcome }) => {
    const count = state.directory.users.length;
    setText(start, count === 1 ? "Download payload" : `Download payloads of all ${count.toLocaleString("en")} users`);
    start.disabled = count === 0 || outcome.fault !== undefined;
  });
  return h("footer", { class: "region-foot" }, start, progress, cancel, status);
}

/** Users as NDJSON. What was edited on screen counts; a text that is no JSON keeps its line and fails there. */
function slice(state: State, from: number): Uint8Array {
  const { directory, edits } = state;
  const lines = directory.users.slice(from, from + SLICE).map(({ json }, index) => {
    const shown = edits.has(from + index) ? userText({ ...state, current: from + index }) : json;
    return oneLine(shown);
  });
  return new TextEncoder().encode(`${lines.join("\n")}\n`);
}

/** Users that are skipped have no line. */
function lineCount(bytes: Uint8Array): number {
  let count = 0;
  for (const byte of bytes) if (byte === 0x0a) count += 1;
  return count;
}

/** Line ends are only ever between the tokens of JSON, never inside its texts. */
function oneLine(json: string): string {
  return json.replaceAll(/[\r\n]+\s*/g, " ");
}
