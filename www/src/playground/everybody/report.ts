import { button, h, prose, sentence, type Child } from "../dom.ts";
import type { CycleReport } from "../engine.ts";
import { valueText } from "../json/value.ts";
import { ACTIONS } from "../outcome/words.ts";
import { problemItem } from "../problems/item.ts";
import { counted } from "./words.ts";

type Named = CycleReport["collisions"][number]["user"];

/** More would be a wall, not a list. */
const SHOWN = 100;
const NAMED = 5;

interface Way {
  /** Leads to a user of the report. */
  go: (line: number) => void;
  name: (line: number) => string;
}

/** The sections of a report over everybody. */
export function reportSections(report: CycleReport, way: Way): Child[] {
  return [actions(report), blast(report), requests(report), files(report), collisions(report, way), problems(report, way), unused(report)];
}

function actions({ actions: found, reasons, users, unreadable, target }: CycleReport): HTMLElement {
  const tiles = (Object.keys(ACTIONS) as (keyof typeof ACTIONS)[]).map((action) =>
    h(
      "li",
      { class: "tile", "data-none": String(!found[action]) },
      h("span", { class: "tile-count" }, (found[action] ?? 0).toLocaleString("en")),
      h("span", { class: "chip", "data-action": action }, ACTIONS[action]),
    ),
  );
  const why = Object.entries(reasons).map(([reason, count]) => h("li", {}, h("code", {}, reason), ` ${counted(count ?? 0, "user")}`));
  const facts = [
    counted(users, "user"),
    unreadable > 0 && `${counted(unreadable, "part")} of the input could not be read`,
    target ? `Zoom holds ${counted(target.resources, "account")}: ${target.matched.toLocaleString("en")} matched, ${target.unmatched.toLocaleString("en")} of nobody here` : "nothing is known of what Zoom holds",
  ];
  return h(
    "section",
    {},
    h("ul", { class: "tiles", "aria-label": "Users by action" }, ...tiles),
    h("p", { class: "field-note" }, `${facts.filter(Boolean).join("; ")}.`),
    why.length > 0 && h("ul", { class: "reasons", "aria-label": "Users left alone, by reason" }, ...why),
  );
}

function blast({ blastRadius }: CycleReport): HTMLElement {
  const { disable, delete: deleted, threshold, exceeded } = blastRadius;
  const text = `${counted(disable + deleted, "user")} would lose the account (${disable.toLocaleString("en")} disabled, ${deleted.toLocaleString("en")} deleted); the threshold is ${threshold.toLocaleString("en")}.`;
  return h(
    "p",
    { class: "blast", "data-exceeded": String(exceeded), role: exceeded ? "alert" : undefined },
    exceeded ? h("strong", {}, "Above the accidental-deletion threshold. ") : null,
    text,
    exceeded ? " The service would hold the rest back and put the job into quarantine." : null,
  );
}

function requests({ requests: all }: CycleReport): HTMLElement {
  const { search, post, patch, put, delete: removed, total } = all;
  const kinds: [string, number][] = [["Searches", search], ["POST", post], ["PATCH", patch], ["PUT", put], ["DELETE", removed]];
  const parts = kinds.filter(([, count]) => count > 0).map(([name, count]) => `${name} ${count.toLocaleString("en")}`);
  const times = all.minutes;
  return h(
    "section",
    {},
    h("h3", {}, `${counted(total, "request")}`),
    parts.length > 0 && h("p", {}, parts.join(" \u00b7 ")),
    total > 0 && h("ul", { class: "times" }, ...times.map(({ limit, minutes }) => h("li", {}, `${minutes.toLocaleString("en")} min at ${limit}`))),
  );
}

function files({ files: found }: CycleReport): HTMLElement | null {
  if (found.length === 0) return null;
  return h("section", {}, h("h3", {}, "In the files"), h("ul", { class: "problem-list" }, ...found.slice(0, SHOWN).map((item) => problemItem(item, item.line ? { where: `Line ${item.line}` } : {}))));
}

function collisions({ collisions: found, collisionCount }: CycleReport, way: Way): HTMLElement | null {
  if (collisionCount === 0) return null;
  const items = found.slice(0, SHOWN).map(({ target, value, first, user, account }) =>
    h(
      "li",
      { class: "collision" },
      h("p", {}, h("code", {}, target), " ", h("code", {}, valueText(value)), account ? ` is the account ${account} of` : " is wanted by", " ", userLink({ user: way.name(first), line: first }, way), " and ", userLink(user, way)),
    ),
  );
  return h("section", {}, h("h3", {}, counted(collisionCount, "collision")), h("ul", {}, ...items), rest(collisionCount - items.length));
}

function problems({ problems: found }: CycleReport, way: Way): HTMLElement {
  const items = found.slice(0, SHOWN).map(({ code, severity, message, target, count, users }) => {
    const item = problemItem({ code, severity, message }, target ? { where: target } : {});
    const named = users.slice(0, NAMED).flatMap((user): Child[] => [userLink(user, way), " "]);
    const more = count - Math.min(users.length, NAMED);
    item.querySelector(".problem-text")?.append(h("p", { class: "problem-users" }, ...named, more > 0 ? `and ${counted(more, "more user")}` : null));
    return item;
  });
  const title = found.length === 0 ? "No problems with users" : counted(found.length, "problem with users", "problems with users");
  return h("section", {}, h("h3", {}, title), h("ul", { class: "problem-list" }, ...items), rest(found.length - items.length));
}

/** What nobody exercises says nothing about whether it is right. */
function unused({ coverage: { mappings, keys, clauses }, users }: CycleReport): HTMLElement | null {
  if (users === 0) return null;
  const items = [
    ...mappings.filter(({ values }) => values === 0).map(({ target, failed }) => (failed > 0 ? `\`${target}\`: fails for every user that has something in it` : `\`${target}\`: no user has a value`)),
    ...keys.filter((key) => key.users === 0).map(({ mapping, key }) => `\`${mappings[mapping]?.target ?? ""}\`: no user gets the value of ${key === "default" ? "the default of Switch" : `the key \`${key}\` of Switch`}`),
    ...clauses.filter(({ passed, failed }) => (passed === 0) !== (failed === 0)).map(({ clause, passed }) => `\`${clause}\`: ${passed === 0 ? "holds for nobody" : "holds for everybody"}`),
  ];
  const title = items.length === 0 ? "Users exercise every mapping, key and clause" : "Not exercised by any user";
  return h("section", {}, h("h3", {}, title), items.length > 0 && h("ul", { class: "unused" }, ...items.slice(0, SHOWN).map((item) => h("li", {}, ...prose(sentence(item))))), rest(items.length - SHOWN));
}

function userLink({ user, line }: Named, { go }: Way): HTMLElement {
  return button(user || `User ${line}`, () => go(line), { class: "link" });
}

function rest(count: number): HTMLElement | null {
  return count > 0 ? h("p", { class: "problem-rest" }, `and ${count.toLocaleString("en")} more`) : null;
}
