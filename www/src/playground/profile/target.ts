/** A target path in two parts: the schema URN in front, if any, and the attribute a reader looks for. */
export function splitTarget(target: string): { schema: string; attribute: string } {
  if (!/^urn:/i.test(target)) return { schema: "", attribute: target };
  const end = target.lastIndexOf(":") + 1;
  return { schema: target.slice(0, end), attribute: target.slice(end) };
}

/** A schema as short as it can be told apart: what all extensions of SCIM begin with says nothing. */
export function shortSchema(schema: string): string {
  return schema.replace(/^urn:ietf:params:scim:schemas:(?:extension:)?(?=[^:])/i, "");
}
