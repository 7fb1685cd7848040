import type { App } from "../app.ts";
import { textDialog, type TextDialog } from "../controls/text-dialog.ts";
import { button, fill, h } from "../dom.ts";
import { refusal, text as messageOf, type Diagnostic } from "../engine.ts";
import { problemItem } from "../problems/item.ts";
import { survey, type Survey } from "../target/holdings.ts";

/** Files above this are read in the worker. */
const BIG = 1 << 20;
const BIGGEST = 128 << 20;

const EXPECTED = "Expected: what the target answers at /Users, one page after another, a JSON array of resources, or one resource a line.";

export interface TargetLoader {
  dialog: TextDialog;
  /** Says why a file could not be used. */
  failure: HTMLElement;
  load(title: string, bytes: Uint8Array): Promise<void>;
}

/** Takes what the target holds from a file or a text. */
export function targetLoader(app: App): TargetLoader {
  const { store } = app;
  const failure = h("div", { class: "target-failure", role: "alert" });
  failure.hidden = true;
  const fail = (title: string, found: readonly Diagnostic[]): void => {
    const close = button("Dismiss", () => {
      failure.hidden = true;
    }, { class: "button small" });
    fill(
      failure,
      h("p", { class: "failure-title" }, `${title} could not be read as what Zoom holds. Nothing has changed.`),
      h("ul", { class: "problem-list" }, ...found.slice(0, 5).map((item) => problemItem(item, {}))),
      h("p", { class: "failure-actions" }, close),
    );
    failure.hidden = false;
    app.navigation.show("payload");
  };
  const load = async (title: string, bytes: Uint8Array): Promise<void> => {
    failure.hidden = true;
    if (bytes.length > BIGGEST) return fail(title, [problem(`The file has ${Math.round(bytes.length / (1 << 20))} MB; this page reads up to ${BIGGEST >> 20} MB.`, "The terminal has no such bound: attrflow preview --target FILE")]);
    const { count, problems } = await read(() => (bytes.length > BIG ? app.bulk.survey(bytes) : survey(bytes)));
    if (count === 0) return fail(title, problems);
    const { target } = store.state;
    store.set({ target: { title, bytes, count, problems } });
    app.navigation.show("payload");
    const message = `Zoom holds ${count.toLocaleString("en")} account${count === 1 ? "" : "s"}: ${title}`;
    // The panel says it; only what was replaced needs a way back.
    if (target) app.toast(message, () => store.set({ target }));
    else app.announce(message);
  };
  const dialog = textDialog({
    title: "What Zoom holds",
    intro: "Paste the answer of GET /Users, a JSON array of resources, or one resource a line. Nothing leaves this browser.",
    label: "Resources of the target",
    action: "Use these accounts",
    signal: app.signal,
    read(text) {
      const bytes = new TextEncoder().encode(text);
      const { count, problems } = readNow(bytes);
      return {
        diagnostics: problems,
        summary: count > 0 ? `${count.toLocaleString("en")} account${count === 1 ? "" : "s"}` : "No accounts yet",
        use: count > 0 ? () => void load("Pasted text", bytes) : undefined,
      };
    },
  });
  return { dialog, failure, load };
}

async function read(reader: () => Survey | Promise<Survey>): Promise<Survey> {
  try {
    return judge(await reader());
  } catch (thrown) {
    return refused(thrown);
  }
}

function readNow(bytes: Uint8Array): Survey {
  try {
    return judge(survey(bytes));
  } catch (thrown) {
    return refused(thrown);
  }
}

function judge(seen: Survey): Survey {
  return seen.count === 0 && seen.problems.length === 0 ? nothing([problem("There are no resources in it.", EXPECTED)]) : seen;
}

function refused(thrown: unknown): Survey {
  const found = refusal(thrown);
  return nothing(found && found.length > 0 ? found : [problem(`It could not be read: ${messageOf(thrown)}`, EXPECTED)]);
}

function nothing(problems: readonly Diagnostic[]): Survey {
  return { count: 0, problems };
}

function problem(message: string, help: string): Diagnostic {
  return { code: "unknown-format", severity: "error", message, help };
}
