/** The screens instead of the playground when the engine does not start. */
import { button, fill, h, type Child } from "../dom.ts";
import type { StartProblem } from "../engine.ts";

export function showStartProblem(page: HTMLElement, problem: StartProblem): void {
  const { title, text } = explain(problem);
  fill(
    page,
    h(
      "section",
      { class: "state", role: "alert", "data-state": problem.kind },
      h("h1", {}, title),
      ...text,
      h("details", {}, h("summary", {}, "What the browser said"), h("pre", {}, problem.detail)),
      button("Try again", () => location.reload(), { class: "button primary" }),
    ),
  );
}

function explain({ kind }: StartProblem): { title: string; text: Child[] } {
  if (kind === "blocked") {
    return {
      title: "WebAssembly is blocked on this page",
      text: [
        h("p", {}, "The content security policy of this site does not allow the engine to be compiled. Whoever runs the site can allow exactly that, and nothing more, with this directive:"),
        h("pre", { class: "directive" }, "script-src 'self' 'wasm-unsafe-eval'"),
        h("p", {}, "It permits WebAssembly, not eval of JavaScript."),
      ],
    };
  }
  if (kind === "missing") {
    return {
      title: "The engine could not be loaded",
      text: [
        h("p", {}, "The file engine_bg-….wasm is not where it belongs: in the folder assets beside this page. Either it was not uploaded, the network failed, or the content security policy lacks:"),
        h("pre", { class: "directive" }, "connect-src 'self'"),
      ],
    };
  }
  return {
    title: "The engine does not run in this browser",
    text: [h("p", {}, "It needs WebAssembly as browsers have had it since 2022. If this browser is newer, the file may be damaged: reload without the cache.")],
  };
}

/** Over the page when the engine fails while running. What was typed is saved before this shows. */
export function showFault(page: HTMLElement, detail: string, startAfresh: () => void): void {
  if (page.querySelector("[data-state=fault]")) return;
  page.prepend(
    h(
      "section",
      { class: "fault", role: "alert", "data-state": "fault" },
      h("p", {}, h("strong", {}, "The engine stopped. "), "This is a defect in it, not in your input. Your profile is kept."),
      h("code", {}, detail.slice(0, 300)),
      button("Reload", () => location.reload(), { class: "button small" }),
      button("Reload with the preset", startAfresh, { class: "button small" }),
    ),
  );
}
