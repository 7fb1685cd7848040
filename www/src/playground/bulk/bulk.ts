import { Plan, readUsers, type CycleReport, type EvaluateOptions, type System, type Users } from "../engine.ts";
import { nextTurn, onEnd } from "../lifetime.ts";
import { survey, type Holdings, type Survey } from "../target/holdings.ts";
import type { EverybodySettings, Made, Reply, Request, SentTarget } from "./messages.ts";
import workerAddress from "./worker.ts?worker&url";

/**
 * Work on many users. It runs in a worker where there is one, else in slices on the page: a host's policy
 * may forbid workers, and after a cancelled one no new one can be loaded offline.
 */
export class Bulk {
  #worker: Worker | undefined;
  #waiting: { resolve: (reply: Reply) => void; reject: (problem: Error) => void } | undefined;
  #queue: Promise<unknown> = Promise.resolve();
  #progress: (read: number) => void = () => {};
  #plan: { plan: Plan; options: EvaluateOptions } | undefined;
  /** What the worker keeps of the target. */
  #kept: Uint8Array | undefined;

  constructor(
    readonly module: WebAssembly.Module,
    readonly signal: AbortSignal,
  ) {
    onEnd(signal, () => this.#end());
  }

  /** Starts the worker; settles when it answers, or without one. */
  async start(): Promise<void> {
    const { signal } = this;
    if (signal.aborted) return;
    try {
      this.#worker = createWorker();
      this.#worker.addEventListener("message", ({ data }: MessageEvent<Reply>) => {
        if (data.done === "progress") this.#progress(data.read);
        else this.#waiting?.resolve(data);
      }, { signal });
      this.#worker.addEventListener("error", (event) => {
        event.preventDefault();
        this.#drop(new Error(event.message || "The worker could not be loaded."));
      }, { signal });
      await this.#ask({ do: "start", module: this.module });
    } catch {
      this.#worker?.terminate();
      this.#worker = undefined;
    }
  }

  /** Ends what is running, however long it would have taken, and starts afresh. */
  cancel(): void {
    const running = this.#waiting !== undefined;
    if (!running) return;
    this.#drop(new Cancelled());
    void this.start();
  }

  async read(bytes: Uint8Array, system: System): Promise<Users> {
    if (!this.#worker) return readUsers(bytes, system);
    const reply = await this.#ask({ do: "read", bytes, system });
    if (reply.done !== "read") throw new Error("unexpected reply");
    return reply.users;
  }

  /** On the page itself: for files that take no time. */
  readHere(bytes: Uint8Array, system: System): Users {
    return readUsers(bytes, system);
  }

  async plan(profile: object, options: EvaluateOptions): Promise<void> {
    this.#plan?.plan.free();
    this.#plan = undefined;
    if (this.#worker) await this.#ask({ do: "plan", profile, options });
    else this.#plan = { plan: new Plan(profile, { lenient: true }), options };
  }

  /** Reads what the target holds. The worker keeps it for a preview of everybody. */
  async survey(bytes: Uint8Array): Promise<Survey> {
    if (!this.#worker) return survey(bytes);
    const reply = await this.#ask(() => ({ do: "survey", target: this.#sent(bytes) }));
    if (reply.done !== "survey") throw new Error("unexpected reply");
    return reply.survey;
  }

  /** What happens to all users. Without a worker it holds the page up, and cannot be ended early. */
  async everybody(profile: object, users: Uint8Array, target: Holdings | undefined, settings: EverybodySettings, onProgress: (read: number) => void): Promise<CycleReport> {
    if (!this.#worker) {
      const plan = new Plan(profile, { lenient: true });
      try {
        return plan.previewAll(users, { ...settings, ...(target && { target: target.bytes }) });
      } finally {
        plan.free();
      }
    }
    this.#progress = onProgress;
    const reply = await this.#ask(() => ({ do: "everybody", profile, users, target: this.#sent(target?.bytes), settings }));
    if (reply.done !== "everybody") throw new Error("unexpected reply");
    return reply.report;
  }

  async payloads(lines: Uint8Array): Promise<Made> {
    if (this.#plan) {
      const { plan, options } = this.#plan;
      await nextTurn();
      return { lines: plan.payloads(lines, options), problems: plan.problems(lines, options) };
    }
    const reply = await this.#ask({ do: "payloads", lines });
    if (reply.done !== "payloads") throw new Error("unexpected reply");
    return reply;
  }

  /** One question at a time; the rest wait their turn. */
  #ask(request: Request | (() => Request)): Promise<Reply> {
    const turn = this.#queue.then(
      () =>
        new Promise<Reply>((resolve, reject) => {
          if (!this.#worker) return reject(new Cancelled());
          this.#waiting = { resolve, reject };
          this.#worker.postMessage(typeof request === "function" ? request() : request);
        }),
    );
    const settled = turn.finally(() => {
      this.#waiting = undefined;
    });
    this.#queue = settled.catch(() => undefined);
    return settled.then((reply) => {
      if (reply.done === "failed") {
        this.#kept = undefined;
        throw new Error(reply.message);
      }
      return reply;
    });
  }

  /** What is sent of a target. To be asked when it is sent: the worker keeps what it was sent last. */
  #sent(bytes: Uint8Array | undefined): SentTarget {
    if (bytes && this.#kept === bytes) return "kept";
    this.#kept = bytes;
    return bytes;
  }

  #end(): void {
    this.#drop(new Cancelled());
    this.#plan?.plan.free();
    this.#plan = undefined;
  }

  #drop(problem: Error): void {
    this.#worker?.terminate();
    this.#worker = undefined;
    this.#kept = undefined;
    this.#waiting?.reject(problem);
  }
}

export class Cancelled extends Error {
  constructor() {
    super("Cancelled");
  }
}

interface ScriptPolicy {
  createScriptURL(address: string): string;
}

/** Under `require-trusted-types-for 'script'` a worker's address has to come from a named policy. */
function createWorker(): Worker {
  const factory = (globalThis as { trustedTypes?: { createPolicy(name: string, rules: ScriptPolicy): ScriptPolicy } }).trustedTypes;
  policy ??= factory?.createPolicy("attrflow", { createScriptURL: onlyOurWorker });
  return new Worker(policy ? policy.createScriptURL(workerAddress) : workerAddress, { type: "module", name: "attrflow" });
}

let policy: ScriptPolicy | undefined;

function onlyOurWorker(address: string): string {
  if (address !== workerAddress) throw new TypeError("not the address of the worker");
  return address;
}
