import { readRefusal } from "../../lib/refusals.ts";
import { type Code, type OwnCode, ownSentence, sentenceFor } from "./refused.ts";

/** What the server answered: a value, or a refusal with a sentence for the person. */
export type Answer<T> = { ok: true; value: T } | { ok: false; code: Code; why: string };

export type Request<T> = {
  method?: "GET" | "POST" | "DELETE";
  body?: unknown;
  /** Reads the answer; null when it is not what was expected. Without it the value stays `unknown`. */
  read?: (value: unknown) => T | null;
  /** What to say when nothing came back, where a page can say it closer. */
  unreached?: string;
};

/** A refusal that the page finds by itself. */
export const notAsked = (code: OwnCode, why = ownSentence(code)) => ({ ok: false, code, why }) as const;

/** Asks our own server for `path` in JSON. Never throws. */
export async function ask<T = unknown>(
  path: string,
  { method = "GET", body, read, unreached }: Request<T> = {},
): Promise<Answer<T>> {
  const answer = await fetch(path, {
    method,
    credentials: "same-origin",
    cache: "no-store",
    headers: body === undefined ? undefined : { "content-type": "application/json" },
    body: body === undefined ? undefined : JSON.stringify(body),
  }).catch(() => null);
  if (!answer) return notAsked("unreached", unreached);
  const value: unknown = await answer.json().catch(() => null);
  if (!answer.ok) return refusalIn(value, answer.status);
  if (!read) return { ok: true, value: value as T };
  const known = read(value);
  return known === null ? notAsked("unreadable") : { ok: true, value: known };
}

/** Reads a refusal. One without a code is from a proxy in between, or from a server of another age: its status is all there is. */
function refusalIn(value: unknown, status: number): Answer<never> {
  const heard = readRefusal(value);
  if (heard.code !== "other") return { ok: false, code: heard.code, why: sentenceFor(heard) };
  const own = status === 429 ? "too-often" : "unavailable";
  const passes = status === 429 || status >= 500;
  return { ok: false, code: passes ? own : "other", why: heard.why ?? ownSentence(own) };
}
