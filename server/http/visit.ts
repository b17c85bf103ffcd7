/** One request to the JSON interface, and what each act of it asks first: the body, the seat, the secret. */
import type { IncomingMessage } from "node:http";
import type * as z from "zod";
import type { Records, Sitter } from "../records/records.ts";
import { isSpaceId } from "../records/secrets.ts";
import { type Doorway, addressOf, cookieHeader } from "../visitor.ts";
import { type Answer, readBody, refuse, unknownSpace } from "./answer.ts";
import { readAs } from "./bodies.ts";
import type { Guesses, Openings } from "./limits.ts";

/** What the living rooms are told when somebody's seat changes. */
export type Rooms = {
  seatChanged(space: string): Promise<void>;
  /** Closes the connections of whoever may not sit in this space any more. */
  recheck(space: string): Promise<void>;
  /** Somebody was put off a seat, and can be let in again for a while. After it what they wrote is erased. */
  refused(space: string): Promise<void>;
  /** Erases what refused people wrote who cannot be let in again. Until that is done nobody is invited to the seat. */
  finishRefusals(space: string): Promise<void>;
  /** Erases the private page of somebody who was put off a seat. */
  forgetPage(seat: string): Promise<void>;
};

export type ApiParts = { records: Records; doorway: Doorway; guesses: Guesses; openings: Openings; rooms: Rooms };

export type Visit = ApiParts & { request: IncomingMessage; cookie: string | null };

export type Handler = (visit: Visit, space: string) => Promise<Answer>;
export type Routes = Record<string, Record<string, Handler>>;

/** The answer to somebody who has just sat down, with the cookie that is theirs alone. */
export const seated = ({ doorway }: Visit, status: number, cookie: string, body: unknown): Answer => ({
  status,
  body,
  headers: { "Set-Cookie": cookieHeader(doorway.publicUrl, cookie) },
});

/** An answer to somebody who sits somewhere, with their cookie once more where that has grown old. */
export async function known({ records, doorway, cookie }: Visit, body: unknown): Promise<Answer> {
  // Reading must go on where nothing can be written: the cookie is renewed at another visit then.
  const renewed = cookie !== null && (await records.browsers.renew(cookie, Date.now()).catch(() => false));
  return { status: 200, body, ...(renewed && { headers: { "Set-Cookie": cookieHeader(doorway.publicUrl, cookie) } }) };
}

/** Reads the body of a request, or refuses it. */
export async function withBody<T>(
  visit: Visit,
  form: z.ZodType<T>,
  then: (body: T) => Promise<Answer>,
): Promise<Answer> {
  const body = await readBody(visit.request);
  if ("refusal" in body) return body.refusal;
  const read = readAs(form, body.value);
  return "refusal" in read ? read.refusal : then(read.value);
}

/** Asks at this moment whether the visitor sits in this space. */
export async function asSitter(
  visit: Visit,
  space: string,
  then: (sitter: Sitter) => Promise<Answer>,
): Promise<Answer> {
  const sitter = isSpaceId(space) ? await visit.records.browsers.sitterIn(visit.cookie, space) : null;
  return sitter ? then(sitter) : unknownSpace;
}

/**
 * Tries a carried secret. `then` gives null for one that was never made: that is a guess, and answered with `nothing`,
 * until there were too many. Who has a secret that stands, or one that has ended, has not guessed it, and is answered
 * whatever was guessed at their address or anywhere.
 */
export async function withSecret(
  { request, doorway, guesses }: Visit,
  secret: string | null,
  nothing: Answer,
  then: (secret: string) => Promise<Answer | null>,
): Promise<Answer> {
  const answer = secret === null ? null : await then(secret);
  if (answer) return answer;
  const wait = guesses.miss(addressOf(request, doorway));
  return wait === 0 ? nothing : tooOften(wait, "Too many tries.");
}

/** A refusal for now, in words and in seconds. */
export function tooOften(seconds: number, what: string): Answer {
  const minutes = Math.ceil(seconds / 60);
  const after = minutes > 1 ? `${minutes} minutes` : seconds > 30 ? "a minute" : "some seconds";
  return refuse(429, `${what} Try again in ${after}.`, { "Retry-After": String(seconds) });
}
