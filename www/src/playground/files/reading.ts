/** What a file is, and what became of its columns: for those who wonder where their values went. */
import { h, prose, sentence } from "../dom.ts";
import { readFile, type FileReading } from "../engine.ts";

/** Enough to see what a file is; its users are read elsewhere. */
const START = 1 << 18;

/** What a file is, as its beginning shows; nothing if the engine cannot tell. */
export function readingOf(bytes: Uint8Array): FileReading | undefined {
  try {
    return readFile(bytes.length > START ? bytes.subarray(0, START) : bytes, { limit: 0 });
  } catch {
    return undefined;
  }
}

/** What it is in a line: "Users of the Microsoft 365 admin centre, German". */
export function kindLine({ title, language, encoding }: FileReading): string {
  const parts = [title ?? "", language ?? "", encoding === "UTF-8" ? "" : encoding];
  const line = parts.filter(Boolean).join(", ");
  return line.charAt(0).toUpperCase() + line.slice(1);
}

/** Which columns became which attributes, and why the others did not; folded away until asked for. */
export function columnsOf(reading: FileReading): HTMLElement[] {
  const read = reading.columns.filter(({ attribute }) => attribute !== undefined);
  const rest = reading.columns.length - read.length;
  const table = h(
    "table",
    { class: "columns" },
    h("thead", {}, h("tr", {}, h("th", { scope: "col" }, "In the file"), h("th", { scope: "col" }, "Read as"))),
    h(
      "tbody",
      {},
      ...reading.columns.map(({ title, attribute, note }) =>
        h(
          "tr",
          {},
          h("td", {}, title),
          h("td", {}, attribute === undefined ? null : h("code", {}, attribute), note ? h("span", { class: "columns-note" }, note) : null),
        ),
      ),
    ),
  );
  const count = `${read.length} of ${reading.columns.length} columns are read`;
  return [
    h("summary", {}, `${kindLine(reading) || "What was read"} \u00b7 ${rest > 0 ? count : "every column is read"}`),
    ...(reading.advice ? [h("p", { class: "about-text" }, ...prose(sentence(reading.advice)))] : []),
    h("div", { class: "columns-scroll" }, table),
  ];
}
