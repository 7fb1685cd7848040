import { h } from "../dom.ts";

const TYPES = ".json,.ndjson,.jsonl,.csv,.tsv,.txt,application/json,text/csv";

type Take = (files: readonly File[]) => void;

/** The browser's own dialog for files, opened by whatever button. */
export function filePicker(take: Take, signal: AbortSignal): { element: HTMLInputElement; open: (take?: Take) => void } {
  let once: Take | undefined;
  const element = h("input", { type: "file", multiple: true, class: "visually-hidden", tabindex: "-1", "aria-hidden": "true", accept: TYPES });
  element.addEventListener("change", () => {
    const files = Array.from(element.files ?? []);
    element.value = "";
    if (files.length > 0) (once ?? take)(files);
    once = undefined;
  }, { signal });
  element.addEventListener("cancel", () => {
    once = undefined;
  }, { signal });
  return {
    element,
    open(taker) {
      once = taker;
      element.click();
    },
  };
}
