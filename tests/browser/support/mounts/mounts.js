// A host page that puts playgrounds up and takes them down: `mount(shadow)` gives the number to `unmount`.
import { Bulk } from "../../../../www/src/playground/bulk/bulk.ts";
import { load } from "../../../../www/src/playground/engine.ts";
import { startPlayground } from "../../../../www/src/playground/playground.ts";
import style from "../../../../www/src/playground/style/index.css?inline";

const { module, registry } = await load();
const sheet = new CSSStyleSheet();
sheet.replaceSync(style);
document.adoptedStyleSheets = [sheet];
const mounts = [];

globalThis.mount = async (shadow) => {
  const host = document.createElement("section");
  const page = document.createElement("div");
  page.className = "page";
  if (shadow) {
    const root = host.attachShadow({ mode: "open" });
    root.adoptedStyleSheets = [sheet];
    root.append(page);
  } else host.append(page);
  document.body.append(host);
  const ending = new AbortController();
  const { signal } = ending;
  const bulk = new Bulk(module, signal);
  await startPlayground({ page, themed: page, registry, bulk, signal });
  await bulk.start();
  mounts.push({ host, ending });
  return mounts.length - 1;
};

/** Takes a playground down. What it stood in stays, so that anything left in there would be seen. */
globalThis.unmount = (number) => {
  const { ending } = mounts[number];
  ending.abort();
  mounts[number] = undefined;
};
globalThis.tidy = () => document.body.querySelectorAll("section").forEach((host) => host.remove());
document.documentElement.dataset.state = "idle";
