/** Every part of the screen is given a signal. What the part began (editors, timers, workers) ends when it is aborted. */

/** Runs once the part is taken down. */
export function onEnd(signal: AbortSignal, action: () => void): void {
  if (signal.aborted) action();
  else signal.addEventListener("abort", action, { once: true });
}

/** One action put off for a while. Putting off another forgets the first. */
export class Delay {
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(readonly signal: AbortSignal) {
    onEnd(signal, () => this.cancel());
  }

  start(milliseconds: number, action: () => void): void {
    this.cancel();
    if (!this.signal.aborted) this.#timer = setTimeout(action, milliseconds);
  }

  cancel(): void {
    clearTimeout(this.#timer);
  }
}

/** A hidden page gets no frames. */
const HIDDEN_MS = 16;

/** One action just before the browser paints next, however often it is asked for until then. */
export class NextFrame {
  #frame: number | undefined;
  readonly #hidden: Delay;

  constructor(
    readonly signal: AbortSignal,
    readonly action: () => void,
  ) {
    this.#hidden = new Delay(signal);
    onEnd(signal, () => this.#frame !== undefined && cancelAnimationFrame(this.#frame));
  }

  ask(): void {
    if (this.#frame !== undefined || this.signal.aborted) return;
    const run = (): void => {
      this.#frame = undefined;
      this.action();
    };
    if (document.hidden) this.#hidden.start(HIDDEN_MS, run);
    else this.#frame = requestAnimationFrame(run);
  }
}

/** Lets the page draw and hear its buttons between two slices of long work. */
export function nextTurn(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve));
}
