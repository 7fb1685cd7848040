import type { App } from "../app.ts";
import { button, fill, freshId, h, setText } from "../dom.ts";
import { exportSchema, refusal, text as messageOf, type Diagnostic } from "../engine.ts";
import { copy, download, fileName } from "../files/export.ts";
import { problemItem } from "../problems/item.ts";
import { titleOf, toDocument } from "../profile/draft.ts";

/** Writes the profile as a synchronization schema: into the one it comes from, or as a new one. */
export function schemaExport(app: App): { element: HTMLDialogElement; open: () => void } {
  const share = h("input", { type: "checkbox", id: freshId("share") });
  const intro = h("p", { class: "dialog-intro" });
  const problems = h("ul", { class: "problem-list", tabindex: "0", "aria-label": "What has no place in the schema" });
  const summary = h("p", { class: "dialog-summary", role: "status" });
  let text = "";
  const make = (): void => {
    const { draft, origin } = app.store.state;
    setText(
      intro,
      origin
        ? `Your changes are written into ${origin.title}; every other byte of it stays as it is.`
        : "The profile comes from no schema, so a new one is made of it. Compare it with your tenant's before you use it.",
    );
    let found: readonly Diagnostic[] = [];
    text = "";
    try {
      const options = { share: share.checked, ...(origin ? { original: origin.text, mapping: origin.mapping } : {}) };
      const made = exportSchema(toDocument(draft), options);
      text = made.text;
      found = made.diagnostics;
      const same = origin?.text === text;
      setText(summary, same ? "Nothing has changed." : `${new TextEncoder().encode(text).length.toLocaleString("en")} bytes`);
    } catch (thrown) {
      const list = refusal(thrown) ?? [];
      found = list.length > 0 ? list : [{ code: "engine", severity: "error", message: messageOf(thrown) }];
      setText(summary, "Correct the errors first.");
    }
    fill(problems, ...found.slice(0, 50).map((item) => problemItem(item, {})));
    problems.hidden = found.length === 0;
    for (const control of [save, copyIt]) control.disabled = text === "";
  };
  share.addEventListener("change", make, { signal: app.signal });
  const save = button("Download schema", () => {
    download(fileName(titleOf(app.store.state.draft), ".schema.json"), [text], "application/json");
    element.close();
  }, { class: "button primary" });
  const copyIt = button("Copy", async () => {
    const done = await copy(text);
    element.close();
    app.toast(done ? "Copied the schema." : "The browser did not allow copying.");
  });
  const element = h(
    "dialog",
    { class: "dialog", "aria-label": "Export as synchronization schema" },
    h("h2", {}, "Export as synchronization schema"),
    intro,
    h("label", { for: share.id, class: "check" }, share, "Leave out what names the tenant"),
    problems,
    h("div", { class: "dialog-foot" }, summary, button("Close", () => element.close()), copyIt, save),
  );
  return {
    element,
    open() {
      share.checked = false;
      make();
      element.showModal();
      save.focus();
    },
  };
}
