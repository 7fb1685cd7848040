import type { App } from "../app.ts";
import { Cancelled } from "../bulk/bulk.ts";
import { checkField, textField } from "../controls/fields.ts";
import { button, fill, h, setText } from "../dom.ts";
import { evaluateOptions, text, type CycleReport } from "../engine.ts";
import { download, fileName } from "../files/export.ts";
import { titleOf, toDocument } from "../profile/draft.ts";
import type { State } from "../state.ts";
import { reportSections } from "./report.ts";
import { slice } from "./slice.ts";
import { counted } from "./words.ts";

/** The service's own threshold. */
const THRESHOLD = 500;

const STALE = "Changed since: run it again for the present state.";

/** Previews all users at once, and reports. */
export function everybodyDialog(app: App): { element: HTMLDialogElement; open: () => void } {
  const { store } = app;
  const threshold = textField("Accidental-deletion threshold", () => changed(), { inputmode: "numeric", placeholder: String(THRESHOLD), pattern: "[0-9]*" });
  const first = checkField("First cycle: nobody is linked yet", () => changed());
  const progress = h("progress", { "aria-label": "Users read", max: 1, value: 0 });
  const status = h("p", { class: "dialog-summary", role: "status" });
  const body = h("div", { class: "everybody", tabindex: "0", role: "region", "aria-label": "Report" });
  const run = button("Preview everybody", () => void start(), { class: "button primary" });
  const cancel = button("Cancel", () => app.bulk.cancel());
  const save = button("Download as JSON", () => {
    if (report) download(fileName(titleOf(store.state.draft), ".report.json"), [`${JSON.stringify(report, null, 2)}\n`], "application/json");
  });
  const close = button("Close", () => element.close());
  const element = h(
    "dialog",
    { class: "dialog wide", "aria-label": "Preview everybody" },
    h("h2", {}, "Preview everybody"),
    h("p", { class: "dialog-intro" }, "What one cycle would do to all users that are loaded, all of them assigned, against what Zoom holds."),
    h("div", { class: "everybody-settings" }, threshold.element, first.element),
    body,
    h("div", { class: "dialog-foot" }, status, progress, cancel, close, save, run),
  );
  let report: CycleReport | undefined;
  let seen: State | undefined;

  const changed = (): void => {
    if (report) setText(status, STALE);
  };
  const busy = (on: boolean): void => {
    progress.hidden = !on;
    cancel.hidden = !on;
    run.hidden = on;
    close.hidden = on;
    save.hidden = on || !report;
    if (element.open) (on ? cancel : run).focus();
  };
  const show = (found: CycleReport | undefined): void => {
    report = found;
    body.hidden = !found;
    if (!found) return fill(body);
    const go = (line: number): void => {
      element.close();
      if (!store.state.directory.users[line - 1]) return;
      store.set({ current: line - 1 });
      app.navigation.show("payload");
    };
    const name = (line: number): string => store.state.directory.users[line - 1]?.label ?? `User ${line}`;
    fill(body, ...reportSections(found, { go, name }));
    body.scrollTop = 0;
  };
  const start = async (): Promise<void> => {
    const { state } = store;
    show(undefined);
    setText(status, "");
    progress.value = 0;
    busy(true);
    try {
      const { lines, broken } = slice(state, 0, state.directory.users.length);
      const limit = /^\d{1,9}$/.test(threshold.input.value.trim()) ? Number(threshold.input.value) : THRESHOLD;
      const settings = { ...evaluateOptions(state.assumptions), threshold: limit, firstCycle: first.input.checked };
      const found = await app.bulk.everybody(toDocument(state.draft), lines, state.target, settings, (read) => {
        progress.value = read / Math.max(1, lines.length);
      });
      // What was wrong with a text as edited is told better by the page itself.
      const files = found.files.map((item) => ({ ...item, ...broken.get(item.line ?? 0) }));
      seen = state;
      show({ ...found, files });
      setText(status, counted(found.users, "user"));
    } catch (thrown) {
      setText(status, thrown instanceof Cancelled ? "Cancelled" : `Not done: ${text(thrown)}`);
    } finally {
      busy(false);
    }
  };
  return {
    element,
    open() {
      const { state } = store;
      const stale = report && seen && (seen.draft !== state.draft || seen.directory !== state.directory || seen.target !== state.target || seen.edits !== state.edits || seen.assumptions !== state.assumptions);
      if (seen?.directory !== state.directory) show(undefined);
      if (stale) changed();
      element.showModal();
      busy(false);
    },
  };
}
