/** One request to the JSON interface, with all that a route may use. */
import type { IncomingMessage } from "node:http";
import type { Records, Sitter } from "../records/records.ts";
import { type Doorway, cookieHeader } from "../visitor.ts";
import type { Done } from "./answer.ts";
import type { Acts, Guesses, Keys, LinksBack, Openings } from "./limits.ts";
import type { Turns } from "./turns.ts";

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

/** Who a request comes from. */
export type Door = {
  sitter(request: IncomingMessage, space: string): Promise<Sitter | null>;
  formerSitter(request: IncomingMessage, space: string): Promise<Sitter | null>;
  sitters(request: IncomingMessage): Promise<Sitter[]>;
  browser(request: IncomingMessage): Promise<string | null>;
};

export type ApiParts = {
  records: Records;
  door: Door;
  doorway: Doorway;
  guesses: Guesses;
  openings: Openings;
  linksBack: LinksBack;
  keys: Keys;
  acts: Acts;
  rooms: Rooms;
  /** The one queue of what many may ask for at once, and hundreds of seats are looked up for. */
  lookUps: Turns;
  /** The one queue of all that sits somebody down, which copies what their browser opens. */
  seating: Turns;
};

export type Visit = ApiParts & { request: IncomingMessage; cookie: string | null };

/** An answer to somebody who has just sat down, with the cookie that is theirs alone. */
export const seated = <Shape>({ doorway }: Visit, cookie: string, body: Shape): Done<Shape> => ({
  body,
  headers: { "Set-Cookie": cookieHeader(doorway.publicUrl, cookie) },
});

/** An answer to somebody who sits somewhere, with their cookie once more where that has grown old. */
export async function known<Shape>({ records, doorway, cookie }: Visit, body: Shape): Promise<Done<Shape>> {
  // Reading must go on where nothing can be written: the cookie is renewed at another visit then.
  const renewed = cookie !== null && (await records.browsers.renew(cookie, Date.now()).catch(() => false));
  return { body, ...(renewed && { headers: { "Set-Cookie": cookieHeader(doorway.publicUrl, cookie) } }) };
}
