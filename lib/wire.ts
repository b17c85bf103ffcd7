/** What travels between browser and server: close codes of both wires, and the events of the Socket.IO wire. */
import type { Act } from "./acts.ts";
import type { Holding, SignalKind } from "./holding.ts";
import type { Said } from "./refusals.ts";
import type { Beat, Ice, InCall, Rtc } from "./rtc.ts";
import type { Seat } from "./seats.ts";

/** y-websocket 3.1 stops for good on 4400 to 4499 and tries again on everything else. */
export const closeCodes = {
  malformed: 4400,
  signedOut: 4401,
  seatTaken: 4403,
  unknownSpace: 4404,
  tooManyTabs: 4408,
  otherEpoch: 4409,
  erased: 4410,
  tooLarge: 4413,
  refused: 4422,
  serverFault: 4500,
  restart: 4503,
  tooSlow: 4508,
  cannotStore: 4509,
  tooMany: 4529,
} as const;

/** That the data was set back: when, and to which time; `to` is null where nobody can say. In ms since 1970. */
export type SetBack = { at: number; to: number | null };
/** A beat is due this often. Together with `silentAfterMs` a gap under 6 s is never shown, and a cut line within 10 s. */
export const beatEveryMs = 4_000;
export const silentAfterMs = 10_000;
/** How long a closed connection may come back before it is said to be gone. */
export const graceMs = 6_000;

export type PresenceState = "here" | "elsewhere" | "down" | "left" | "never";
export type Presence = {
  state: PresenceState;
  /** Since when, in ms since 1970 by the server's clock; null where no time belongs. */
  since: number | null;
  /** The seat's name, empty while nobody has taken it. */
  name: string;
  /** The card this person is in, or null. */
  card: string | null;
  /** How this person is in the call, or null. A person is in it with one of their devices. */
  call: InCall | null;
};
export type Present = Record<Seat, Presence>;

export type ActAnswer = { ok: true; holding: Holding } | ({ ok: false } & Said);
export type IceAnswer = { ok: true; ice: Ice } | ({ ok: false } & Said);

export type ClientEvents = {
  act: (act: Act, answer: (result: ActAnswer) => void) => void;
  beat: (beat: Beat) => void;
  /** Asks where the STUN and TURN servers are. */
  ice: (answer: (result: IceAnswer) => void) => void;
  /** A message to the other side of the call. Answered with whether that side is there to get it. */
  rtc: (message: Rtc, answer: (passedOn: boolean) => void) => void;
};
export type ServerEvents = {
  holding: (holding: Holding) => void;
  present: (present: Present) => void;
  signal: (signal: { kind: SignalKind; by: Seat }) => void;
  rtc: (message: Rtc) => void;
  /** Something of what `GET /api/spaces/ID` says is another: who sits here, or a link that lets somebody in. */
  news: () => void;
  /** Comes before the server ends the connection, with one of `closeCodes`. */
  closed: (code: number) => void;
};
