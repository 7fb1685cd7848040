import { freshId, h } from "../dom.ts";

export interface Labelled<E extends HTMLElement> {
  element: HTMLElement;
  input: E;
}

/** An input under its label. */
export function textField(
  label: string,
  changed: (value: string) => void,
  props: Record<string, string | number | boolean> = {},
): Labelled<HTMLInputElement> {
  const id = freshId("field");
  const input: HTMLInputElement = h("input", { type: "text", id, class: "input", autocomplete: "off", spellcheck: "false", ...props, on: { input: () => changed(input.value) } });
  return { element: h("div", { class: "field" }, h("label", { for: id }, label), input), input };
}

/** A box to tick, with its label behind it. */
export function checkField(label: string, changed: (on: boolean) => void): Labelled<HTMLInputElement> {
  const id = freshId("field");
  const input: HTMLInputElement = h("input", { type: "checkbox", id, on: { change: () => changed(input.checked) } });
  return { element: h("label", { class: "check", for: id }, input, label), input };
}

export function choiceField(
  label: string,
  options: readonly (readonly [value: string, text: string])[],
  changed: (value: string) => void,
): Labelled<HTMLSelectElement> {
  const id = freshId("field");
  const choices = options.map(([value, text]) => h("option", { value }, text));
  const input: HTMLSelectElement = h("select", { id, class: "input", on: { change: () => changed(input.value) } }, ...choices);
  return { element: h("div", { class: "field" }, h("label", { for: id }, label), input), input };
}
