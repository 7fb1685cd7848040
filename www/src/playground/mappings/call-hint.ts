import { fill, h, type Child } from "../dom.ts";
import { callAt } from "../editor/call.ts";
import { tokens, type FunctionInfo, type Registry } from "../engine.ts";

/** One line in words on the function around the cursor, with the argument being written in bold. */
export function callHint(registry: Registry): { element: HTMLElement; update: (text: string, at: number) => void } {
  const element = h("p", { class: "call-hint" });
  const idle: Child[] = [h("kbd", {}, "Ctrl Space"), " suggests functions and attributes. ", h("kbd", {}, "Tab"), " leaves the editor."];
  fill(element, ...idle);
  element.dataset["idle"] = "";
  return {
    element,
    update(text, at) {
      const call = text.length > 20_000 ? undefined : callAt(text, tokens(text), at);
      const info = call && registry.functions.find(({ name }) => name.toLowerCase() === call.name.toLowerCase());
      if (info) delete element.dataset["idle"];
      else element.dataset["idle"] = "";
      fill(element, ...(info && call ? describe(info, call.argument) : idle));
    },
  };
}

function describe(info: FunctionInfo, argument: number): Child[] {
  const { parameters, name, signature, summary } = info;
  if (parameters.length === 0) return [h("code", {}, signature), ` ${summary}`];
  const active = activeParameter(info, argument);
  const parts = parameters.flatMap((parameter, index): Child[] => {
    const text = `${parameter.name}${parameter.required ? "" : "?"}${parameter.repeats ? "\u2026" : ""}`;
    return [index > 0 ? ", " : null, h(index === active ? "strong" : "span", {}, text)];
  });
  return [h("code", {}, `${name}(`, ...parts, ")"), ` ${summary}`];
}

/** Arguments past the last belong to the parameters that repeat, in turn. */
function activeParameter({ parameters }: FunctionInfo, argument: number): number {
  if (argument < parameters.length) return argument;
  const first = parameters.findIndex(({ repeats }) => repeats);
  return first < 0 ? -1 : first + ((argument - first) % (parameters.length - first));
}
