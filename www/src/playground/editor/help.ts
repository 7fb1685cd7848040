import type { EditorOptions } from "../engine.ts";

/** Longer texts are no expressions: asking the engine about each place in them would only cost. */
export const LONGEST_HELPED = 50_000;

/** What is known besides the text: the user on screen and the target of the mapping. */
export type Known = () => EditorOptions;
