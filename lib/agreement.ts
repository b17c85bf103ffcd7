/** Agreement to exact words: the canonical text of a card, its hash, and how the card stands between the two seats. */
import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import type { Expectation } from "./cards.ts";
import { loneHalves } from "./pairs.ts";
import { type Seat, isSeat } from "./seats.ts";

/** An entry in a seat's own `agreed` section. `text` is the canonical text itself, so it can be read for ever. */
export type Entry = { id: string; card: string; says: "agree" | "withdraw"; sha256: string; text: string; at: number };

/** What the server saw when an entry arrived: its own time, and whether the words were still those of the card. */
export type Witness = { entry: string; seat: Seat; name: string; at: number; same: boolean };

export type Words = Expectation & { card: string };

const version = "clearing expectation 1";

// One form for text that two keyboards may have typed differently. Not NFKC: ½ hour must not become 1⁄2 hour.
const normalise = (text: string): string =>
  text
    .replace(/\r\n?/g, "\n")
    .normalize("NFC")
    .replace(/[ \t]+$/gm, "")
    .replace(/^\n+|\n+$/g, "");

/**
 * The canonical text of a card: what is hashed when a seat agrees. Version, space and card are inside, so an
 * agreement cannot be replayed on another card; a list of strings, so no two cards read the same.
 */
export const canonicalText = (space: string, card: string, words: Expectation): string =>
  JSON.stringify([version, space, card, words.kind, normalise(words.text), words.lookAgain]);

/** The words inside a canonical text, or null when it is none of ours. */
export function readCanonical(text: string): Words | null {
  let parts: unknown;
  try {
    parts = JSON.parse(text);
  } catch {
    return null; // Written by someone else's program: it stands for nothing.
  }
  if (!Array.isArray(parts) || parts.length !== 6 || !parts.every((part) => typeof part === "string")) return null;
  const [form, , card, kind, words, lookAgain] = parts as string[];
  if (form !== version || card === undefined || words === undefined || lookAgain === undefined) return null;
  return { card, kind: kind as Expectation["kind"], text: words, lookAgain };
}

/** SHA-256 of a canonical text over its UTF-8 bytes, in hex. */
export const hashOf = (canonical: string): string => bytesToHex(sha256(utf8ToBytes(canonical)));

// Control, bidirectional and invisible characters, and the sign that stands for a broken one: words that can look
// like others cannot be agreed to. Joiners stay, for emoji and for scripts that need them.
const unseen =
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufffd]|[\u{e0000}-\u{e007f}]/u;

/** Why these words cannot be agreed to, as a sentence, or null when they can. */
export function whyNotSignable(words: Expectation): string | null {
  if (words.text.trim() === "") return "There are no words here yet.";
  if (loneHalves(words.text).length > 0 || unseen.test(words.text))
    return "These words hold characters that cannot be seen. Type them again, then agree.";
  return null;
}

/** An agreement entry as it was written, or null when the value is none. */
export function readEntry(value: unknown): Entry | null {
  if (typeof value !== "object" || value === null) return null;
  const { id, card, says, sha256, text, at } = value as Record<string, unknown>;
  if (typeof id !== "string" || typeof card !== "string" || typeof sha256 !== "string") return null;
  if (typeof text !== "string" || typeof at !== "number" || (says !== "agree" && says !== "withdraw")) return null;
  return { id, card, says, sha256, text, at };
}

/** A witness line as the server wrote it, or null when the value is none. */
export function readWitness(value: unknown): Witness | null {
  if (typeof value !== "object" || value === null) return null;
  const { entry, seat, name, at, same } = value as Record<string, unknown>;
  if (typeof entry !== "string" || !isSeat(seat) || typeof name !== "string") return null;
  return typeof at === "number" && typeof same === "boolean" ? { entry, seat, name, at, same } : null;
}

/** How one seat stands to a card: silent, agreeing to its words as they are now, to earlier words, or withdrawn. */
export type SeatStanding = {
  says: "nothing" | "agrees" | "agreed before" | "withdrew";
  at: number | null;
  text: string | null;
};

export type Standing = {
  client: SeatStanding;
  practitioner: SeatStanding;
  /** Whether both agree to the words as they stand. */
  agreed: boolean;
  /** When the second of the two agreed, by the server's clock; null while they do not agree. */
  since: number | null;
  /** The words that both last agreed to, when these are not the card's words now. */
  before: { words: Words; at: number } | null;
};

type Signed = Entry & { seat: Seat };

/**
 * How a card stands between the two.
 * @param canonical the canonical text of the card as it is now, or null when the card is gone
 * @param entries each seat's `agreed` section, in its order
 * @param witnessed the server's line for an entry; it alone says when
 */
export function standingOf(
  card: string,
  canonical: string | null,
  entries: Record<Seat, readonly Entry[]>,
  witnessed: (entry: string) => Witness | undefined,
): Standing {
  const hash = canonical === null ? null : hashOf(canonical);
  const time = (entry: Entry): number => witnessed(entry.id)?.at ?? entry.at;
  // An id counts once, and for the seat it was witnessed for: who repeats one would borrow its time.
  const isFirst = (entry: Entry, index: number, all: readonly Entry[], seat: Seat): boolean =>
    all.findIndex(({ id }) => id === entry.id) === index && (witnessed(entry.id)?.seat ?? seat) === seat;
  const own = (seat: Seat): Signed[] =>
    entries[seat]
      .filter((entry, index, all) => isFirst(entry, index, all, seat))
      .filter((entry) => entry.card === card && (entry.says === "withdraw" || hashOf(entry.text) === entry.sha256))
      .map((entry) => ({ ...entry, seat }));
  const standing = (seat: Seat): SeatStanding => {
    const last = own(seat).at(-1);
    if (!last) return { says: "nothing", at: null, text: null };
    const says = last.says === "withdraw" ? "withdrew" : last.sha256 === hash ? "agrees" : "agreed before";
    return { says, at: time(last), text: last.text };
  };
  const client = standing("client");
  const practitioner = standing("practitioner");
  const agreed = client.says === "agrees" && practitioner.says === "agrees";
  return {
    client,
    practitioner,
    agreed,
    since: agreed ? Math.max(client.at ?? 0, practitioner.at ?? 0) : null,
    before: agreed ? null : lastCommon([...own("client"), ...own("practitioner")], time),
  };
}

/** Walks all entries in time and remembers the last moment at which both seats agreed to the same words. */
function lastCommon(entries: Signed[], time: (entry: Entry) => number): Standing["before"] {
  const now: Partial<Record<Seat, string>> = {};
  let common: Standing["before"] = null;
  for (const entry of entries.sort((a, b) => time(a) - time(b))) {
    if (entry.says === "withdraw") delete now[entry.seat];
    else now[entry.seat] = entry.text;
    const words = now.client !== undefined && now.client === now.practitioner ? readCanonical(now.client) : null;
    if (words) common = { words, at: time(entry) };
  }
  return common;
}
