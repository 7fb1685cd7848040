import { fill, h, sentence, setAttribute, setText } from "../dom.ts";
import type { Diagnostic, MappingPreview } from "../engine.ts";
import { valueText } from "../json/value.ts";
import type { Problem } from "../problems/collect.ts";
import { SIGNS } from "../problems/item.ts";

export type Status = MappingPreview["status"];

const LABELS: Record<Status, string> = {
  sent: "Sent",
  unchanged: "Unchanged",
  "left-out": "Left out",
  ignored: "Ignored",
  error: "Error",
};

/** The cell that says what becomes of a mapping: a chip, then the value or the reason. */
export function resultCell(): {
  element: HTMLTableCellElement;
  update: (result: MappingPreview | undefined, problems: readonly Problem[]) => void;
} {
  const chip = h("span", { class: "chip" });
  const flag = h("span", { class: "flag", role: "img" });
  const value = h("span", { class: "result-value" });
  const remark = h("span", { class: "result-value reason" });
  const element = h("td", { class: "cell-result", role: "cell" }, h("span", { class: "chips" }, chip, flag), value, remark);
  return {
    element,
    update(result, problems) {
      showChip(chip, result);
      const found = worst(problems);
      // An error that leaves the attribute out is said by the chip.
      flag.hidden = found === undefined || result?.status === "error";
      const { severity = "note", message = "" } = found ?? {};
      setAttribute(flag, "data-severity", severity);
      setAttribute(flag, "aria-label", `has ${severity}s`);
      setAttribute(flag, "title", sentence(message.replaceAll("`", "")));
      setText(flag, SIGNS[severity]);
      value.className = result?.status === "sent" ? "result-value mono" : "result-value reason";
      setText(value, explain(result));
      const wrong = severity === "error" && result?.status === "sent" ? sentence(message.replaceAll("`", "")) : "";
      const note = [remarkOn(result), wrong].filter(Boolean).join(". ");
      setText(remark, note);
      remark.hidden = note === "";
    },
  };
}

function worst(problems: readonly Problem[]): Diagnostic | undefined {
  const found = problems.map(({ diagnostic }) => diagnostic);
  return found.find(({ severity }) => severity === "error") ?? found.find(({ severity }) => severity === "warning");
}

/** The state of a mapping in a word. */
export function showChip(chip: HTMLElement, result: MappingPreview | undefined): void {
  setAttribute(chip, "data-status", result?.status ?? "none");
  setText(chip, result ? LABELS[result.status] : "Nothing yet");
}

export function explain(result: MappingPreview | undefined): string {
  if (!result) return "";
  if (result.status === "sent") return valueText(result.value);
  const reason = result.reason ?? result.diagnostics.find(({ severity }) => severity === "error")?.message ?? "";
  return sentence(reason.replaceAll("`", ""));
}

/** What is to be said of a value that is sent: that it is the default, that logs will hide it. */
export function remarkOn(result: MappingPreview | undefined): string {
  if (result?.status !== "sent") return "";
  const { reason, sensitive } = result;
  return [reason && sentence(reason.replaceAll("`", "")), sensitive && "Hidden in logs"].filter(Boolean).join(". ");
}

function countText(status: Status, count: number): string {
  return `${count} ${LABELS[status].toLowerCase()}${status === "error" && count > 1 ? "s" : ""}`;
}

/** "5 sent, 2 left out" */
export function tally(results: readonly MappingPreview[]): string {
  const parts = (Object.keys(LABELS) as Status[]).flatMap((status) => {
    const count = results.filter((result) => result.status === status).length;
    return count === 0 ? [] : [countText(status, count)];
  });
  return parts.join(", ");
}

/** The same as chips, for the head of the table. */
export function showTally(parent: HTMLElement, results: readonly MappingPreview[]): void {
  const chips = (Object.keys(LABELS) as Status[]).flatMap((status) => {
    const count = results.filter((result) => result.status === status).length;
    const text = countText(status, count);
    return count === 0 ? [] : [h("span", { class: "chip", "data-status": status }, text)];
  });
  fill(parent, ...chips);
}
