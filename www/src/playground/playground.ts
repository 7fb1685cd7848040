import { Navigation, type App } from "./app.ts";
import { codeDialog } from "./dock/code-dialog.ts";
import { problemDock } from "./dock/dock.ts";
import { profileActions, type ProfileActions } from "./documents/actions.ts";
import { add, fill, h } from "./dom.ts";
import type { Registry } from "./engine.ts";
import { dropTarget } from "./files/drop.ts";
import { decode, kindOf, read } from "./files/intake.ts";
import { filePicker } from "./files/picker.ts";
import { readingOf } from "./files/reading.ts";
import { Delay, onEnd } from "./lifetime.ts";
import { mappingPanel } from "./mappings/panel.ts";
import { targetLoader, type TargetLoader } from "./outcome/target-loader.ts";
import { payloadPanel } from "./payload/panel.ts";
import { fromDocument } from "./profile/draft.ts";
import { presetFor, presetOf } from "./profile/origin.ts";
import { fromFragment, type Shared } from "./profile/share.ts";
import { header } from "./shell/header.ts";
import { messages } from "./shell/messages.ts";
import { regionTabs } from "./shell/region-tabs.ts";
import { showFault } from "./shell/start-state.ts";
import type { State } from "./state.ts";
import { recall, recallOrigin, recallUsers, save } from "./storage.ts";
import { Store } from "./store.ts";
import { samples } from "./users/directory.ts";
import { userPanel, type UserPanel } from "./users/panel.ts";

const SAVE_MS = 300;

/** What the screen is built of and where. */
export type Setting = Pick<App, "page" | "themed" | "registry" | "bulk" | "signal">;

/** Builds the screen and brings it to life, until the signal takes it down. */
export async function startPlayground(setting: Setting): Promise<void> {
  const { page, registry, signal } = setting;
  const store = new Store(firstState(registry), signal);
  const spoken = messages(signal);
  const app: App = { ...setting, store, navigation: new Navigation(), announce: spoken.announce, toast: spoken.toast };
  const take = (files: readonly File[]): void => void takeFiles(files, app, { users, profile, target });
  const picker = filePicker(take, signal);
  const target = targetLoader(app);
  const takeTarget = (files: readonly File[]): void => void read(files).then(({ title, bytes }) => target.load(title, bytes));
  const profile = profileActions(app);
  const users = userPanel(app, () => picker.open(), (system) => {
    const preset = presetFor(registry, system);
    return preset && { title: preset.title, choose: () => profile.choosePreset(preset.id) };
  });
  const regions = h("main", { class: "regions" });
  fill(
    page,
    header(app, profile, () => picker.open()),
    regionTabs(app),
    regions,
    problemDock(app),
    dropTarget(page, take, signal),
    picker.element,
    target.dialog.element,
    codeDialog(app),
    ...spoken.elements,
  );
  add(regions, users.element, mappingPanel(app, profile.reset), payloadPanel(app, { pick: () => picker.open(takeTarget), paste: () => target.dialog.open(), failure: target.failure }));
  keep(app);
  store.watch(({ outcome }) => {
    if (outcome.fault === undefined) return;
    showFault(page, outcome.fault, () => {
      profile.reset();
      save(store.state);
      location.reload();
    });
  });
  // A link pasted over the address of an open page changes nothing but the fragment.
  window.addEventListener("hashchange", () => void adoptLink(app, profile), { signal });
  onEnd(signal, () => page.replaceChildren());
  await adoptLink(app, profile);
}

function firstState(registry: Registry): State {
  const kept = recall();
  const users = recallUsers();
  const preset = presetOf(registry, kept.presetId ?? "") ?? registry.presets[0];
  const draft = fromDocument(kept.profile ?? preset?.profile ?? { attrflow: 1, mappings: [] });
  const directory = users.directory ?? samples(registry, draft);
  return {
    theme: kept.theme ?? "auto",
    presetId: kept.profile ? (presetOf(registry, kept.presetId ?? "")?.id ?? "") : (preset?.id ?? ""),
    draft,
    origin: kept.profile ? recallOrigin() : undefined,
    directory,
    current: directory.users[users.current] ? users.current : 0,
    edits: users.edits,
    selected: draft.rows[kept.selected ?? -1]?.id,
    pointed: undefined,
    assumptions: kept.assumptions ?? { now: "", defaultDomain: "", taken: "" },
    pasts: users.pasts,
    target: undefined,
    tracing: kept.tracing ?? true,
  };
}

/** Saves a moment after the last change, and at the latest when the page or the playground goes away. */
function keep({ store, toast, signal }: App): void {
  const saving = new Delay(signal);
  let warned = false;
  const write = (): void => {
    saving.cancel();
    const left = save(store.state);
    if (left.includes("profile") && !warned) toast("The profile is too large to be remembered. Download it to keep it.");
    warned = left.includes("profile");
  };
  store.watch(({ state }, before) => {
    if (!before || (before.state.pointed !== state.pointed && before.state.draft === state.draft)) return;
    saving.start(SAVE_MS, write);
  });
  window.addEventListener("pagehide", write, { signal });
  onEnd(signal, write);
}

interface Takers {
  users: UserPanel;
  profile: ProfileActions;
  target: TargetLoader;
}

/** A file is what it says it is; what says nothing holds users. */
async function takeFiles(files: readonly File[], { toast }: App, { users, profile, target }: Takers): Promise<void> {
  const { title, bytes, rest } = await read(files);
  const kind = kindOf(decode(bytes.subarray(0, 1 << 17)));
  const holds = kind === "other" ? readingOf(bytes)?.holds : undefined;
  if (kind === "profile") profile.open(decode(bytes));
  else if (kind === "schema" || holds === "schema") profile.openSchema(title, bytes);
  else if (kind === "target" || holds === "accounts") await target.load(title, bytes);
  else await users.load(title, bytes);
  if (rest > 0) toast(`Only ${title} was opened. Several files at once have to be pages of Graph JSON.`);
}

/** A profile in the address goes before the remembered one, which Undo brings back. */
async function adoptLink({ store, toast, registry }: App, profile: ProfileActions): Promise<void> {
  let shared: Shared | undefined;
  try {
    shared = await fromFragment(location.hash);
    if (shared && !("mappings" in shared.profile && Array.isArray(shared.profile.mappings))) throw new Error("no mappings");
  } catch {
    shared = undefined;
    toast("The link carries no readable profile. It may have been cut.");
  }
  if (location.hash) history.replaceState(null, "", location.href.replace(/#.*$/, ""));
  if (!shared) return;
  const { user } = shared;
  profile.adopt(shared.profile, "The profile comes from the link.");
  if (user === undefined) return;
  const { users, ...rest } = samples(registry, store.state.draft);
  const extra = { label: "User from the link", json: user };
  store.set({ directory: { ...rest, users: [extra, ...users] }, current: 0, edits: new Map(), pasts: new Map() });
}
