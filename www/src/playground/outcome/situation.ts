import type { App } from "../app.ts";
import { pastOf } from "../chosen-user.ts";
import { checkField, choiceField } from "../controls/fields.ts";
import { button, fill, h, setText, setValue } from "../dom.ts";
import { problemItem } from "../problems/item.ts";
import type { Preview } from "../engine.ts";
import type { State } from "../state.ts";
import type { Past, Standing } from "../target/past.ts";

const STANDING: readonly (readonly [Standing, string])[] = [
  ["assigned", "Assigned to the app"],
  ["unassigned", "No longer assigned"],
  ["recycled", "Deleted, in the recycle bin"],
  ["gone", "Deleted for good"],
];

interface Sources {
  pick: () => void;
  paste: () => void;
}

/** What is assumed of the user's past, and what the target holds. */
export function situation(app: App, { pick, paste }: Sources): HTMLElement {
  const { store } = app;
  const set = (changes: Partial<Past>): void => {
    const { state } = store;
    store.set({ pasts: new Map(state.pasts).set(state.current, { ...pastOf(state), ...changes }) });
  };
  const standing = choiceField("This user is", STANDING, (value) => set({ standing: value as Standing }));
  const provisioned = checkField("Was provisioned before", (on) => set({ provisioned: on }));
  const account = h("p", { class: "field-note", role: "status" });
  const held = h("p", { class: "held" });
  const problems = h("ul", { class: "problem-list" });
  const summary = h("summary", {});
  const forget = button("Forget", () => {
    const { target } = store.state;
    store.set({ target: undefined });
    app.toast("Forgot what Zoom holds.", () => store.set({ target }));
  }, { class: "button small" });
  const element = h(
    "details",
    { class: "about situation" },
    summary,
    h(
      "div",
      { class: "about-text" },
      h("div", { class: "situation-past" }, standing.element, provisioned.element),
      account,
      h("div", { class: "situation-target" }, held, button("Load what Zoom holds\u2026", pick, { class: "button small" }), button("Paste\u2026", paste, { class: "button small", "aria-label": "Paste what Zoom holds" }), forget),
      problems,
    ),
  );
  store.watch(({ state, outcome }, before) => {
    const { target } = state;
    const known = outcome.preview?.account;
    if (before?.state.target !== target) {
      const found = target?.problems ?? [];
      fill(problems, ...found.slice(0, 20).map((item) => problemItem(item, {})));
      setText(held, target ? `${target.title}: ${counted(target.count)}` : "Nothing is known of what Zoom holds.");
      forget.hidden = !target;
      if (target) element.open = true;
    }
    setValue(standing.input, pastOf(state).standing);
    provisioned.input.checked = known?.linked ?? false;
    provisioned.input.disabled = target !== undefined && !known;
    setText(account, accountText(target !== undefined, known));
    setText(summary, summaryText(state, known));
  });
  return element;
}

type Account = Preview["account"];

function summaryText(state: State, known: Account): string {
  const { standing } = pastOf(state);
  const name = STANDING.find(([value]) => value === standing)?.[1] ?? "";
  const past = known?.linked ? "provisioned before" : known ? "found in Zoom" : "not in Zoom yet";
  return `${name}, ${past}`;
}

function accountText(loaded: boolean, known: Account): string {
  if (known?.how === "assumed") return "Assumed: Zoom holds what a create sent for this user as loaded. Edit the user to see an update.";
  if (known) return known.id ? `The account of this user has the id ${known.id}.` : "The account of this user was found.";
  return loaded ? "No account in the file belongs to this user." : "";
}

function counted(count: number): string {
  return `${count.toLocaleString("en")} account${count === 1 ? "" : "s"}`;
}
