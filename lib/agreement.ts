/** Agreement to exact words: a card as it is shown and signed, its hash, and the entries and lines that tell of it. */
import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import * as Y from "yjs";
import { type Expectation, expectationOf, readExpectation } from "./expectations.ts";
import { composed, isBlank, manyMarksIn, mostMarks, unseenIn, withoutUnseen } from "./characters.ts";
import { readMoment } from "./days.ts";
import { type Seat, isSeat } from "./seats.ts";

type Says = "agree" | "withdraw";

/** An entry in a seat's own `agreed` section. `text` is the canonical text itself, so it can be read for ever. */
export type Entry = { id: string; card: string; says: Says; sha256: string; text: string; at: number };

/** What was said: to which card, and to the words of which hash. */
export type Said = Pick<Entry, "card" | "says" | "sha256">;

/**
 * What the server saw when an entry arrived: what was said, by whom, its own time, and whether the words were still
 * those of the card. Lines of earlier years do not hold what was said.
 */
export type Witness = { entry: string; seat: Seat; name: string; at: number; same: boolean; said: Said | null };

/**
 * What the server knows an entry by: each seat has ids of its own. Otherwise whoever has read the other's entry before the
 * server was set back could be first with its id, and what the other brings back would count for nothing.
 */
export const idOf = (seat: Seat, entry: string): string => `${seat} ${entry}`;

export type Words = Expectation & { card: string };

const version = "clearing expectation 1";

/** How many characters can be agreed to on one card. */
export const mostCharacters = 5_000;

// A character takes at most two UTF-16 units; only where that is not enough to know are they counted.
const isLong = (text: string): boolean =>
  text.length > 2 * mostCharacters || (text.length > mostCharacters && Array.from(text).length > mostCharacters);

// One form for text that two keyboards may have typed differently. Not NFKC: ½ hour must not become 1⁄2 hour.
// Blanks are cut by hand: a regular expression would look at a run of them once for every blank in it.
function normalise(text: string): string {
  const lines = composed(text.replace(/\r\n?/g, "\n")).split("\n").map(withoutTrailing);
  let from = 0;
  let to = lines.length;
  while (from < to && lines[from] === "") from += 1;
  while (from < to && lines[to - 1] === "") to -= 1;
  return lines.slice(from, to).join("\n");
}

function withoutTrailing(line: string): string {
  let end = line.length;
  while (end > 0 && (line[end - 1] === " " || line[end - 1] === "\t")) end -= 1;
  return line.slice(0, end);
}

/**
 * The canonical text of a card: what is hashed when a seat agrees. Version, space and card are inside, so an
 * agreement cannot be replayed on another card; a list of strings, so no two cards read the same. Null for words that
 * are too many, or too heavily marked, to be agreed to at all.
 */
export function canonicalText(space: string, card: string, { kind, text, lookAgain }: Expectation): string | null {
  if (isLong(text) || manyMarksIn(text) >= 0) return null;
  const shown = expectationOf(kind, normalise(text), lookAgain);
  return JSON.stringify([version, space, card, shown.kind, shown.text, shown.lookAgain]);
}

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
  if (form !== version || card === undefined || words === undefined) return null;
  return { card, ...expectationOf(kind, words, lookAgain) };
}

/** SHA-256 of a canonical text over its UTF-8 bytes, in hex. */
export const hashOf = (canonical: string): string => bytesToHex(sha256(utf8ToBytes(canonical)));

/** The fields of a card that `canonicalText` signs. */
export const signedFields: readonly string[] = ["kind", "text", "lookAgain"] satisfies (keyof Expectation)[];

/** A card as it stands on the screen, and the signature under exactly that; null where it is too long for one. */
export type Signed = { words: Expectation; signature: { canonical: string; sha256: string } | null };

const signed = new WeakMap<object, Signed & { space: string }>();

