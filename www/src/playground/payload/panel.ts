import type { App } from "../app.ts";
import { button, fill, freshId, h, setAttribute, setText, textSelected } from "../dom.ts";
import type { Outcome } from "../evaluate.ts";
import { copy } from "../files/export.ts";
import { difference } from "../json/difference.ts";
import { pretty } from "../json/lines.ts";
import type { JsonNode } from "../json/parse.ts";
import { Delay } from "../lifetime.ts";
import { ownersOf, partsOf, type Owners } from "../origins.ts";
import { showFollowing } from "../outcome/following.ts";
import { situation } from "../outcome/situation.ts";
import { verdictLine } from "../outcome/verdict.ts";
import { views } from "../outcome/views.ts";
import { drawBody, type DrawnBody } from "./body.ts";
import { downloadBar } from "./download.ts";

/** How long a change stays marked. */
const MARK_MS = 1600;

interface Parts {
  /** Opens the dialogs for what the target holds. */
  pick: () => void;
  paste: () => void;
  /** Says why a file could not be used. */
  failure: HTMLElement;
}

/** The right region: what happens to the user, with the request as it would be sent. */
export function payloadPanel(app: App, { pick, paste, failure }: Parts): HTMLElement {
  const title = freshId("payload-title");
  const code = h("pre", { class: "json", tabindex: "0", role: "region", "aria-label": "Request body" });
  const verb = h("span", { class: "method" });
  const path = h("code");
  const size = h("span", { class: "size" });
  const notice = h("p", { class: "notice" });
  const copyBody = button("Copy", async () => {
    const body = app.store.scene.outcome.body;
    if (!body) return;
    app.toast((await copy(pretty(body))) ? "Copied the payload." : "The browser did not allow copying.");
  }, { class: "button small" });
  const requestLine = h("p", { class: "request-line" }, verb, path, size, copyBody);
  const empty = h("div", { class: "empty" });
  const following = h("div", { class: "following", tabindex: "0", role: "region", "aria-label": "Requests that follow" });
  following.hidden = true;
  let drawn: DrawnBody | undefined;
  let shown: JsonNode | undefined;
  let owners: Owners = new Map();
  const unmarking = new Delay(app.signal);

  const draw = (body: JsonNode, mark: boolean): void => {
    const changed = shown && mark ? difference(shown, body) : new Set<string>();
    const { scrollTop } = code;
    drawn = drawBody(body);
    fill(code, ...drawn.elements);
    code.scrollTop = scrollTop;
    shown = body;
    if (changed.size === 0) return;
    drawn.show("changed", changed);
    const marked = drawn;
    unmarking.start(MARK_MS, () => marked.show("changed", new Set()));
  };
  let inside = false;
  const point = (id: number | undefined): void => {
    drawn?.show("pointed", id === undefined ? new Set() : partsOf(owners, id));
    // Under the pointer nothing scrolls away.
    if (id !== undefined && !inside) reveal(code);
  };
  const ownerAt = (event: Event): number | undefined => {
    const line = event.target instanceof Element ? event.target.closest(".json-line") : null;
    const part = line && drawn?.pathOf(line);
    return typeof part === "string" ? owners.get(part) : undefined;
  };
  code.addEventListener("pointerover", (event) => {
    inside = true;
    const pointed = ownerAt(event);
    code.classList.toggle("owned", pointed !== undefined);
    app.store.set({ pointed });
  }, { signal: app.signal });
  code.addEventListener("pointerleave", () => {
    inside = false;
    app.store.set({ pointed: undefined });
  }, { signal: app.signal });
  code.addEventListener("click", (event) => {
    const id = ownerAt(event);
    if (id === undefined || textSelected(code)) return;
    app.navigation.show("mappings");
    app.navigation.openRow(id);
  }, { signal: app.signal });

  const view = views(app, h("div", { class: "view view-request" }, requestLine, notice, empty, code, following));
  app.store.watch(({ state, outcome }, before) => {
    if (before?.outcome !== outcome) {
      const { body, preview, userProblem, fault } = outcome;
      // While the user or the engine is broken, the body on screen is an earlier one.
      owners = body && preview && !userProblem && !fault ? ownersOf(preview.origins, state.draft, body) : new Map();
      const request = preview?.request;
      code.hidden = !body;
      setAttribute(code, "data-skipped", body && !request ? "true" : undefined);
      showFollowing(following, preview);
      setAttribute(code, "aria-label", request ? "Request body" : "Body that is not sent");
      setText(verb, request?.method ?? "Nothing is sent");
      verb.dataset["none"] = String(!request);
      setText(path, request?.path ?? "");
      copyBody.disabled = !request?.body;
      const why = request ? (body ? [] : [h("p", {}, `A ${request.method} has no body.`)]) : whyNothing(outcome);
      empty.hidden = why.length === 0;
      fill(empty, ...why);
      notice.hidden = !(userProblem && body);
      setText(notice, "The source user is not valid JSON at the moment. This is the last payload.");
      // Of another user, profile or action all is new, and nothing needs to be marked.
      const same = before?.state.directory === state.directory && before.state.current === state.current && before.state.presetId === state.presetId && before.outcome.preview?.action === preview?.action;
      if (body) draw(body, same);
      setText(size, request ? byteText(preview?.bodyText ?? "") : "");
    }
    const shownRow = state.pointed ?? state.selected;
    if (before?.outcome !== outcome || shownRow !== (before.state.pointed ?? before.state.selected)) point(shownRow);
  });
  return h(
    "section",
    { class: "region", "data-region": "payload", "aria-labelledby": title },
    h("header", { class: "region-head" }, h("h2", { id: title }, "What will happen"), verdictLine(app)),
    h("div", { class: "region-body payload-body" }, situation(app, { pick, paste }), failure, h("div", { class: "views-bar" }, view.choice), ...view.panes),
    ...downloadBar(app),
  );
}

/** Scrolls the marked lines into sight, and nothing but this text. */
function reveal(code: HTMLElement): void {
  const marked = code.querySelectorAll<HTMLElement>(".json-line.pointed");
  const [first, last] = [marked[0], marked[marked.length - 1]];
  if (!first || !last) return;
  const frame = code.getBoundingClientRect();
  const above = first.getBoundingClientRect().top - frame.top - 8;
  const below = last.getBoundingClientRect().bottom - frame.bottom + 8;
  if (above < 0) code.scrollTop += above;
  else if (below > 0) code.scrollTop += Math.min(below, above);
}

function whyNothing({ preview, body, userProblem, fault }: Outcome): (HTMLElement | null)[] {
  if (fault) return [h("p", {}, "No payload: the engine stopped.")];
  if (userProblem) return [h("p", {}, "No payload yet: the source user is not valid JSON.")];
  if (!preview) return [h("p", {}, "No payload: there are errors. They are listed under Problems.")];
  return [
    h("p", { class: "empty-title" }, "No request for this user"),
    preview.reason ? h("p", {}, "The provisioning log says ", h("code", {}, preview.reason), body ? ". A create would have sent:" : ".") : null,
  ];
}

function byteText(text: string): string {
  return text ? `${new TextEncoder().encode(text).length.toLocaleString("en")} bytes` : "";
}
