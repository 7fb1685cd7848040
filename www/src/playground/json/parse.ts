import { scan, type JsonToken } from "./scan.ts";

/** A JSON value. Scalars keep their text, so that no integer is rounded on its way to the screen. */
export type JsonNode =
  | { kind: "object"; members: { key: string; value: JsonNode }[] }
  | { kind: "array"; items: JsonNode[] }
  | { kind: "scalar"; text: string };

/** The first mistake in a text: what was expected, where (UTF-16 offsets), what to do. */
export interface JsonProblem {
  message: string;
  help?: string;
  from: number;
  to: number;
}

export type JsonResult = { node: JsonNode; problem?: undefined } | { node?: undefined; problem: JsonProblem };

/** As deep as the engine reads; a bound keeps the recursion below from using up the stack. */
const DEEPEST = 128;

export function parse(text: string): JsonResult {
  try {
    return { node: new Parser(text, scan(text)).document() };
  } catch (thrown) {
    if (thrown instanceof Mistake) return { problem: thrown.problem };
    throw thrown;
  }
}

class Mistake extends Error {
  constructor(readonly problem: JsonProblem) {
    super(problem.message);
  }
}

class Parser {
  #at = 0;

  constructor(
    readonly text: string,
    readonly tokens: JsonToken[],
  ) {}

  document(): JsonNode {
    if (this.tokens.length === 0) this.fail("There is nothing here yet.", "Type or paste a JSON object: { … }");
    const node = this.value(0);
    if (this.#at < this.tokens.length) this.fail("The value has ended; nothing may follow it.", "Remove the rest.");
    return node;
  }

  value(depth: number): JsonNode {
    const token = this.tokens[this.#at];
    if (!token) this.fail("A value is missing at the end.");
    if (depth > DEEPEST) this.fail(`Nested deeper than ${DEEPEST} levels.`);
    const text = this.text.slice(token.from, token.to);
    if (text === "{") return this.object(depth);
    if (text === "[") return this.array(depth);
    if (token.kind === "punctuation") this.fail(`A value is expected before \`${text}\`.`, trailing(text));
    if (token.kind === "invalid") this.invalid(text);
    this.#at += 1;
    return { kind: "scalar", text };
  }

  object(depth: number): JsonNode {
    const members: { key: string; value: JsonNode }[] = [];
    this.#at += 1;
    if (this.take("}")) return { kind: "object", members };
    for (;;) {
      const key = this.tokens[this.#at];
      if (key?.kind !== "key" && key?.kind !== "string") {
        this.fail("A member name in double quotes is expected.", key && trailing(this.text[key.from] ?? ""));
      }
      this.#at += 1;
      if (!this.take(":")) this.fail("A colon is expected between name and value.");
      members.push({ key: this.text.slice(key.from, key.to), value: this.value(depth + 1) });
      if (this.take("}")) return { kind: "object", members };
      if (!this.take(",")) this.fail("A comma or `}` is expected.", "Two members need a comma between them.");
    }
  }

  array(depth: number): JsonNode {
    const items: JsonNode[] = [];
    this.#at += 1;
    if (this.take("]")) return { kind: "array", items };
    for (;;) {
      items.push(this.value(depth + 1));
      if (this.take("]")) return { kind: "array", items };
      if (!this.take(",")) this.fail("A comma or `]` is expected.", "Two values need a comma between them.");
    }
  }

  take(sign: string): boolean {
    const token = this.tokens[this.#at];
    if (token?.kind !== "punctuation" || this.text[token.from] !== sign) return false;
    this.#at += 1;
    return true;
  }

  invalid(text: string): never {
    if (text.startsWith('"')) this.fail("This text has no closing quote, or a character that needs a backslash.");
    if (text.startsWith("'")) this.fail("Single quotes are not JSON.", "Write double quotes.");
    if (/^[\u201c\u201d\u2018\u2019]/.test(text)) this.fail("These are typographic quotes.", 'Write straight quotes: "');
    this.fail(`\`${text.slice(0, 40)}\` is not JSON.`, "Text needs double quotes; bare words are true, false and null.");
  }

  fail(message: string, help?: string): never {
    const token = this.tokens[this.#at];
    const from = token?.from ?? this.text.trimEnd().length;
    throw new Mistake({ message, from, to: token?.to ?? from, ...(help ? { help } : {}) });
  }
}

function trailing(sign: string): string | undefined {
  return sign === "}" || sign === "]" ? `Remove the comma before \`${sign}\`.` : undefined;
}
