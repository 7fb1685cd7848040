import type { App } from "../../app.ts";
import { fill, freshId, h, sentence, setAttribute, setText, type Child } from "../../dom.ts";
import type { MappingTrace, Span, TraceStep } from "../../engine.ts";
import { isPristine, type Mapping } from "../../profile/draft.ts";
import type { Scene } from "../../store.ts";
import { traceTree } from "./tree.ts";
import { typedValue, valueCell } from "./value.ts";

export interface TracePanel {
  element: HTMLElement;
  update(scene: Scene, before: Scene | undefined): void;
  /** Follows the cursor in the expression. */
  follow(span: Span): void;
}

/** How the value of the open row comes about: the parts of its expression, then the way to the payload. */
export function tracePanel(app: App, links: { point: (span: Span | undefined) => void; go: (span: Span) => void }): TracePanel {
  const { store } = app;
  const id = freshId("trace");
  const tree = traceTree({ ...links, signal: app.signal });
  const steps = h("ol", { class: "trace-steps", "aria-label": "From the source to the payload" });
  const keys = h("p", { class: "trace-keys" }, h("kbd", {}, "Enter"), " to the part, ", h("kbd", {}, "Space"), " whole value");
  const notice = h("p", { class: "trace-notice" });
  const body = h("div", { class: "trace-body", id }, notice, tree.element, steps);
  const toggle = h("button", { type: "button", class: "trace-toggle", "aria-controls": id }, "How this value comes about");
  toggle.addEventListener("click", () => store.set({ tracing: !store.state.tracing }), { signal: app.signal });
  const element = h("section", { class: "trace", "aria-label": "Trace" }, h("div", { class: "trace-head" }, toggle, keys), body);
  let shown = "";

  return {
    element,
    follow: (span) => tree.follow(span),
    update({ state, outcome }, before) {
      const row = state.draft.rows.find(({ id }) => id === state.selected);
      element.hidden = !row || isPristine(row.mapping);
      setAttribute(toggle, "aria-expanded", String(state.tracing));
      body.hidden = !state.tracing;
      const same = before?.outcome === outcome && before.state.selected === state.selected && before.state.tracing === state.tracing;
      if (same && shown !== "") return;
      keys.hidden = true;
      if (!row || !state.tracing) {
        shown = "";
        return;
      }
      const trace = outcome.userProblem ? undefined : store.trace(row.id);
      const key = JSON.stringify([row.id, row.mapping.source, outcome.userProblem === undefined, trace]);
      const nodes = trace?.trace?.nodes ?? [];
      keys.hidden = nodes.length === 0;
      if (key === shown) return;
      const other = shown === "" || before?.state.selected !== state.selected;
      shown = key;
      const why = whyNothing(outcome.userProblem !== undefined, row.mapping, trace);
      notice.hidden = why === undefined;
      setText(notice, why ?? "");
      tree.element.hidden = nodes.length === 0;
      tree.label(`Parts of the expression for ${row.mapping.target || "the new mapping"}`);
      tree.update(nodes, row.mapping.source ?? "", other);
      // Why there is nothing to trace, the notice and the problems above say.
      const way = why === undefined ? (trace?.steps ?? []) : [];
      fill(steps, ...way.map(step));
      steps.hidden = way.length === 0;
    },
  };
}

function whyNothing(brokenUser: boolean, { type }: Mapping, trace: MappingTrace | undefined): string | undefined {
  if (brokenUser) return "Nothing to trace: the source user is not valid JSON.";
  if (!trace) return "Nothing to trace: the profile cannot be run.";
  return type === "expression" && !trace.trace?.nodes.length ? "Nothing to trace while the expression has errors." : undefined;
}

function step({ kind, text, value, type }: TraceStep): HTMLElement {
  // Where the value goes is the end of the way; it was shown by the step before.
  const shown: Child[] = kind === "sent" || kind === "dropped" ? [] : [valueCell(...typedValue(value, type))];
  return h("li", { class: "trace-step", "data-kind": kind }, h("span", { class: "trace-step-text" }, sentence(text.replaceAll("`", ""))), ...shown);
}
