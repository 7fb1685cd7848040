import type { App } from "../app.ts";
import { menu } from "../controls/menu.ts";
import type { ProfileActions } from "../documents/actions.ts";
import { linkDialog } from "../documents/link-dialog.ts";
import { freshId, h, setValue } from "../dom.ts";
import { themeSwitch } from "./theme.ts";

/** Name and promise, which profile, theme, version. */
export function header(app: App, profile: ProfileActions, pickFile: () => void): HTMLElement {
  const id = freshId("preset");
  const own = h("option", { value: "" }, "Own profile");
  const presets = h(
    "select",
    { id, class: "input" },
    ...app.registry.presets.map((preset) => h("option", { value: preset.id }, preset.title)),
    own,
  );
  presets.addEventListener("change", () => {
    if (presets.value === "") profile.open();
    else profile.choosePreset(presets.value);
    setValue(presets, app.store.state.presetId);
  }, { signal: app.signal });
  app.store.watch(({ state }, before) => {
    if (before?.state.presetId !== state.presetId) setValue(presets, state.presetId);
  });
  const link = linkDialog(app);
  const actions = menu("Profile", [
    { label: "Use your own\u2026", hint: "paste a profile or a synchronization schema", action: () => profile.open() },
    { label: "Open file\u2026", hint: ".attrflow.json, or the schema from the portal", action: pickFile },
    { label: "Edit as JSON\u2026", hint: "the one on screen", action: () => profile.open(profile.text()) },
    { label: "Download", hint: ".attrflow.json", action: () => profile.save() },
    { label: "Copy as JSON", action: () => void profile.copy() },
    { label: "Export schema\u2026", hint: "for the portal or Microsoft Graph", action: () => profile.exportSchema() },
    { label: "Copy link\u2026", hint: "carries the profile, not the user", action: () => link.open() },
    { label: "Reset to the preset", action: () => profile.reset() },
  ], app.signal);
  return h(
    "header",
    { class: "top" },
    h("img", { class: "logo", src: "./icon.svg", alt: "", width: 26, height: 26 }),
    h(
      "div",
      { class: "brand" },
      h("h1", {}, "attrflow"),
      h("p", { class: "promise" }, h("span", { class: "purpose" }, "What Entra ID will send to Zoom. "), "Nothing leaves this browser."),
    ),
    h("div", { class: "preset" }, h("label", { for: id }, "Preset"), presets),
    actions,
    themeSwitch(app),
    h("span", { class: "version", title: "Version of the engine" }, app.registry.version),
    link.element,
    profile.dialog.element,
    ...profile.schemas,
  );
}
