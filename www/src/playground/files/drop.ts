import { h } from "../dom.ts";

/** Takes files dropped anywhere on the page. */
export function dropTarget(take: (files: readonly File[]) => void): HTMLElement {
  const cover = h("div", { class: "drop-cover", "aria-hidden": "true" }, h("p", {}, "Drop users, a profile, or what Zoom holds"));
  cover.hidden = true;
  const carriesFiles = (event: DragEvent): boolean => event.dataTransfer?.types.includes("Files") ?? false;
  document.addEventListener("dragover", (event) => {
    if (!carriesFiles(event)) return;
    event.preventDefault();
    cover.hidden = false;
  });
  document.addEventListener("dragleave", (event) => {
    // Leaving the window has no related target; moving between elements has.
    if (event.relatedTarget === null) cover.hidden = true;
  });
  document.addEventListener("drop", (event) => {
    if (!carriesFiles(event)) return;
    event.preventDefault();
    cover.hidden = true;
    const files = Array.from(event.dataTransfer?.files ?? []);
    if (files.length > 0) take(files);
  });
  return cover;
}
