/** Who is at the door: what a request says of where it comes from and which browser sent it. */
import type { IncomingMessage } from "node:http";

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

/** The header that gives a browser its session cookie. */
export function cookieHeader(publicUrl: string, secret: string): string {
  const secure = publicUrl.startsWith("https:") ? "; Secure" : "";
  return `${cookieName(publicUrl)}=${secret}; Path=/; HttpOnly; SameSite=Strict; Max-Age=${oneYear}${secure}`;
}

/** The session cookie of a request, or null: also when there are two of the same name, for one of them is planted. */
export function cookieOf(request: IncomingMessage, publicUrl: string): string | null {
  const prefix = `${cookieName(publicUrl)}=`;
  const found = (request.headers.cookie ?? "").split(/; */).filter((pair) => pair.startsWith(prefix));
  const value = found.length === 1 ? found[0]?.slice(prefix.length) : undefined;
  return value !== undefined && /^[\w-]{43}$/.test(value) ? value : null;
}

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
  return hops.at(-proxies) ?? request.socket.remoteAddress ?? "unknown";
}

/**
 * The path of a request, decoded once, or null for a target that no browser sends: another scheme or host, a broken
 * escape, a NUL. Only the path decides where a request goes.
 */
export function pathOf(request: IncomingMessage): string | null {
  const target = request.url ?? "";
  if (!target.startsWith("/") || target.startsWith("//") || target.length > 4096 || target.includes("\\")) return null;
  try {
    const path = decodeURIComponent(target.split(/[?#]/, 1)[0] ?? "");
    return path.includes("\0") ? null : path;
  } catch {
    return null; // A broken escape such as %E0%A4%A.
  }
}

/** Whether the path is spelled without escapes. Everything of ours has that one spelling and no other. */
export const isPlain = (request: IncomingMessage): boolean => !(request.url ?? "").split(/[?#]/, 1)[0]?.includes("%");
