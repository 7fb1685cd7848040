import { fill, h } from "../dom.ts";
import type { Preview } from "../engine.ts";

/** Requests of the second pass, each as it goes over the wire. */
export function showFollowing(parent: HTMLElement, preview: Preview | undefined): void {
  const requests = preview?.following ?? [];
  parent.hidden = requests.length === 0;
  fill(
    parent,
    h("h3", {}, "Then, once the references are known"),
    ...requests.map(({ method, path, body }) =>
      h(
        "div",
        {},
        h("p", { class: "request-line" }, h("span", { class: "method" }, method), " ", h("code", {}, path)),
        body ? h("pre", { class: "wire" }, JSON.stringify(body, null, 2)) : null,
      ),
    ),
  );
}
