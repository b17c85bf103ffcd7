/**
 * Every way in which the server says no, on all its wires: a closed set of codes with their values, the sentence that a
 * person reads for each, and the one reader of them. A screen makes its sentence from the code. `why`, which stands
 * beside the code on each wire, is for tools outside and for pages that do not know the code.
 */
import { isSeat } from "./seats.ts";

/** The codes that need no values, each with its sentence. */
export const sentences = {
  // A request that is not taken as one.
  "bad-request": "This request cannot be read.",
  "bad-address": "This address cannot be read.",
  "long-head": "This address or its headers are too long.",
  "slow-request": "This took too long to arrive. Try again.",
  "no-json": "Send this as JSON.",
  "not-json": "This is not JSON.",
  "long-body": "This is too long to send in one piece.",
  "wrong-body": "Something in this request is missing or of the wrong kind.",
  "nothing-here": "There is nothing here.",
  "not-done-here": "This cannot be done here.",
  "only-websocket": "Only a WebSocket opens here.",
  "not-from-us": "This did not come from a page of ours.",

  // The server itself.
  fault: "Something went wrong on the server. Nothing was changed. Try again.",
  "cannot-keep": "The server cannot keep anything at this moment. Nothing was changed. Try again later.",
  "cannot-write": "The server cannot write at the moment. Nothing was changed. Try again.",
  "not-ready": "Not ready.",

  // Who asks, and what they bring.
  "unknown-space": "We cannot find this space for you.",
  "signed-out": "You are signed out here.",
  "came-back-elsewhere":
    "Somebody came back to your seat with a link that the other person made for you, so this browser was signed out. If that was not you, take your seat back: what stands on your private page is still there.",
  nameless: "Write a name.",
  "no-secret": "The invitation is missing.",
  "no-consent": "Say yes to the words above first.",
  "dead-key": "This return key does not open anything. Look at it again, or ask the other person for a new invitation.",

  // Invitations, links back, and who sits on the other seat.
  "invitation-used": "This invitation does not open anything any more. If it was meant for you, ask for a new one.",
  "invitation-withdrawn": "This invitation was taken back. If it was meant for you, ask for a new one.",
  "invitation-refused": "The person who sits on this seat has said that this link is not for them. It opens nothing.",
  "invitation-expired": "This invitation has rested after seven days. Ask for a new one.",
  "seated-by-this": "You have taken your seat with this link.",
  "link-too-early": "This link does not open yet. Keep it, and try again when its time has come.",
  "link-ended": "This link does not stand any more. Nothing was changed.",
  "only-practitioner": "Only the practitioner invites.",
  "nobody-there": "Nobody sits on the other seat. Make an invitation.",
  "seat-taken": "The other seat is taken already.",
  "open-already": "This space is open already. It stands on the first page.",
  "not-new": "This can be said for a day after somebody sat down, and until you have said that it is them.",
  "too-late": "It is too late for this. Nothing was changed. Make a new link for who you mean.",

  // Acts in the room.
  "no-quiet": "There is no quiet to end.",
  "quiet-running": "The quiet has begun already.",
  "quiet-endless": "This quiet has no end. It lasts until one of you is ready to speak.",
  "quiet-how-long": "Say how many minutes longer it could be.",
  "own-offer": "This is your own offer. The other answers it.",
  "offer-changed": "The offer changed while you were answering.",
  "no-offer": "There is no offer of quiet any more.",
  "outcome-on": "No outcome is on already.",
  "outcome-off": "No outcome is not on.",
  "client-begins": "The client's word begins it. You can offer it.",
  "client-ends": "The client's word ends it. You can ask.",
  "client-answers": "The client answers this.",
  "own-word": "You need not ask. Your word begins it and ends it.",
  "nothing-to-answer": "There is nothing to answer any more.",
  "nothing-to-take-back": "There is nothing to take back.",
  "client-has-floor": "The client has the floor. You can ask.",
  "floor-yours": "You have the floor.",
  "floor-not-yours": "You do not have the floor.",
  "floor-free": "The floor is free. You can take it.",
  "moment-of-other": "The other asked for this moment, and lifts it.",
  "session-open": "The session is open already.",
  "session-not-open": "No session is open.",
  "session-other": "That session is closed already, and another one is open.",
  "session-longer": "The session is longer than that already.",
  "voice-open": "A voice is open here. You can talk elsewhere once both of you have left the call.",

  // Words that the guard does not take. Its own reasons speak of Yjs, to whoever builds a page.
  malformed: "These words could not be placed.",
  limit: "These words could not be placed.",
  author: "These words could not be placed.",
  section: "These words could not be placed.",
  // Words for which there is no place.
  damaged:
    "Some of what was kept here is damaged on the server. What is whole can be read, but nothing can be written until whoever runs it has put that right.",
  "much-at-once": "This is too much to keep in one piece.",
  "much-deleted": "This is too much to delete in one piece.",
  "much-waits": "Too many words are waiting already.",
  full: "This space is full. Deleting and reading still work.",
  "card-pieces": "This card is in too many small pieces. You can still read it and remove it, and write another.",
  "many-pieces": "This space is in too many small pieces. Reading, and removing what is whole, still work.",
  "many-pages": "This seat has written here from too many pages. Deleting and reading still work.",
} as const;

