import type { Action, Diagnostic as Mark } from "@codemirror/lint";
import { h, prose, sentence } from "../dom.ts";
import type { Diagnostic, Fix } from "../engine.ts";
import { codeLink } from "../problems/code-link.ts";

/** A diagnostic as the editor shows it: underlined, explained on hover, with its fixes as buttons. */
export function toMark(diagnostic: Diagnostic, length: number, apply: ((fix: Fix) => void) | undefined): Mark {
  const { code, severity, message, help, fixes } = diagnostic;
  const span = diagnostic.span ?? { start: 0, end: length };
  const plain = help ? `${sentence(message)}\n${sentence(help)}` : sentence(message);
  const actions: Action[] = apply
    ? (fixes ?? []).map((fix) => ({ name: fix.title, apply: () => apply(fix) }))
    : [];
  return {
    from: span.start,
    to: span.end,
    severity: severity === "note" ? "info" : severity,
    message: plain,
    renderMessage: () => h("span", {}, ...prose(plain), h("span", { class: "mark-code" }, codeLink(code))),
    actions,
  };
}
