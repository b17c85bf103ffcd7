/** What a section of a document says of itself: all that the guard, a copy, a refusal and the screen ask of it. */
import type * as Y from "yjs";
import type { Author, Seat } from "../seats.ts";

/** Who writes a section: the first part of its name. */
export type Writers = "both" | Author;

/**
 * How a section may change. `cards` (a map) and `text` are live: its writers change them together. `given` (a map) holds
 * plain entries, each under a key that is written once. `grows` (a list) is added to at its end by its
 * writers; the server takes lines out of its own.
 */
export type Shape = "cards" | "text" | "given" | "grows";

/** Who reads, null where that can be anybody, and what to call who sits on a seat. */
export type Reader = { seat: Seat | null; who: (seat: Seat) => string };

/** What a section is called for a reader. */
export type Title = (reader: Reader) => string;

/** One line of a copy. `about` says what its words are about. One without words is left out. */
export type CopyLine = { as: "title" | "words" | "note"; words: string; about?: string };

export type CopyParts = { doc: Y.Doc; space: string; who: (seat: Seat) => string };

/** Each thing that stands in a section, line by line, as it reads in a copy. */
type Copied = (parts: CopyParts) => CopyLine[][];

export type Change = Y.YEvent<Y.AbstractType<unknown>>;

/** A change that came from somewhere else, and who hears of it. `writesIn` is the card that they write in, if any. */
export type News = {
  change: Change;
  doc: Y.Doc;
  space: string;
  seat: Seat;
  other: Seat;
  otherName: string;
  writesIn?: string | undefined;
};

/** Where a section is seen, and how it reads in a copy; nothing is shown that a copy lacks. */
type Shown =
  /** A column of the canvas. `inWords` is how a sentence calls it, `tab` its short name under one thumb. */
  | { at: "canvas"; title: Title; inWords: Title; tab: Title; copied: Copied }
  /** A place of its own. */
  | { at: "place"; title: Title; inWords: Title; copied: Copied }
  /** A part of another section, there on the screen and in a copy. */
  | { at: "within"; section: `${Writers}:${string}` };

export type Section = {
  shape: Shape;
  /** Whether no-outcome mode folds it away and closes it. */
  rests: boolean;
  /** The words of a person in a value of it, as a refusal gives them back. */
  words: (value: unknown) => string[];
  /** Null while no screen shows it, and none lets anybody write in it. */
  shown: Shown | null;
  /** What a person hears of a change by the other, as one line; null where there is nothing to say. */
  told?: (news: News) => string | null;
};

/** A section of a page of one's own, which nobody else sees. */
export type OwnSection = Pick<Section, "shape" | "rests" | "words"> & { inWords: Title; copied: Copied };
