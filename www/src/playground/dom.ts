/** A few lines in place of a framework: elements from calls, text only ever as text nodes. */

export type Child = Node | string | null | undefined | false;

type Listeners = { [E in keyof HTMLElementEventMap]?: (event: HTMLElementEventMap[E]) => void };

export interface Props {
  on?: Listeners;
  [attribute: string]: string | number | boolean | undefined | Listeners;
}

/**
 * Makes an element. `true` writes an empty attribute; `false` and `undefined` write none. Listeners given here go with
 * the element; whoever listens to what stays when a part is taken down passes the part's signal.
 */
export function h<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  props: Props = {},
  ...children: Child[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (typeof value === "object") listen(element, value);
    else if (value === true) element.setAttribute(name, "");
    else if (value !== undefined && value !== false) element.setAttribute(name, String(value));
  }
  add(element, ...children);
  return element;
}

function listen(element: HTMLElement, listeners: Listeners): void {
  for (const [type, listener] of Object.entries(listeners)) {
    element.addEventListener(type, listener as EventListener);
  }
}

export function add(parent: Node, ...children: Child[]): void {
  for (const child of children) {
    if (child === null || child === undefined || child === false) continue;
    parent.appendChild(typeof child === "string" ? document.createTextNode(child) : child);
  }
}

/** Replaces everything inside `parent`. */
export function fill(parent: Element, ...children: Child[]): void {
  parent.replaceChildren();
  add(parent, ...children);
}

/** Writes text only when it differs, so that selections and live regions stay quiet. */
export function setText(node: Node, text: string): void {
  if (node.textContent !== text) node.textContent = text;
}

/** Writes an input's value only when it differs, so that the cursor stays where it is. */
export function setValue(input: HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement, value: string): void {
  if (input.value !== value) input.value = value;
}

export function setAttribute(element: Element, name: string, value: string | undefined): void {
  if (value === undefined) element.removeAttribute(name);
  else if (element.getAttribute(name) !== value) element.setAttribute(name, value);
}

export function button(label: string, action: () => void, props: Props = {}): HTMLButtonElement {
  return h("button", { type: "button", class: "button", ...props, on: { click: action } }, label);
}

/** Whether an event is one for this part of the document: it happened inside, or nowhere in particular. */
export function concerns(event: Event, part: Element): boolean {
  const path = event.composedPath();
  const { body, documentElement } = part.ownerDocument;
  return path.includes(part) || path[0] === body || path[0] === documentElement;
}

/** Whether text is selected where the element stands. Whoever drags over text to copy it does not mean to click. */
export function textSelected(element: Element): boolean {
  const root = element.getRootNode() as { getSelection?: () => Selection | null };
  const selection = root.getSelection ? root.getSelection() : element.ownerDocument.getSelection();
  return (selection?.toString() ?? "") !== "";
}

let lastId = 0;

/** A fresh id, for `for`, `aria-controls` and the like. */
export function freshId(stem: string): string {
  lastId += 1;
  return `${stem}-${lastId}`;
}

/** Diagnostics are written to stand behind a code; standing alone they begin like a sentence. */
export function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** Text with the parts between back quotes set as code, the way diagnostics write names. */
export function prose(text: string): Child[] {
  return text.split("`").map((part, index) => (index % 2 === 1 ? h("code", {}, part) : part));
}