/** Reads a card once for the screen and for the signature; null when there is none. It is hashed once per change. */
export function readSigned(space: string, cards: Y.Map<unknown>, id: string): Signed | null {
  const card = cards.get(id);
  const words = readExpectation(cards, id);
  if (words === null || !(card instanceof Y.Map)) return null;
  const before = signed.get(card);
  if (before?.space === space && isSame(before.words, words)) return before;
  const canonical = canonicalText(space, id, words);
  const signature = canonical === null ? null : { canonical, sha256: hashOf(canonical) };
  const read = { words, signature, space };
  signed.set(card, read);
  return read;
}

const isSame = (a: Expectation, b: Expectation): boolean =>
  a.kind === b.kind && a.lookAgain === b.lookAgain && a.text === b.text;

const placeBefore = (text: string, at: number): string => {
  const before = withoutUnseen(text.slice(0, at)).trim();
  const words = before.split(/\s+/).slice(-3).join(" ");
  return before === "" ? "at the beginning" : `after “${Array.from(words).slice(-30).join("")}”`;
};

/** Why these words are too many for one card, as a sentence, or null when they are not. */
export const whyTooLong = ({ text }: Pick<Expectation, "text">): string | null =>
  isLong(text)
    ? `These words are longer than ${mostCharacters.toLocaleString("en-GB")} characters. That is the most that can be agreed to on one card.`
    : null;

/** Why these words cannot be agreed to, as a sentence that says where, or null when they can. */
export function whyNotSignable(words: Pick<Expectation, "text">): string | null {
  const { text } = words;
  if (text.trim() === "") return "There are no words here yet.";
  const long = whyTooLong(words);
  if (long !== null) return long;
  if (isBlank(text)) return "There is nothing here that can be seen. Write the words, then agree.";
  const marks = manyMarksIn(text);
  if (marks >= 0)
    return `More than ${mostMarks} marks stand on one letter ${placeBefore(text, marks)}. Take some away, then agree.`;
  const [first, ...more] = unseenIn(text);
  if (!first) return null;
  const what =
    more.length === 0
      ? "A character that cannot be seen stands"
      : `${more.length + 1} characters that cannot be seen stand here, the first`;
  return `${what} ${placeBefore(text, first.at)}. Take ${more.length === 0 ? "it" : "them"} out, then agree.`;
}

const fieldsOf = (value: unknown): Record<string, unknown> =>
  typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};

const longestId = 200;
const isId = (value: unknown): value is string =>
  typeof value === "string" && value !== "" && value.length <= longestId;
const isHash = (value: unknown): value is string => typeof value === "string" && /^[0-9a-f]{64}$/.test(value);

function readSaid({ card, says, sha256 }: Record<string, unknown>): Said | null {
  if (!isId(card) || !isHash(sha256) || (says !== "agree" && says !== "withdraw")) return null;
  return { card, says, sha256 };
}

/** An agreement entry as it was written, or null when the value is none. */
export function readEntry(value: unknown): Entry | null {
  const fields = fieldsOf(value);
  const { id, text, at } = fields;
  const said = readSaid(fields);
  return said && isId(id) && typeof text === "string" ? { id, ...said, text, at: readMoment(at) ?? 0 } : null;
}

/** A witness line as the server wrote it, or null when the value is none. */
export function readWitness(value: unknown): Witness | null {
  const fields = fieldsOf(value);
  const { entry, seat, name, same } = fields;
  const at = readMoment(fields.at);
  if (!isId(entry) || !isSeat(seat) || typeof name !== "string" || at === null || typeof same !== "boolean")
    return null;
  return { entry, seat, name, at, same, said: readSaid(fields) };
}

/** What the server found said in the entry of an earlier line that does not hold it. */
export type Completion = Said & { completes: string; seat: Seat };

/** A completion as the server wrote it, or null when the value is none. */
export function readCompletion(value: unknown): Completion | null {
  const fields = fieldsOf(value);
  const { completes, seat } = fields;
  const said = readSaid(fields);
  return said && isId(completes) && isSeat(seat) ? { completes, seat, ...said } : null;
}
