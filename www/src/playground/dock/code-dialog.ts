import type { App } from "../app.ts";
import { draw, stretches } from "../controls/marked-text.ts";
import { button, fill, freshId, h, prose, setText, type Child } from "../dom.ts";
import { check, tokens, type CodePage } from "../engine.ts";
import { EXPLAIN, pageOf } from "../problems/code-link.ts";
import { NAMES, SIGNS } from "../problems/item.ts";

/** What the examples of the pages are, over the example. */
const SUBJECTS: Record<string, string> = {
  expression: "Example",
  evaluation: "Example: an expression, and the user",
  profile: "Example: a profile",
  preview: "Example: a profile, and the user",
  path: "Example: a path",
  filter: "Example: a filter",
  patch: "Example: a request, and the resource",
  request: "Example: a request",
  "scim-request": "Example: a request",
  users: "Example: a file of users",
};

/** The page of a code: what it is, why it matters, an example, what to write instead. Opens wherever on the page a code is pressed. */
export function codeDialog({ page: root, signal }: App): HTMLDialogElement {
  const id = freshId("code-title");
  const sign = h("span", { class: "problem-sign", role: "img" });
  const code = h("code", { class: "code-name" });
  const title = h("h2", { id });
  const body = h("div", { class: "code-body" });
  const close = button("Close", () => element.close(), { class: "button primary" });
  const element = h(
    "dialog",
    { class: "dialog code-page", "aria-labelledby": id },
    h("header", { class: "code-head problem" }, sign, code),
    title,
    body,
    h("div", { class: "dialog-foot" }, h("p", { class: "dialog-summary" }), close),
  );
  /** The editor whose tooltip held the button: the tooltip is gone when the page is closed. */
  let editor: HTMLElement | undefined;

  root.addEventListener(EXPLAIN, (event) => {
    const page = event instanceof CustomEvent ? pageOf(String(event.detail)) : undefined;
    if (!page) return;
    editor = event.composedPath().find((one): one is HTMLElement => one instanceof HTMLElement && one.classList.contains("editor"));
    element.dataset["severity"] = page.severity;
    sign.setAttribute("aria-label", NAMES[page.severity]);
    setText(sign, SIGNS[page.severity]);
    setText(code, page.code);
    fill(title, ...prose(page.title));
    fill(body, ...sections(page));
    if (!element.open) element.showModal();
    element.scrollTop = 0;
    close.focus();
  }, { signal });
  element.addEventListener("close", () => {
    editor?.shadowRoot?.querySelector<HTMLElement>(".cm-content")?.focus();
  }, { signal });
  // A press beside the page closes it.
  element.addEventListener("click", (event) => {
    if (event.target === element && outside(element, event)) element.close();
  }, { signal });
  return element;
}

function sections(page: CodePage): HTMLElement[] {
  const section = (name: string, ...content: Child[]): HTMLElement => h("section", {}, h("h3", {}, name), ...content);
  return [
    section("Why it matters", h("p", {}, ...prose(page.why))),
    section(SUBJECTS[page.subject] ?? "Example", h("pre", { class: "code-example", tabindex: "0" }, ...example(page))),
    section("What to write instead", h("p", {}, ...prose(page.instead))),
    h("p", { class: "code-source" }, `Source: ${page.source}`),
  ];
}

/** Expressions are coloured, and the place underlined that the code is about. */
function example({ code, subject, example: text }: CodePage): Child[] {
  if (subject !== "expression") return [text];
  const found = check(text, { app: true }).filter((problem) => problem.code === code);
  return draw(stretches(text, tokens(text), found));
}

function outside(element: HTMLElement, { clientX, clientY }: MouseEvent): boolean {
  const { left, right, top, bottom } = element.getBoundingClientRect();
  return clientX < left || clientX > right || clientY < top || clientY > bottom;
}
