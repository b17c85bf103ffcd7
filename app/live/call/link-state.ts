/**
 * The life of a link: who is looked for, whether the two are connected, and what is done where they are not. A value,
 * what happens to it, and what is to be done then; time and new names come in from outside.
 */
import type { Rtc } from "../../../lib/rtc.ts";
import type { Seat } from "../../../lib/seats.ts";
import type { Present } from "../../../lib/wire.ts";
import { type Rest, goesOn } from "./picture.ts";
import type { CallLine } from "./state.ts";
import type { Looked } from "./watch.ts";

/** What the room's line says at this moment. */
export type Room = {
  connected: boolean;
  present: Present | null;
  /** Whether it is known where the STUN and TURN servers are: before that nobody may be looked for. */
  knowsIce: boolean;
};

/**
 * How the server knows this side on the line as it is: as its seat's in the call, or not yet. `asked` is whether that
 * was asked for on this line; `stale` what was said about who is here on a line that is gone. `mayReplace` is whether
 * this side may take the place of another device of the same person: only when its person joins with it.
 */
type Seating = { is: "seated" } | { is: "joining"; asked: boolean; mayReplace: boolean; stale: Present | null };

/** The connection to the other side. All times are those at which events came. */
export type Meeting = {
  /** The other side's name. */
  other: string;
  connection: RTCPeerConnectionState;
  /** Since when it has not stood, and whether it ever has. */
  badSince: number;
  stood: boolean;
  triedAt: number;
  /** When no word of the other's was last awaited. */
  settledAt: number;
  /** Since when the other side is not said to be in the call any more. */
  awaySince: number | null;
  /** Since when its person is said to be in the room, and in no call. */
  elsewhereSince: number | null;
  /** Whether a word to the other side did not reach it. */
  unheard: boolean;
  /** For how long, in ms, nothing of the other's sound has arrived. */
  silentMs: number;
};

export type Open = {
  is: "open";
  seat: Seat;
  /** This side's name, and those that it had before: the server may still have one from a line that is gone. */
  me: string;
  formerly: readonly string[];
  room: Room;
  seating: Seating;
  meeting: Meeting | null;
  /** The side that has said goodbye, until the server knows it too. */
  gone: string | null;
  asksIce: boolean;
  line: CallLine;
  /** Whether this side's picture rests so that the voice holds. */
  rest: Rest;
  /** Since when the other is said to speak. */
  speaksSince: number | null;
};

export type LinkState = Open | { is: "closed" };

export type LinkEvent =
  /** The room's line says something, or it is to be looked at again. */
  | { type: "room"; room: Room }
  /** An answer came about where the STUN and TURN servers are, or none did. */
  | { type: "ice"; room: Room }
  /** The connection stands in another way, or something begins to arrive or ends. */
  | { type: "connection"; connection: RTCPeerConnectionState }
  /** The connection was looked at: so once a second. `settled` is whether no word of the other's is awaited. */
  | { type: "looked"; connection: RTCPeerConnectionState; settled: boolean; sendsPicture: boolean; looked: Looked }
  | { type: "message"; message: Rtc }
  /** A word to the other side did not reach it. */
  | { type: "unheard" }
  /** This side is heard or seen in another way than before. */
  | { type: "say" }
  /** Both sides are to begin with nothing of what was. */
  | { type: "anew" }
  | { type: "close" };

/** What only the moment knows: the time, and a name that nobody has had. */
export type Moment = { now: number; name: string };

export type LinkEffect =
  /** Say with every beat how this side is in the call, or that it is not. */
  | { do: "join"; call: { peer: string; hears: boolean } | null }
  | { do: "meet"; me: string; other: string }
  | { do: "part" }
  | { do: "hear"; message: Rtc }
  /** Say again what may have been lost, or look for another way. */
  | { do: "try again" }
  | { do: "say goodbye"; me: string; other: string }
  /** Ask where the STUN and TURN servers are, and say *ice*. */
  | { do: "ask ice" }
  /** Look at the room again after a while. */
  | { do: "look later" }
  /** Send the picture, or let it rest. */
  | { do: "picture"; rests: boolean }
  | { do: "show"; line: CallLine; pictureRests: boolean }
  /** This person has joined with another of their devices. */
  | { do: "move" };

/** The link of who joins the call. */
export const joining = (seat: Seat, me: string): LinkState => ({
  is: "open",
  seat,
  me,
  formerly: [],
  room: { connected: false, present: null, knowsIce: false },
  seating: { is: "joining", asked: false, mayReplace: true, stale: null },
  meeting: null,
  gone: null,
  asksIce: false,
  line: "alone",
  rest: goesOn,
  speaksSince: null,
});