const isCount = (value: unknown): value is number => typeof value === "number" && value >= 0;
const isText = (value: unknown): value is string => typeof value === "string";
const oneOf =
  <T extends string>(...all: readonly T[]) =>
  (value: unknown): value is T =>
    all.some((one) => one === value);

/** The codes that come with values, and how each value is read off a wire. */
const values = {
  /** Not now: `seconds` until more of this is taken. */
  wait: { of: oneOf("acts", "moments", "openings", "tries", "words"), seconds: isCount },
  /** Who brings this sits in the space already. */
  "sits-here": { as: isSeat, by: oneOf("invitation", "link back", "key") },
  "long-name": { most: isCount },
  "long-welcome": { most: isCount },
  /** `at` is the address of this server. */
  "other-host": { at: isText },
};

type Read<Check> = Check extends (value: unknown) => value is infer Value ? Value : never;
type Values<Checks> = { [Name in keyof Checks]: Read<Checks[Name]> };
type WithValues = { [Code in keyof typeof values]: { code: Code } & Values<(typeof values)[Code]> };

export type PlainCode = keyof typeof sentences;
export type Refusal = { code: PlainCode } | WithValues[keyof WithValues];
export type Wait = WithValues["wait"];
/** A refusal as it goes over a wire. */
export type Said = Refusal & { why: string };
/** A refusal as it comes off a wire: `other` is one whose code this side does not know, with its `why` if it had one. */
export type Heard = Refusal | { code: "other"; why: string | null };

/** Reads a refusal off a wire. */
export function readRefusal(value: unknown): Heard {
  if (isRefusal(value)) return value;
  const { why } = fieldsOf(value);
  return { code: "other", why: isText(why) ? why : null };
}

function isRefusal(value: unknown): value is Refusal {
  const said = fieldsOf(value);
  const { code } = said;
  if (!isText(code)) return false;
  if (Object.hasOwn(sentences, code)) return true;
  return hasValues(code) && Object.entries(values[code]).every(([name, reads]) => reads(said[name]));
}

const hasValues = (code: string): code is keyof typeof values => Object.hasOwn(values, code);

const fieldsOf = (value: unknown): Record<string, unknown> =>
  typeof value === "object" && value !== null ? { ...value } : {};

/** The sentence that a person reads for a refusal. */
export function sentenceOf(refusal: Refusal): string {
  switch (refusal.code) {
    case "wait":
      return waiting(refusal);
    case "sits-here":
      return `You are here as the ${refusal.as}. ${notFor[refusal.by]}`;
    case "long-name":
      return `A name may have ${refusal.most} characters.`;
    case "long-welcome":
      return `Your words may have ${refusal.most} characters.`;
    case "other-host":
      return `This server answers at ${refusal.at}.`;
    default:
      return sentences[refusal.code];
  }
}

const notFor = {
  invitation: "This link is for the other person.",
  "link back": "This link is for a device that cannot come in.",
  key: "This key is for the other person.",
};

function waiting({ of, seconds }: Wait): string {
  switch (of) {
    case "acts":
      return "That was often in a short time, and the other sees it each time. Wait a little, then do it again.";
    case "moments":
      return "A moment was lifted just now. The next can be asked for in some seconds.";
    case "openings":
      return `Too many spaces are being opened. Try again in ${roughly(seconds)}.`;
    case "tries":
      return `Too many tries. Try again in ${roughly(seconds)}.`;
    case "words":
      return `Too fast. Going on in ${seconds} ${seconds === 1 ? "second" : "seconds"}.`;
  }
}

function roughly(seconds: number): string {
  const minutes = Math.ceil(seconds / 60);
  return minutes > 1 ? `${minutes} minutes` : seconds > 30 ? "a minute" : "some seconds";
}

/** A refusal as it goes over a wire. */
export const said = <R extends Refusal>(refusal: R): R & { why: string } => ({ ...refusal, why: sentenceOf(refusal) });
