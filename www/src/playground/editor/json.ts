import type { Extension } from "@codemirror/state";
import { scan } from "../json/scan.ts";
import { highlight } from "./highlight.ts";

export const jsonHighlighting: Extension = highlight(scan);
