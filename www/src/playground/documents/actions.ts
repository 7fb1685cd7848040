import type { App } from "../app.ts";
import { textDialog, type TextDialog } from "../controls/text-dialog.ts";
import { readProfile, refusal, text, type Diagnostic } from "../engine.ts";
import { copy, download, fileName } from "../files/export.ts";
import { kindOf } from "../files/intake.ts";
import { parse } from "../json/parse.ts";
import { fromDocument, systemOf, titleOf, toDocument } from "../profile/draft.ts";
import { presetOf } from "../profile/origin.ts";
import type { Origin } from "../state.ts";
import { samples } from "../users/directory.ts";
import { schemaDialog } from "./schema-dialog.ts";
import { schemaExport } from "./schema-export.ts";

export interface ProfileActions {
  dialog: TextDialog;
  /** Takes a document in place of the profile, with a way back. */
  adopt(document: object, message: string, presetId?: string, origin?: Origin): void;
  /** Takes a synchronization schema. */
  openSchema(title: string, bytes: Uint8Array): void;
  exportSchema(): void;
  schemas: HTMLElement[];
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
  const adopt = (document: object, message: string, presetId = "", origin?: Origin): void => {
    const { draft, presetId: before, selected, origin: from, directory, current, edits, pasts } = store.state;
    const next = fromDocument(document);
    // Samples are those of the profile's own source system.
    const others = directory.origin === "samples" && systemOf(next) !== systemOf(draft);
    const users = others ? { directory: samples(app.registry, next), current: 0, edits: new Map(), pasts: new Map() } : {};
    store.set({ draft: next, presetId, origin, selected: undefined, pointed: undefined, ...users });
    const back = others ? { directory, current, edits, pasts } : {};
    app.toast(message, () => store.set({ draft, presetId: before, selected, origin: from, ...back }));
  };
  // Whoever edits the profile as JSON still edits what came from the schema.
  const sameOrigin = (document: object): boolean => "name" in document && document.name === store.state.draft.head["name"];
  const schemas = schemaDialog((profile, message, origin) => adopt(profile, message, "", origin));
  const exporting = schemaExport(app);
  const dialog = textDialog({
    title: "Use your own profile",
    intro: "Paste a profile document, or a synchronization schema as the portal or Microsoft Graph exports it. It is checked as you type; what you have now stays until you use it.",
    label: "Profile as JSON",
    action: "Use this profile",
    signal: app.signal,
    read(content) {
      if (kindOf(content) === "schema") {
        const bytes = new TextEncoder().encode(content);
        return { diagnostics: [], summary: "A synchronization schema", use: () => schemas.open("The pasted schema", bytes) };
      }
      const { profile, diagnostics } = attempt(content);
      if (!profile) return { diagnostics, summary: "", use: undefined };
      const { length } = fromDocument(profile).rows;
      const wrong = diagnostics.filter(({ severity }) => severity === "error").length;
      const rest = wrong > 0 ? `; ${wrong} error${wrong === 1 ? "" : "s"} can be corrected in the rows` : "";
      return {
        diagnostics,
        summary: `${length} mapping${length === 1 ? "" : "s"}${rest}`,
        use: () => adopt(profile, "The profile is in use.", "", sameOrigin(profile) ? store.state.origin : undefined),
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
    openSchema: schemas.open,
    exportSchema: exporting.open,
    schemas: [schemas.element, exporting.element],
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
    const { profile, diagnostics } = readProfile(content);
    return { diagnostics, ...optional(profile ?? correctable(content, diagnostics)) };
  } catch (thrown) {
    return { diagnostics: refusal(thrown) ?? [{ code: "engine", severity: "error", message: text(thrown) }] };
  }
}

/** A profile whose errors are all in its rows: they are marked there, and easier corrected there. */
function correctable(content: string, diagnostics: readonly Diagnostic[]): object | undefined {
  const inRow = ({ place, severity }: Diagnostic): boolean => severity !== "error" || place?.in === "mapping";
  const document: unknown = JSON.parse(content);
  const isProfile = typeof document === "object" && document !== null && "mappings" in document;
  return isProfile && diagnostics.every(inRow) ? document : undefined;
}

function optional(profile: object | undefined): { profile?: object } {
  return profile ? { profile } : {};
}
