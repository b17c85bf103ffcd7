/** What a browser is told so that its call finds a way: STUN and TURN servers, with credentials that end by themselves. */
import { createHmac, randomBytes } from "node:crypto";
import { sessionMinutes } from "../lib/meeting.ts";
import type { Ice } from "../lib/rtc.ts";

/** The operator's servers. `secret` is the one that the TURN server shares with this one. */
export type Relays = { stun: string[]; turn: string[]; secret: string | null; relayOnly: boolean };

/**
 * How long credentials can be used: longer than the longest session that two can agree on. A way that was made stays
 * when they end, because coturn looks at the end only when a way is asked for; but in the middle of a session a network
 * may change or a page be loaded anew, and then another way is asked for. Whoever has credentials sits in a space and
 * could ask for new ones, so a longer life gives nobody more than that.
 */
export const lifetimeMs = (sessionMinutes.most + 60) * 60_000;

/**
 * The servers for one browser from `now` (ms since 1970) on. The credentials are those of coturn's `use-auth-secret`
 * (draft-uberti-behave-turn-rest-00), used as in RFC 8489, section 9.2: the name holds the second in which they end and
 * a random part that says nothing about space or person.
 */
export function iceFor({ stun, turn, secret, relayOnly }: Relays, now: number): Ice {
  const servers: Ice["servers"] = stun.length > 0 ? [{ urls: stun }] : [];
  if (turn.length === 0 || secret === null) return { servers, relayOnly, canRelay: false, expires: null };
  const expires = Math.floor((now + lifetimeMs) / 1_000);
  const username = `${expires}:${randomBytes(9).toString("base64url")}`;
  return {
    servers: [...servers, { urls: turn, username, credential: passwordOf(username, secret) }],
    relayOnly,
    canRelay: true,
    expires: expires * 1_000,
  };
}

/** The password of such a name: its HMAC-SHA1 under the shared secret, in base64. */
export const passwordOf = (username: string, secret: string): string =>
  createHmac("sha1", secret).update(username).digest("base64");
