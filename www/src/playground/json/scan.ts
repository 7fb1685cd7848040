/** Cuts JSON text into tokens. Never fails: what is no JSON becomes an `invalid` token. */

export type JsonTokenKind = "key" | "string" | "number" | "keyword" | "punctuation" | "invalid";

export interface JsonToken {
  kind: JsonTokenKind;
  from: number;
  to: number;
}

const STRING = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y;
const NUMBER = /-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?(?![\w.])/y;
const WORD = /[A-Za-z_][\w]*/y;
const BLANK = /[ \t\r\n]+/y;
const KEYWORDS = new Set(["true", "false", "null"]);

export function scan(text: string): JsonToken[] {
  const tokens: JsonToken[] = [];
  let at = 0;
  const end = (pattern: RegExp): number => {
    pattern.lastIndex = at;
    return pattern.test(text) ? pattern.lastIndex : at;
  };
  while (at < text.length) {
    const afterBlank = end(BLANK);
    if (afterBlank > at) {
      at = afterBlank;
      continue;
    }
    const [kind, to] = next(text, at, end);
    if (text[at] === ":") markKey(tokens);
    tokens.push({ kind, from: at, to });
    at = to;
  }
  return tokens;
}

function next(text: string, at: number, end: (pattern: RegExp) => number): [JsonTokenKind, number] {
  const first = text.charAt(at);
  if ("{}[]:,".includes(first)) return ["punctuation", at + 1];
  if (first === '"') {
    const to = end(STRING);
    return to > at ? ["string", to] : ["invalid", endOfLine(text, at)];
  }
  const number = end(NUMBER);
  if (number > at) return ["number", number];
  const word = end(WORD);
  if (word > at) return [KEYWORDS.has(text.slice(at, word)) ? "keyword" : "invalid", word];
  // A whole code point, so that no mark splits an emoji.
  return ["invalid", at + String.fromCodePoint(text.codePointAt(at) ?? 0).length];
}

function endOfLine(text: string, at: number): number {
  const line = text.indexOf("\n", at);
  return line < 0 ? text.length : line;
}

function markKey(tokens: JsonToken[]): void {
  const before = tokens.at(-1);
  if (before?.kind === "string") before.kind = "key";
}
