import type { App } from "../app.ts";
import { readProfile, refusal, text, type Diagnostic } from "../engine.ts";
import { parse } from "../json/parse.ts";
import { copy, download, fileName } from "../shell/files.ts";
import { textDialog, type TextDialog } from "../shell/text-dialog.ts";
import { fromDocument, titleOf, toDocument } from "./draft.ts";
import { presetOf } from "./origin.ts";

export interface ProfileActions {
  dialog: TextDialog;
  /** Takes a document in place of the profile, with a way back. */
  adopt(document: object, message: string, presetId?: string): void;
  choosePreset(id: string): void;
  reset(): void;
  open(text?: string): void;
  /** The profile as the document it is exported as. */
  text(): string;
  save(): void;
  copy(): Promise<void>;
}

export function profileActions(app: App): ProfileActions {
  const { store } = app;
  const documentText = (): string => `${JSON.stringify(toDocument(store.state.draft), null, 2)}\n`;
  const adopt = (document: object, message: string, presetId = ""): void => {
    const { draft, presetId: before, selected } = store.state;
    store.set({ draft: fromDocument(document), presetId, selected: undefined, pointed: undefined });
    app.toast(message, () => store.set({ draft, presetId: before, selected }));
  };
  const dialog = textDialog({
    title: "Use your own profile",
    intro: "Paste a profile document. It is checked as you type; what you have now stays until you use it.",
    label: "Profile as JSON",
    action: "Use this profile",
    read(content) {
      const { profile, diagnostics } = attempt(content);
      const count = profile ? fromDocument(profile).rows.length : 0;
      return {
        diagnostics,
        summary: profile ? `${count} mapping${count === 1 ? "" : "s"}` : "",
        use: profile ? () => adopt(profile, "The profile is in use.") : undefined,
      };
    },
  });
  const choosePreset = (id: string): void => {
    const preset = presetOf(app.registry, id);
    if (preset) adopt(preset.profile, `Preset \u201c${preset.title}\u201d`, id);
  };
  return {
    dialog,
    adopt,
    choosePreset,
    reset: () => choosePreset(store.state.presetId || (app.registry.presets[0]?.id ?? "")),
    open: (content) => dialog.open(content),
    text: documentText,
    save: () => download(fileName(titleOf(store.state.draft), ".attrflow.json"), [documentText()], "application/json"),
    async copy() {
      app.toast((await copy(documentText())) ? "Copied the profile." : "The browser did not allow copying.");
    },
  };
}

function attempt(content: string): { profile?: object; diagnostics: readonly Diagnostic[] } {
  // Mistakes in the JSON itself are told in the same words as in the user editor.
  const { problem } = parse(content);
  if (problem) {
    const { message, help, from, to } = problem;
    const span = { start: from, end: to };
    return { diagnostics: [{ code: "invalid-json", severity: "error", message, span, ...(help ? { help } : {}) }] };
  }
  try {
    return readProfile(content);
  } catch (thrown) {
    return { diagnostics: refusal(thrown) ?? [{ code: "engine", severity: "error", message: text(thrown) }] };
  }
}
