import type { App } from "../app.ts";
import { button, fill, h, setText } from "../dom.ts";
import { difference } from "../json/difference.ts";
import { pretty } from "../json/lines.ts";
import type { JsonNode } from "../json/parse.ts";
import type { Preview } from "../engine.ts";
import { copy } from "../shell/files.ts";
import type { Outcome } from "../evaluate.ts";
import { drawBody, type DrawnBody } from "./body.ts";
import { downloadBar } from "./download.ts";

/** How long a change stays marked. */
const MARK_MS = 1600;

/** The service's own names for why a user is skipped, in words. */
const REASONS: Record<NonNullable<Preview["reason"]>, string> = {
  ImportSkipped: "Skipped: no matching attribute has a value, so the service could not find the user again.",
  DisabledInSource: "Skipped: the account is disabled in the source, and disabled accounts are not created.",
  MandatoryFieldsMissing: "Skipped: a required target attribute has no value.",
  IgnoreObjectFlow: "Skipped: an expression asks for this user to be left alone.",
};

/** The right region: the request as it would be sent. */
export function payloadPanel(app: App): HTMLElement {
  const code = h("pre", { class: "json", tabindex: "0", role: "region", "aria-label": "Request body" });
  const method = h("p", { class: "request-line" }, h("span", { class: "method" }, "POST"), h("code", {}, "/Users"));
  const notice = h("p", { class: "notice" });
  const size = h("span", { class: "size" });
  const copyBody = button("Copy", async () => {
    const body = app.store.scene.outcome.body;
    if (!body) return;
    app.toast((await copy(pretty(body))) ? "Copied the payload." : "The browser did not allow copying.");
  });
  const empty = h("div", { class: "empty" });
  let drawn: DrawnBody | undefined;
  let shown: JsonNode | undefined;
  let timer = 0;

  const draw = (body: JsonNode): void => {
    const changed = shown ? difference(shown, body) : new Set<string>();
    const { scrollTop } = code;
    drawn = drawBody(body);
    fill(code, ...drawn.elements);
    code.scrollTop = scrollTop;
    shown = body;
    if (changed.size === 0) return;
    drawn.show("changed", changed);
    clearTimeout(timer);
    const marked = drawn;
    timer = window.setTimeout(() => marked.show("changed", new Set()), MARK_MS);
  };
  const point = (id: number | undefined): void => {
    drawn?.show("pointed", id === undefined ? new Set() : app.store.contribution(id));
  };

  app.store.watch(({ state, outcome }, before) => {
    if (before?.outcome !== outcome) {
      const { body } = outcome;
      code.hidden = !body;
      method.hidden = !body;
      copyBody.disabled = !body;
      empty.hidden = body !== undefined;
      notice.hidden = !(outcome.userProblem && body);
      setText(notice, "The source user is not valid JSON at the moment. This is the last payload.");
      if (body) draw(body);
      else fill(empty, ...whyNothing(outcome));
      setText(size, body ? byteText(outcome.preview?.bodyText ?? "") : "");
    }
    point(state.pointed ?? state.selected);
  });
  return h(
    "section",
    { class: "region", "data-region": "payload", "aria-labelledby": "payload-title" },
    h("header", { class: "region-head" }, h("h2", { id: "payload-title" }, "Payload"), size, copyBody),
    h("div", { class: "region-body payload-body" }, notice, method, code, empty),
    downloadBar(app),
  );
}

function whyNothing({ preview, userProblem, fault }: Outcome): (HTMLElement | null)[] {
  if (fault) return [h("p", {}, "No payload: the engine stopped.")];
  if (userProblem) return [h("p", {}, "No payload yet: the source user is not valid JSON.")];
  if (!preview) return [h("p", {}, "No payload: there are errors. They are listed under Problems.")];
  const reason = preview.reason ? REASONS[preview.reason] : undefined;
  return [
    h("p", { class: "empty-title" }, "No request for this user"),
    h("p", {}, reason ?? "The user is skipped."),
    preview.reason ? h("p", {}, "The provisioning log says ", h("code", {}, preview.reason)) : null,
  ];
}

function byteText(text: string): string {
  return text ? `${new TextEncoder().encode(text).length.toLocaleString("en")} bytes` : "";
}
