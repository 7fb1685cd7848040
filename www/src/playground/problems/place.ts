/** The part of the head of a profile (its scoping filters and settings) that a pointer speaks of, as findings have it: `/scope/0/clauses/1/op`. */
export function partOf(pointer: string | undefined): string | undefined {
  return /^(?:\/mappings)?(\/(?:scope|inputScope|settings)(?:\/.*)?)$/.exec(pointer ?? "")?.[1];
}
