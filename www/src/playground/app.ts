import type { Bulk } from "./bulk/bulk.ts";
import type { Fix, Registry, Span } from "./engine.ts";
import type { Field, Place, Problem } from "./problems/collect.ts";
import { corrected } from "./problems/fix.ts";
import type { Store } from "./store.ts";

export type Region = "user" | "mappings" | "payload" | "problems";

/** What every part of the screen is given. */
export interface App {
  /** The element that all parts stand in. */
  page: HTMLElement;
  /** The element whose attribute `data-theme` chooses the theme. */
  themed: HTMLElement;
  /** When it is aborted, every part is taken down: nothing listens, runs or is held any longer. */
  signal: AbortSignal;
  store: Store;
  registry: Registry;
  bulk: Bulk;
  navigation: Navigation;
  /** Says something to people who cannot see it happen. */
  announce(text: string): void;
  /** Shows a short message, with a way back where something was replaced. */
  toast(text: string, undo?: () => void): void;
}

/** Jumps between regions. Each region registers how it takes the focus. */
export class Navigation {
  toRow: (id: number, field: Field, span: Span | undefined) => void = () => {};
  openRow: (id: number) => void = () => {};
  toJob: () => void = () => {};
  toUser: (span: Span | undefined) => void = () => {};
  show: (region: Region) => void = () => {};

  to(place: Place, span: Span | undefined): void {
    if (place.in === "row") {
      this.show("mappings");
      this.toRow(place.id, place.field, span);
    } else if (place.in === "user") {
      this.show("user");
      this.toUser(span);
    } else {
      this.show("mappings");
      if (place.in === "job") this.toJob();
    }
  }
}

/** Applies a fix to the row that a problem is in, and says so. */
export function correct({ store, announce }: App, problem: Problem, fix: Fix): void {
  const { draft } = store.state;
  const next = corrected(draft, problem, fix);
  if (next === draft) return;
  store.set({ draft: next });
  announce(fix.title);
}
