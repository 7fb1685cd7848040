import type { Extension } from "@codemirror/state";
import { scan } from "../json/scan.ts";
import { hangingIndent } from "./hang.ts";
import { highlight } from "./highlight.ts";

/** Colours, and indents that hold where a line wraps. */
export const jsonLanguage: Extension = [highlight(scan), hangingIndent];
