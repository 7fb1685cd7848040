/**
 * Profiles in links. The fragment never reaches a server. Form: `#v1=` and the base64url of the
 * deflate-raw of a JSON document `{"profile": {…}, "user": {…}?}`, so that other pages can link here too.
 */

const PREFIX = "v1=";

/** Links longer than this are cut by some mail and chat programs. */
export const LONG_LINK = 2_000;
/** No honest profile unpacks to more; a crafted link must not fill the memory. */
const LONGEST_DOCUMENT = 2_000_000;

export interface Shared {
  profile: object;
  user?: string;
}

export async function toFragment(shared: Shared): Promise<string> {
  const packed = await pipe(new TextEncoder().encode(JSON.stringify(shared)), new CompressionStream("deflate-raw"));
  return PREFIX + base64url(packed);
}

/** Reads a fragment (with or without `#`); nothing if it carries no profile, an error if it is damaged. */
export async function fromFragment(fragment: string): Promise<Shared | undefined> {
  const text = fragment.replace(/^#/, "");
  if (!text.startsWith(PREFIX)) return undefined;
  const bytes = await pipe(bytesOf(text.slice(PREFIX.length)), new DecompressionStream("deflate-raw"));
  const value: unknown = JSON.parse(new TextDecoder().decode(bytes));
  if (typeof value !== "object" || value === null || !("profile" in value)) throw new Error("no profile in it");
  const { profile } = value;
  if (typeof profile !== "object" || profile === null) throw new Error("no profile in it");
  const user = "user" in value && typeof value.user === "string" ? value.user : undefined;
  return { profile, ...(user === undefined ? {} : { user }) };
}

async function pipe(bytes: Uint8Array<ArrayBuffer>, through: CompressionStream | DecompressionStream): Promise<Uint8Array> {
  const reader = new Blob([bytes]).stream().pipeThrough(through).getReader();
  const parts: Uint8Array[] = [];
  let length = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    length += value.length;
    if (length > LONGEST_DOCUMENT) throw new Error("too large");
    parts.push(value);
  }
  const whole = new Uint8Array(length);
  parts.reduce((at, part) => (whole.set(part, at), at + part.length), 0);
  return whole;
}

function base64url(bytes: Uint8Array): string {
  const text = Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
  return btoa(text).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

function bytesOf(text: string): Uint8Array<ArrayBuffer> {
  const raw = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(raw, (sign) => sign.charCodeAt(0));
}
