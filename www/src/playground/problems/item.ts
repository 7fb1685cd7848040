import { button, h, prose, sentence } from "../dom.ts";
import type { Diagnostic, Fix } from "../engine.ts";
import { codeLink } from "./code-link.ts";

export const SIGNS = { error: "\u2715", warning: "!", note: "i" };
export const NAMES = { error: "Error", warning: "Warning", note: "Note" };

interface Actions {
  /** The row or part it concerns, and how to get there. */
  where?: string;
  jump?: (() => void) | undefined;
  fix?: ((fix: Fix) => void) | undefined;
}

/** One problem in a list: how bad, what, where, what to do. */
export function problemItem(diagnostic: Diagnostic, { where, jump, fix }: Actions): HTMLLIElement {
  const { severity, code, message, help } = diagnostic;
  const fixes = fix ? (diagnostic.fixes ?? []) : [];
  return h(
    "li",
    { class: "problem", "data-severity": severity },
    h("span", { class: "problem-sign", role: "img", "aria-label": NAMES[severity] }, SIGNS[severity]),
    h(
      "div",
      { class: "problem-text" },
      h("p", { class: "problem-message" }, ...prose(sentence(message))),
      help ? h("p", { class: "problem-help" }, ...prose(sentence(help))) : null,
      h(
        "p",
        { class: "problem-meta" },
        where && jump ? button(where, jump, { class: "link", "aria-label": `Go to ${where}` }) : null,
        where && !jump ? h("span", {}, where) : null,
        codeLink(code),
      ),
    ),
    fixes.length > 0 &&
      h(
        "div",
        { class: "problem-fixes" },
        ...fixes.map((item) => button(item.title, () => fix?.(item), { class: "button small" })),
      ),
  );
}
