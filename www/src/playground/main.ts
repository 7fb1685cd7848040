import { Bulk } from "./bulk/bulk.ts";
import { load, StartProblem, text } from "./engine.ts";
import { startPlayground } from "./playground.ts";
import { showStartProblem } from "./shell/start-state.ts";
import { applyTheme } from "./shell/theme.ts";
import { recall } from "./storage.ts";

/** Says to tests and embedding pages how far the start has come. */
function mark(state: "ready" | "idle" | "failed"): void {
  document.documentElement.dataset["state"] = state;
}

async function main(): Promise<void> {
  const page = document.getElementById("page");
  if (!page) return;
  const themed = document.documentElement;
  // For as long as the page is there.
  const { signal } = new AbortController();
  applyTheme(themed, recall().theme ?? "auto");
  try {
    const { module, registry } = await load();
    const bulk = new Bulk(module, signal);
    await startPlayground({ page, themed, registry, bulk, signal });
    mark("ready");
    // The worker comes last: from its answer on, nothing more is ever fetched.
    await bulk.start();
    mark("idle");
  } catch (thrown) {
    showStartProblem(page, thrown instanceof StartProblem ? thrown : new StartProblem("broken", text(thrown)));
    mark("failed");
  }
}

void main();
