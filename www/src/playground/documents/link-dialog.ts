import type { App } from "../app.ts";
import { userText } from "../chosen-user.ts";
import { button, freshId, h, setText } from "../dom.ts";
import { copy } from "../files/export.ts";
import { toDocument } from "../profile/draft.ts";
import { LONG_LINK, toFragment } from "../profile/share.ts";

/** A link that carries the profile, and the user only if asked. */
export function linkDialog(app: App): { element: HTMLDialogElement; open: () => void } {
  const id = freshId("link");
  const withUser = h("input", { type: "checkbox", id: freshId("with-user") });
  const address = h("textarea", { id, class: "input mono", rows: 4, readonly: true });
  const length = h("p", { class: "dialog-summary", role: "status" });
  const make = async (): Promise<void> => {
    const { state } = app.store;
    const shared = { profile: toDocument(state.draft), ...(withUser.checked ? { user: userText(state) } : {}) };
    address.value = `${location.href.replace(/#.*$/, "")}#${await toFragment(shared)}`;
    const long = address.value.length > LONG_LINK;
    setText(length, `${address.value.length.toLocaleString("en")} characters${long ? ": some mail and chat programs will cut it" : ""}`);
    length.dataset["long"] = String(long);
  };
  withUser.addEventListener("change", () => void make(), { signal: app.signal });
  const copyLink = button("Copy link", async () => {
    const done = await copy(address.value);
    element.close();
    app.toast(done ? "Copied the link." : "The browser did not allow copying.");
  }, { class: "button primary" });
  const element = h(
    "dialog",
    { class: "dialog", "aria-label": "Link to this profile" },
    h("h2", {}, "Link to this profile"),
    h("p", { class: "dialog-intro" }, "The profile is in the link itself, after the #, which browsers do not send to any server."),
    h("label", { for: withUser.id, class: "check" }, withUser, "Include the source user shown (personal data)"),
    h("div", { class: "field" }, h("label", { for: id }, "Link"), address),
    h("div", { class: "dialog-foot" }, length, button("Close", () => element.close()), copyLink),
  );
  return {
    element,
    open() {
      withUser.checked = false;
      void make().then(() => {
        element.showModal();
        address.select();
      });
    },
  };
}
