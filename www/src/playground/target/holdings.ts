import type { UserEntry, Diagnostic, Users } from "../engine.ts";

/** What the target holds, as a file of its resources told. */
export interface Holdings {
  title: string;
  /** The file, for a preview of everybody. */
  bytes: Uint8Array;
  resources: readonly UserEntry[];
  problems: readonly Diagnostic[];
}

export function holdings(title: string, bytes: Uint8Array, { users, diagnostics }: Users): Holdings {
  return { title, bytes, resources: users, problems: diagnostics };
}

/** As many are simply handed to the engine. */
const FEW = 20;

/** Finds the resources that a search could mean, so that the engine need not be given all of them. */
export class Finder {
  readonly #values = new Map<string, Map<string, number[]>>();

  constructor(readonly holdings: Holdings) {}

  /** At least the resources that one of the searches finds; the engine decides. */
  candidates(queries: readonly string[]): object[] {
    const { resources } = this.holdings;
    if (resources.length <= FEW) return resources.flatMap((_, at) => this.#resource(at));
    const found = new Set(queries.flatMap((query) => this.#search(query)));
    return [...found].sort((a, b) => a - b).flatMap((at) => this.#resource(at));
  }

  #search(query: string): number[] {
    const [, path, text] = /^(.*?) eq (.*)$/su.exec(query) ?? [];
    if (path === undefined || text === undefined) return [];
    const name = /([\w$-]+)$/u.exec(path)?.[1]?.toLowerCase() ?? "";
    return this.#index(name).get(plain(text)) ?? [];
  }

  /** The resources by the values of all attributes of one name, wherever they stand. */
  #index(name: string): Map<string, number[]> {
    const known = this.#values.get(name);
    if (known) return known;
    const made = new Map<string, number[]>();
    this.holdings.resources.forEach((_, at) => {
      const put = (value: string): void => {
        const places = made.get(value);
        if (places) places.push(at);
        else made.set(value, [at]);
      };
      for (const resource of this.#resource(at)) gather(resource, name, put);
    });
    this.#values.set(name, made);
    return made;
  }

  #resource(at: number): object[] {
    try {
      const value: unknown = JSON.parse(this.holdings.resources[at]?.json ?? "");
      return typeof value === "object" && value !== null ? [value] : [];
    } catch {
      return [];
    }
  }
}

/** The values of every member called `name`. Resources are shallow; deeper ones are not searched. */
function gather(value: object, name: string, tell: (value: string) => void, depth = 0): void {
  for (const [key, inner] of Object.entries(value)) {
    if (typeof inner === "object" && inner !== null) {
      if (depth < 8) gather(inner, name, tell, depth + 1);
    } else if (key.toLowerCase() === name && inner !== null) tell(String(inner).toLowerCase());
  }
}

/** The value of a search without quotes, in lower case. */
function plain(text: string): string {
  try {
    return String(JSON.parse(text)).toLowerCase();
  } catch {
    return text.toLowerCase();
  }
}
