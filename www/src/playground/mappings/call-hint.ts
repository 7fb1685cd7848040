import { fill, h, type Child } from "../dom.ts";
import { LONGEST_HELPED } from "../editor/help.ts";
import { signatureHelp, type SignatureInfo } from "../engine.ts";

/** One line on the call around the cursor, with the argument being written in bold. */
export function callHint(): { element: HTMLElement; update: (text: string, at: number) => void } {
  const element = h("p", { class: "call-hint" });
  const idle: Child[] = [h("kbd", {}, "Ctrl Space"), " suggests, ", h("kbd", {}, "Shift Alt F"), " formats, ", h("kbd", {}, "Tab"), " leaves the editor."];
  fill(element, ...idle);
  element.dataset["idle"] = "";
  return {
    element,
    update(text, at) {
      const help = text.length > LONGEST_HELPED ? undefined : signatureHelp(text, at);
      if (help) delete element.dataset["idle"];
      else element.dataset["idle"] = "";
      fill(element, ...(help ? describe(help) : idle));
    },
  };
}

function describe({ signature, parameters, activeParameter, summary }: SignatureInfo): Child[] {
  const active = activeParameter === undefined ? undefined : parameters[activeParameter];
  const { start, end } = active?.span ?? { start: 0, end: 0 };
  const call = h("code", {}, signature.slice(0, start), active && h("strong", {}, signature.slice(start, end)), signature.slice(end));
  const takes = active && (active.type === "any" ? "any value" : active.type);
  return [call, active && ` ${active.name} takes ${takes}${active.required ? "" : ", or is left out"}.`, ` ${summary}`];
}
