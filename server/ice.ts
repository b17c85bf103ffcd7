/** What a browser is told so that its call finds a way: STUN and TURN servers, with credentials that end by themselves. */
import { createHmac, randomBytes } from "node:crypto";
import type { Ice } from "../lib/rtc.ts";

/** The operator's servers. `secret` is the one that the TURN server shares with this one. */
export type Relays = { stun: string[]; turn: string[]; secret: string | null; relayOnly: boolean };

// Longer than a session. A server asks for the credentials again when a way is made, and a call brings new ones then.
const lifetimeMs = 2 * 60 * 60_000;

/**
 * The servers for one browser from `now` (ms since 1970) on. The credentials are those of coturn's `use-auth-secret`
 * (draft-uberti-behave-turn-rest-00): the name holds the second in which they end and a random part that says nothing
 * about space or person, and the password is its HMAC-SHA1 under the shared secret, used as in RFC 8489, section 9.2.
 */
export function iceFor({ stun, turn, secret, relayOnly }: Relays, now: number): Ice {
  const servers: Ice["servers"] = stun.length > 0 ? [{ urls: stun }] : [];
  if (turn.length === 0 || secret === null) return { servers, relayOnly, canRelay: false, expires: null };
  const expires = Math.floor((now + lifetimeMs) / 1_000);
  const username = `${expires}:${randomBytes(9).toString("base64url")}`;
  const credential = createHmac("sha1", secret).update(username).digest("base64");
  return {
    servers: [...servers, { urls: turn, username, credential }],
    relayOnly,
    canRelay: true,
    expires: expires * 1_000,
  };
}
