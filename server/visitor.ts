/** Who is at the door: what a request says of where it comes from and which browser sent it. */
import type { IncomingMessage } from "node:http";
import { isIPv6 } from "node:net";

export type Doorway = {
  /** The address people use, as an origin. */
  publicUrl: string;
  origins: readonly string[];
  /** How many proxies of ours stand in front: only then is a forwarded address believed. */
  proxies: number;
};

/** The name of the session cookie. Over https the prefix ties it to this host and to a secure line. */
export const cookieName = (publicUrl: string): string =>
  publicUrl.startsWith("https:") ? "__Host-clearing" : "clearing";

const oneYear = 365 * 24 * 60 * 60;

function attributes(publicUrl: string, cookie: string, seconds: number): string {
  const secure = publicUrl.startsWith("https:") ? "; Secure" : "";
  return `${cookie}; Path=/; HttpOnly; SameSite=Strict; Max-Age=${seconds}${secure}`;
}

/** The header that gives a browser its session cookie. */
export const cookieHeader = (publicUrl: string, secret: string): string =>
  attributes(publicUrl, `${cookieName(publicUrl)}=${secret}`, oneYear);

/** The session cookie of a request, or null: also when there are two of the same name, for one of them is planted. */
export function cookieOf(request: IncomingMessage, publicUrl: string): string | null {
  const prefix = `${cookieName(publicUrl)}=`;
  const found = (request.headers.cookie ?? "").split(/; */).filter((pair) => pair.startsWith(prefix));
  const value = found.length === 1 ? found[0]?.slice(prefix.length) : undefined;
  return value !== undefined && /^[\w-]{43}$/.test(value) ? value : null;
}

const trialName = (publicUrl: string): string => `${cookieName(publicUrl)}-try`;

/** The header that shows whether a browser keeps cookies: one that names nobody, for a minute. */
export const trialCookie = (publicUrl: string): string => attributes(publicUrl, `${trialName(publicUrl)}=1`, 60);

/** Whether a request carries what `trialCookie` gave. */
export const keepsCookies = (request: IncomingMessage, publicUrl: string): boolean =>
  (request.headers.cookie ?? "").split(/; */).includes(`${trialName(publicUrl)}=1`);

/** Whether a request says that it comes from a page of ours. A missing or `null` origin does not. */
export const isFromUs = (request: IncomingMessage, { origins }: Doorway): boolean =>
  request.headers.origin !== undefined && origins.includes(request.headers.origin);

/** Whether a request is meant for this server, by its Host header. */
export const isForUs = (request: IncomingMessage, { origins }: Doorway): boolean =>
  origins.some((origin) => new URL(origin).host === request.headers.host);

/** The network address a request comes from, for limits only. */
export function addressOf(request: IncomingMessage, { proxies }: Doorway): string {
  const forwarded = request.headers["x-forwarded-for"];
  const hops = proxies > 0 && typeof forwarded === "string" ? forwarded.split(",").map((hop) => hop.trim()) : [];
  return placeOf(hops.at(-proxies) ?? request.socket.remoteAddress ?? "unknown");
}

/** An address as limits count it: whoever has one of version 6 has 2^64 of them, and its first half is theirs. */
function placeOf(address: string): string {
  const v4 = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (v4 || !isIPv6(address)) return v4 ?? address;
  const [head = "", tail] = (address.split("%")[0] ?? "").split("::");
  const groups = head === "" ? [] : head.split(":");
  const missing = tail === undefined ? 0 : 8 - groups.length - (tail === "" ? 0 : tail.split(":").length);
  const whole = [...groups, ...Array<string>(missing).fill("0"), ...(tail ? tail.split(":") : [])];
  return whole
    .slice(0, 4)
    .map((group) => group.replace(/^0+(?=.)/, "").toLowerCase())
    .join(":");
}

/**
 * The path of a request, decoded once, or null for a target that no browser sends: another scheme or host, a broken
 * escape, a NUL, a step to a folder above. Only the path decides where a request goes, and whoever looks at it later must
 * come to the same place.
 */
export function pathOf(request: IncomingMessage): string | null {
  const target = request.url ?? "";
  if (!target.startsWith("/") || target.startsWith("//") || target.length > 4096 || target.includes("\\")) return null;
  try {
    const path = decodeURIComponent(target.split(/[?#]/, 1)[0] ?? "");
    return path.includes("\0") || hasSteps.test(path) ? null : path;
  } catch {
    return null; // A broken escape such as %E0%A4%A.
  }
}

// Segments of one dot or two, or of nothing, which are resolved at different times; once more escaped, or the other way round.
const hasSteps = /(?:^|[/\\])(?:\.|%2e){1,2}(?:[/\\]|$)|[/\\]{2}|%(?:2f|5c)/i;

/** Whether the path is spelled without escapes. Everything of ours has that one spelling and no other. */
export const isPlain = (request: IncomingMessage): boolean => !(request.url ?? "").split(/[?#]/, 1)[0]?.includes("%");
