/** The engine as the playground uses it: loaded once, asked on the main thread. */
import start, * as engine from "../engine/engine.js";
import type { Diagnostic, EvaluateOptions, Preset, SampleUser } from "../engine/engine.js";
import wasmAddress from "../engine/engine_bg.wasm?url";

export { explain, type CodePage } from "../engine/codes.js";
export {
  check,
  complete,
  describe,
  exportSchema,
  format,
  hover,
  importSchema,
  Plan,
  readFile,
  readProfile,
  readUsers,
  signatureHelp,
  Target,
  tokens,
} from "../engine/engine.js";
export type {
  AttributeInfo,
  CycleReport,
  CycleSettings,
  Completion as CompletionItem,
  Diagnostic,
  EditorOptions,
  EvaluateOptions,
  Fix,
  Hover as HoverInfo,
  MappingTrace,
  Preset,
  Preview,
  SampleUser,
  SchemaImport,
  SettingInfo,
  SignatureHelp as SignatureInfo,
  Span,
  Token,
  TraceNode,
  TraceStep,
} from "../engine/engine.js";

export type Users = ReturnType<typeof engine.readUsers>;
export type FileReading = ReturnType<typeof engine.readFile>;
export type UserEntry = Users["users"][number];
export type MappingPreview = engine.Preview["mappings"][number];

/** What a preview may be told. */
export type PreviewOptions = NonNullable<Parameters<engine.Plan["preview"]>[1]>;

/** The systems that users come from. */
export type System = NonNullable<Parameters<typeof engine.sampleUsers>[0]>;

/** What the engine knows about the language, read once. */
export interface Registry {
  version: string;
  attributes: engine.AttributeInfo[];
  presets: Preset[];
  samples: Record<System, SampleUser[]>;
  /** The settings of a job, by where users come from. */
  settings: Record<System, engine.SettingInfo[]>;
}

/** Why the engine did not start, as far as it can be told apart. */
export class StartProblem extends Error {
  constructor(
    readonly kind: "blocked" | "missing" | "broken",
    readonly detail: string,
  ) {
    super(detail);
  }
}

/** Fetches, compiles and starts the engine. The compiled module is kept for the worker. */
export async function load(): Promise<{ module: WebAssembly.Module; registry: Registry }> {
  const module = await compile(await download());
  try {
    await start({ module_or_path: module });
    return { module, registry: readRegistry() };
  } catch (thrown) {
    throw new StartProblem("broken", text(thrown));
  }
}

async function download(): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(wasmAddress);
  } catch (thrown) {
    throw new StartProblem("missing", text(thrown));
  }
  if (!response.ok) throw new StartProblem("missing", `${response.status} ${response.statusText}`);
  return response;
}

/**
 * While it downloads, where the host names the type: then the browser also keeps what it compiled. Static
 * hosts often send wasm with another type; then from the whole bytes.
 */
async function compile(response: Response): Promise<WebAssembly.Module> {
  try {
    const streams = response.headers.get("content-type")?.startsWith("application/wasm") ?? false;
    return await (streams ? WebAssembly.compileStreaming(response) : WebAssembly.compile(await response.arrayBuffer()));
  } catch (thrown) {
    // Browsers name the policy in the message; without WebAssembly at all the name is missing.
    const blocked = /content security policy|unsafe-eval|CSP|not defined|disallowed/i.test(text(thrown));
    throw new StartProblem(blocked ? "blocked" : "broken", text(thrown));
  }
}

function readRegistry(): Registry {
  return {
    version: engine.version(),
    attributes: engine.attributes("entra"),
    presets: engine.presets(),
    samples: {
      entra: engine.sampleUsers("entra"),
      pingone: engine.sampleUsers("pingone"),
      okta: engine.sampleUsers("okta"),
    },
    settings: {
      entra: engine.settings("entra"),
      pingone: engine.settings("pingone"),
      okta: engine.settings("okta"),
    },
  };
}

/** The diagnostics of a refusal by the engine; nothing for a fault of the engine itself. */
export function refusal(thrown: unknown): Diagnostic[] | undefined {
  if (typeof thrown !== "object" || thrown === null || !("diagnostics" in thrown)) return undefined;
  return Array.isArray(thrown.diagnostics) ? (thrown.diagnostics as Diagnostic[]) : undefined;
}

export function text(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}

/** What the user assumes about the world the mappings run in; empty fields are left to the engine. */
export interface Assumptions {
  now: string;
  defaultDomain: string;
  taken: string;
}

export function evaluateOptions({ now, defaultDomain, taken }: Assumptions): EvaluateOptions {
  const values = taken.split("\n").map((line) => line.trim()).filter((line) => line !== "");
  return {
    ...(now.trim() && { now: now.trim() }),
    ...(defaultDomain.trim() && { defaultDomain: defaultDomain.trim() }),
    ...(values.length > 0 && { taken: values }),
  };
}
