/** What two browsers say to each other through the server so that their voices meet, and the one reader of it. */
import * as z from "zod/mini";

/** Names one side of a call: made anew by each page that joins, so that a page that was loaded anew is told apart. */
const peer = z.string().check(z.regex(/^[0-9a-z]{16}$/));

const description = z.strictObject({
  type: z.enum(["offer", "answer"]),
  sdp: z.string().check(z.maxLength(14_000)),
});

const candidate = z.strictObject({
  candidate: z.string().check(z.maxLength(1_000)),
  sdpMid: z.nullable(z.string().check(z.maxLength(64))),
  sdpMLineIndex: z.nullable(z.int().check(z.minimum(0), z.maximum(63))),
  usernameFragment: z.nullable(z.string().check(z.maxLength(256))),
});

const ends = { from: peer, to: peer };
const message = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("description"), ...ends, description }),
  z.strictObject({ kind: z.literal("candidate"), ...ends, candidate }),
  // Said on hanging up, so that the other side need not wait to find out.
  z.strictObject({ kind: z.literal("bye"), ...ends }),
]);

/** One message of a call, from one side to the other (session description and ICE candidate as in RFC 8829). */
export type Rtc = z.infer<typeof message>;
export type RtcCandidate = z.infer<typeof candidate>;
export type RtcDescription = z.infer<typeof description>;

/** What a call needs to know of the world outside: where its STUN and TURN servers are. */
export type Ice = {
  servers: { urls: string[]; username?: string; credential?: string }[];
  /** Whether the operator lets media go through the relay only. */
  relayOnly: boolean;
  /** Whether there is a relay at all. */
  canRelay: boolean;
  /** When the credentials end, in ms since 1970, or null. */
  expires: number | null;
};

const inCall = z.strictObject({
  peer,
  microphone: z.boolean(),
  picture: z.boolean(),
  /** Whether their device has taken the microphone from them for something else, such as a telephone call. */
  taken: z.optional(z.boolean()),
  /** Whether the other's sound arrives here, or there is nobody to hear yet. */
  hears: z.boolean(),
});

/** How somebody is in the call, as their own browser says it. */
export type InCall = z.infer<typeof inCall>;

const beat = z.strictObject({
  elsewhere: z.boolean(),
  card: z.nullable(z.string().check(z.maxLength(64))),
  call: z._default(z.nullable(inCall), null),
});

/** What a browser says of itself with every beat: whether it is looked at, which card its person is in, the call. */
export type Beat = z.infer<typeof beat>;

/** Reads a message of a call off the wire; null when it is none. */
export function readRtc(value: unknown): Rtc | null {
  const read = message.safeParse(value);
  return read.success ? read.data : null;
}

/** Reads a beat off the wire; null when it is none. */
export function readBeat(value: unknown): Beat | null {
  const read = beat.safeParse(value);
  return read.success ? read.data : null;
}
