import { Target, type Diagnostic } from "../engine.ts";

/** What the target holds, as a file of its resources told. Whoever asks it reads the bytes into a handle of its own. */
export interface Holdings extends Survey {
  title: string;
  bytes: Uint8Array;
}

/** What is seen of a file at a glance. */
export interface Survey {
  count: number;
  problems: readonly Diagnostic[];
}

export function survey(bytes: Uint8Array): Survey {
  const target = new Target(bytes);
  const { count, diagnostics } = target;
  target.free();
  return { count, problems: diagnostics };
}

/** A handle over what the target holds, read again only when it is another file. */
export class Held {
  #now: { of: Uint8Array; target: Target } | undefined;

  /** What a preview is given. */
  target(holdings: Holdings | undefined): { target?: Target } {
    if (this.#now?.of !== holdings?.bytes) this.free();
    if (!holdings) return {};
    this.#now ??= { of: holdings.bytes, target: new Target(holdings.bytes) };
    return { target: this.#now.target };
  }

  free(): void {
    this.#now?.target.free();
    this.#now = undefined;
  }
}
