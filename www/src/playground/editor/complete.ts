import {
  autocompletion,
  completionKeymap,
  type Completion,
  type CompletionContext,
  type CompletionResult,
} from "@codemirror/autocomplete";
import type { Extension } from "@codemirror/state";
import { keymap, type EditorView } from "@codemirror/view";
import type { FunctionInfo } from "../engine.ts";
import { attributeCard, functionCard } from "./docs.ts";
import type { ExpressionHelp } from "./expression.ts";

/** Offers functions where a word begins, and attributes after `[` or where a word begins. */
export function completion(help: ExpressionHelp): Extension {
  return [
    autocompletion({ override: [(context) => complete(context, help)], icons: false }),
    keymap.of(completionKeymap),
  ];
}

function complete(context: CompletionContext, help: ExpressionHelp): CompletionResult | null {
  const before = context.state.sliceDoc(0, context.pos);
  if (insideString(before)) return null;
  const attribute = /\[[^[\]"]*$/.exec(before);
  if (attribute) {
    return { from: attribute.index, options: attributes(help), validFor: /^\[[^[\]"]*$/ };
  }
  const word = /[A-Za-z_]\w*$/.exec(before);
  if (!word && !context.explicit) return null;
  const from = word?.index ?? context.pos;
  return { from, options: [...functions(help), ...attributes(help)], validFor: /^\w*$/ };
}

/** Quotes before the cursor, escaped ones aside: an odd number means a text is open. */
function insideString(before: string): boolean {
  return (before.replaceAll(/\\./gs, "").split('"').length - 1) % 2 === 1;
}

function functions({ registry }: ExpressionHelp): Completion[] {
  return registry.functions.map((info) => ({
    label: info.name,
    detail: parametersOf(info),
    type: "function",
    info: () => functionCard(info),
    apply: (view, _, from, to) => insertCall(view, info, from, to),
  }));
}

function parametersOf({ name, signature }: FunctionInfo): string {
  return signature.startsWith(name) ? signature.slice(name.length) : signature;
}

/** Writes `Name()` with the cursor between the brackets, or the name alone where brackets follow. */
function insertCall(view: EditorView, { name, parameters, signature }: FunctionInfo, from: number, to: number): void {
  const called = view.state.sliceDoc(to, to + 1) === "(";
  const empty = parameters.length === 0 && signature.endsWith("()");
  const anchor = from + name.length + (called || !empty ? 1 : 2);
  view.dispatch({
    changes: { from, to, insert: called ? name : `${name}()` },
    selection: { anchor },
    userEvent: "input.complete",
  });
}

function attributes({ registry, attributes: present }: ExpressionHelp): Completion[] {
  const values = present();
  const known = new Map(registry.attributes.map((info) => [info.name, info]));
  const names = new Set([...values.keys(), ...known.keys()]);
  return [...names].map((name) => ({
    label: `[${name}]`,
    detail: shorten(values.get(name) ?? ""),
    type: "property",
    boost: values.has(name) ? 1 : 0,
    info: () => attributeCard(name, known.get(name), values.get(name)),
    apply: (view, _, from, to) => {
      const closed = view.state.sliceDoc(to, to + 1) === "]";
      view.dispatch({
        changes: { from, to: closed ? to + 1 : to, insert: `[${name}]` },
        selection: { anchor: from + name.length + 2 },
        userEvent: "input.complete",
      });
    },
  }));
}

function shorten(value: string): string {
  return value.length > 28 ? `${value.slice(0, 27)}\u2026` : value;
}
