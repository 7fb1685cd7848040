import { h } from "../dom.ts";

const TYPES = ".json,.ndjson,.jsonl,.csv,.tsv,.txt,application/json,text/csv";

/** The browser's own dialog for files, opened by whatever button. */
export function filePicker(take: (files: readonly File[]) => void): { element: HTMLInputElement; open: () => void } {
  const element = h("input", { type: "file", multiple: true, class: "visually-hidden", tabindex: "-1", "aria-hidden": "true", accept: TYPES });
  element.addEventListener("change", () => {
    const files = Array.from(element.files ?? []);
    element.value = "";
    if (files.length > 0) take(files);
  });
  return { element, open: () => element.click() };
}
