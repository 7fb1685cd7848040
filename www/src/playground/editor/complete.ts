import {
  autocompletion,
  completionKeymap,
  type Completion,
  type CompletionContext,
  type CompletionResult,
} from "@codemirror/autocomplete";
import type { Extension } from "@codemirror/state";
import { keymap } from "@codemirror/view";
import { complete, type CompletionItem } from "../engine.ts";
import { completionCard } from "./docs.ts";
import { LONGEST_HELPED, type Known } from "./help.ts";

/** Offers what the engine knows for the place: functions, attributes, words, values of the target. */
export function completion(known: Known): Extension {
  return [
    autocompletion({ override: [(context) => suggest(context, known)], icons: false }),
    keymap.of(completionKeymap),
  ];
}

/** The engine matches and orders, so its answer is taken as it is and asked for anew with every sign. */
function suggest({ state, pos, explicit }: CompletionContext, known: Known): CompletionResult | null {
  if (state.doc.length > LONGEST_HELPED) return null;
  const found = complete(state.doc.toString(), pos, known());
  const span = found[0]?.span;
  // Where nothing is begun yet, only whoever asks gets a list.
  if (!span || (span.start === pos && !explicit)) return null;
  const word = state.sliceDoc(span.start, pos);
  return {
    from: span.start,
    to: span.end,
    filter: false,
    options: found.map(option),
    getMatch: ({ label }) => matched(label, word),
  };
}

function option({ label, kind, detail, documentation, insert, cursor }: CompletionItem): Completion {
  return {
    label,
    detail: shorten(detail),
    type: kind,
    ...(documentation || detail ? { info: () => completionCard(label, kind, detail, documentation) } : {}),
    apply: (view, _, from, to) =>
      view.dispatch({
        changes: { from, to, insert },
        selection: { anchor: from + cursor },
        userEvent: "input.complete",
        scrollIntoView: true,
      }),
  };
}

/** Where what was typed stands in the label: drawn in bold. */
function matched(label: string, word: string): number[] {
  const at = word === "" ? -1 : label.toLowerCase().indexOf(word.toLowerCase());
  return at < 0 ? [] : [at, at + word.length];
}

function shorten(text: string): string {
  return text.length > 28 ? `${text.slice(0, 27).replace(/[\ud800-\udbff]$/, "")}\u2026` : text;
}
