// The two programs besides Node: the terminal program and a Python with the packages of requirements.txt.
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

const root = new URL("../../../", import.meta.url);
const windows = process.platform === "win32";

function program(variable, path) {
  const found = process.env[variable] ?? fileURLToPath(new URL(path, root));
  if (!existsSync(found)) throw new Error(`${found} is missing: run cargo xtask test --only peers`);
  return found;
}

export const attrflow = () =>
  program("ATTRFLOW", windows ? "target/debug/attrflow.exe" : "target/debug/attrflow");
export const python = () =>
  program("PEERS_PYTHON", windows ? "target/peers/Scripts/python.exe" : "target/peers/bin/python");

/** Runs a program on a text and returns what it prints; kills it after two minutes. */
export async function run(file, parameters, input, { allowed = [0], stderr = "inherit" } = {}) {
  const child = spawn(file, parameters, { stdio: ["pipe", "pipe", stderr], timeout: 120_000 });
  const output = [];
  child.stdout.on("data", (chunk) => output.push(chunk));
  // whoever ends early says why in its exit code
  child.stdin.on("error", () => {});
  child.stdin.end(input);
  const code = await new Promise((resolve, reject) => child.on("error", reject).on("close", resolve));
  if (!allowed.includes(code)) throw new Error(`${file} ${parameters.join(" ")} ended with exit code ${code}`);
  return Buffer.concat(output).toString();
}

/** Puts questions to a program that answers NDJSON by NDJSON, line by line. */
export async function ask(file, parameters, questions, options) {
  const lines = questions.map((question) => `${JSON.stringify(question)}\n`);
  const text = await run(file, parameters, lines.join(""), options);
  const answers = text.trimEnd().split("\n").map((line) => JSON.parse(line));
  if (answers.length !== questions.length) {
    throw new Error(`${answers.length} answers to ${questions.length} questions`);
  }
  return answers;
}

/** Questions to the engine; exit code 1 says that some answers are errors. */
export const askEngine = (questions) => ask(attrflow(), ["scim", "--batch"], questions, { allowed: [0, 1] });

/** Questions to scim2-models. */
export const askModels = (questions) =>
  ask(python(), [fileURLToPath(new URL("models.py", import.meta.url))], questions);
