import type { App } from "../app.ts";
import { fill, h, prose, sentence, setAttribute, setText } from "../dom.ts";
import { ACTIONS } from "./words.ts";

/** What is done to the chosen user and why, in one line. */
export function verdictLine(app: App): HTMLElement {
  const chip = h("span", { class: "chip" });
  const why = h("span", { class: "verdict-why" });
  app.store.watch(({ outcome: { preview } }, before) => {
    if (before && before.outcome.preview === preview) return;
    chip.hidden = !preview;
    setAttribute(chip, "data-action", preview?.action);
    setText(chip, preview ? ACTIONS[preview.action] : "");
    fill(why, ...(preview ? prose(sentence(preview.explanation)) : ["Nothing can be said yet."]));
  });
  return h("p", { class: "region-sub verdict-line" }, chip, why);
}
