import { concerns, h } from "../dom.ts";

/** Takes files dropped anywhere on the page. */
export function dropTarget(page: HTMLElement, take: (files: readonly File[]) => void, signal: AbortSignal): HTMLElement {
  const cover = h("div", { class: "drop-cover", "aria-hidden": "true" }, h("p", {}, "Drop users, a profile, or what Zoom holds"));
  cover.hidden = true;
  const forUs = (event: DragEvent): boolean => (event.dataTransfer?.types.includes("Files") ?? false) && concerns(event, page);
  document.addEventListener("dragover", (event) => {
    if (!forUs(event)) return;
    event.preventDefault();
    cover.hidden = false;
  }, { signal });
  document.addEventListener("dragleave", (event) => {
    // Leaving the window has no related target; moving between elements has.
    if (event.relatedTarget === null) cover.hidden = true;
  }, { signal });
  document.addEventListener("drop", (event) => {
    if (!forUs(event)) return;
    event.preventDefault();
    cover.hidden = true;
    const files = Array.from(event.dataTransfer?.files ?? []);
    if (files.length > 0) take(files);
  }, { signal });
  return cover;
}
