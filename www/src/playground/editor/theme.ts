import { EditorView } from "@codemirror/view";
import { hangRules } from "./hang.ts";

const wave = (colour: string): Record<string, string> => ({
  // The library's own wave is a data: picture, which a strict policy drops.
  backgroundImage: "none",
  paddingBottom: "0",
  textDecoration: `underline wavy ${colour} 1.5px`,
  textDecorationSkipInk: "none",
  textUnderlineOffset: "3px",
});

const colour = (name: string): string => `var(--attrflow-${name})`;

/** All colours come from the page's custom properties, so that a change of theme needs nothing here. */
export const editorTheme = EditorView.theme({
  "&": { color: colour("text"), backgroundColor: "transparent", height: "100%", fontSize: "12.5px" },
  "&.cm-focused": { outline: "none" },
  ".cm-scroller": { fontFamily: colour("mono"), lineHeight: "1.55", overflow: "auto" },
  ".cm-content": { padding: "8px 0", caretColor: colour("text") },
  ".cm-line": { padding: "0 10px" },
  ...hangRules,
  ".cm-cursor": { borderLeftColor: colour("text"), borderLeftWidth: "2px" },
  ".cm-selectionBackground, &.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground": {
    backgroundColor: colour("selection"),
  },
  ".tok-function": { color: colour("tok-function"), fontWeight: "600" },
  ".tok-attribute, .tok-key": { color: colour("tok-attribute") },
  ".tok-string": { color: colour("tok-string") },
  ".tok-number, .tok-parameter, .tok-variable": { color: colour("tok-number") },
  ".tok-keyword, .tok-operator": { color: colour("tok-keyword") },
  ".tok-punctuation": { color: colour("muted") },
  ".tok-invalid": { color: colour("error") },

  ".cm-lintRange-error": wave(colour("error")),
  ".cm-lintRange-warning": wave(colour("warning")),
  ".cm-lintRange-info, .cm-lintRange-hint": wave(colour("accent")),
  ".cm-lintRange-active": { backgroundColor: colour("selection") },
  ".cm-lintPoint::after": { borderBottomColor: `${colour("error")} !important` },

  ".cm-tooltip": {
    backgroundColor: colour("raised"),
    color: colour("text"),
    border: `1px solid ${colour("line-strong")}`,
    borderRadius: "8px",
    boxShadow: colour("shadow"),
    fontFamily: colour("sans"),
    fontSize: "13px",
    maxWidth: "min(420px, 92vw)",
    overflow: "hidden",
    zIndex: "30",
  },
  ".cm-tooltip.cm-tooltip-hover": { padding: "0" },
  ".cm-diagnostic": { padding: "8px 12px", borderLeft: "3px solid transparent", whiteSpace: "pre-wrap" },
  ".cm-diagnostic-error": { borderLeftColor: colour("error") },
  ".cm-diagnostic-warning": { borderLeftColor: colour("warning") },
  ".cm-diagnostic-info": { borderLeftColor: colour("accent") },
  ".mark-code": { display: "block", color: colour("muted"), fontSize: "12px" },
  ".code-link": {
    padding: "0",
    border: "0",
    background: "none",
    color: "inherit",
    fontFamily: colour("mono"),
    fontSize: "11.5px",
    textDecoration: "underline dotted",
    textUnderlineOffset: "3px",
    cursor: "pointer",
  },
  ".code-link:hover": { color: colour("accent") },
  ".code-link:focus-visible, .cm-diagnosticAction:focus-visible": { outline: `2px solid ${colour("focus")}`, outlineOffset: "2px" },
  ".cm-diagnosticAction": {
    display: "block",
    margin: "6px 0 0",
    padding: "3px 9px",
    border: `1px solid ${colour("line-strong")}`,
    borderRadius: "6px",
    backgroundColor: colour("surface"),
    color: colour("accent"),
    font: "inherit",
    fontWeight: "600",
    cursor: "pointer",
  },
  // The card on a suggestion stands beside the list, but inside its element.
  ".cm-tooltip.cm-tooltip-autocomplete": { overflow: "visible" },
  ".cm-tooltip.cm-tooltip-autocomplete > ul": { fontFamily: colour("mono"), maxHeight: "15em", borderRadius: "8px" },
  ".cm-tooltip.cm-tooltip-autocomplete > ul > li": { padding: "4px 10px", lineHeight: "1.4" },
  ".cm-tooltip.cm-tooltip-autocomplete > ul > li[aria-selected]": {
    backgroundColor: colour("accent"),
    color: colour("on-accent"),
  },
  ".cm-completionDetail": { fontStyle: "normal", opacity: "0.8", marginLeft: "1em" },
  ".cm-completionMatchedText": { textDecoration: "none", fontWeight: "700" },
  ".cm-tooltip.cm-completionInfo": { padding: "0", maxWidth: "340px", overflow: "visible" },
  // Where there is no room beside the list it would cover the expression.
  ".cm-completionInfo.cm-completionInfo-left-narrow, .cm-completionInfo.cm-completionInfo-right-narrow": { display: "none" },

  ".doc": { padding: "9px 12px", display: "grid", gap: "5px" },
  ".doc code": { fontFamily: colour("mono"), fontSize: "12px", overflowWrap: "anywhere" },
  ".doc .doc-title": { fontWeight: "650" },
  ".doc .doc-muted": { color: colour("muted") },
  ".doc .doc-here": { fontFamily: colour("sans") },
  ".doc .doc-summary": { overflowWrap: "anywhere" },

  ".cm-pointed": { backgroundColor: colour("mark"), borderRadius: "2px", boxShadow: `0 0 0 1px ${colour("mark")}` },
});
