import { originalText, pastOf, userText } from "./chosen-user.ts";
import type { MappingTrace } from "./engine.ts";
import { Evaluator, NOTHING, type Outcome } from "./evaluate.ts";
import { NextFrame, onEnd } from "./lifetime.ts";
import { collect, type Problem } from "./problems/collect.ts";
import type { State } from "./state.ts";

/** All that a view draws from. */
export interface Scene {
  state: State;
  outcome: Outcome;
  problems: readonly Problem[];
}

export type View = (scene: Scene, before: Scene | undefined) => void;

/**
 * The one place where state changes. Changes of one frame are evaluated and drawn together, just before
 * the browser paints.
 */
export class Store {
  #state: State;
  #scene: Scene | undefined;
  #views: View[] = [];
  readonly #evaluator = new Evaluator();
  readonly #drawing: NextFrame;

  constructor(
    state: State,
    readonly signal: AbortSignal,
  ) {
    this.#state = state;
    this.#drawing = new NextFrame(signal, () => this.flush());
    onEnd(signal, () => {
      this.#views = [];
      this.#evaluator.free();
    });
  }

  /** The newest state, which views may not have drawn yet. */
  get state(): State {
    return this.#state;
  }

  get scene(): Scene {
    this.flush();
    return this.#scene ?? this.#evaluate();
  }

  set(changes: Partial<State>): void {
    // What an answer that came too late would change, nobody looks at any more.
    if (this.signal.aborted) return;
    this.#state = { ...this.#state, ...changes };
    this.#drawing.ask();
  }

  watch(view: View): void {
    this.#views.push(view);
    view(this.scene, undefined);
  }

  /** Evaluates and draws now what is waiting. */
  flush(): void {
    if (this.#scene?.state === this.#state || this.signal.aborted) return;
    const before = this.#scene;
    const scene = this.#evaluate();
    this.#scene = scene;
    for (const view of this.#views) view(scene, before);
  }

  /** What one row did for the user, step by step. */
  trace(id: number): MappingTrace | undefined {
    const { draft, assumptions } = this.#state;
    return this.#evaluator.trace(draft, id, userText(this.#state), assumptions);
  }

  #evaluate(): Scene {
    const state = this.#state;
    const before = this.#scene;
    const same =
      before !== undefined &&
      before.state.draft === state.draft &&
      before.state.assumptions === state.assumptions &&
      before.state.target === state.target &&
      samePast(before.state, state) &&
      userText(before.state) === userText(state);
    if (same) return { ...before, state, problems: before.problems };
    const outcome = this.#evaluator.evaluate(
      { ...state, user: userText(state), original: originalText(state), past: pastOf(state) },
      before?.outcome ?? NOTHING,
    );
    return { state, outcome, problems: collect(state.draft, outcome) };
  }
}

function samePast(before: State, after: State): boolean {
  const [one, other] = [pastOf(before), pastOf(after)];
  const past = one.standing === other.standing && one.provisioned === other.provisioned;
  // An account that is assumed is that of the user as it was loaded.
  return past && (one.provisioned === undefined && one.standing === "assigned" || originalText(before) === originalText(after));
}
