/** Which row each part of the payload comes from, as the engine says. Parts are named by JSON pointers into the body. */
import type { Preview } from "./engine.ts";
import { childrenOf } from "./json/lines.ts";
import type { JsonNode } from "./json/parse.ts";
import type { Draft } from "./profile/draft.ts";

export type Owners = ReadonlyMap<string, number>;

/** The ids of rows by part. A list or an object is a row's if all of it comes from that row. */
export function ownersOf(origins: Preview["origins"], draft: Draft, body: JsonNode): Owners {
  const byPointer = new Map(origins.map(({ pointer, mapping }) => [pointer, draft.rows[mapping]?.id]));
  const owners = new Map<string, number>();
  /** `above` is the row of the origin that names the parts around it most closely. */
  const visit = (node: JsonNode, path: string, above: number | undefined): number | undefined => {
    const closest = byPointer.get(path) ?? above;
    const children = node.kind === "scalar" ? [] : childrenOf(node, path);
    const [first, ...others] = children.map((child) => visit(child.value, child.path, closest));
    const owner = children.length === 0 ? closest : others.every((other) => other === first) ? first : undefined;
    if (owner !== undefined) owners.set(path, owner);
    return owner;
  };
  visit(body, "", undefined);
  return owners;
}

/** The parts that come from one row. */
export function partsOf(owners: Owners, id: number): Set<string> {
  return new Set([...owners].flatMap(([path, owner]) => (owner === id ? [path] : [])));
}
