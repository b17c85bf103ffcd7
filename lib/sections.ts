/**
 * The sections of a space's shared document: THE table of who writes where, and what rests in no-outcome mode.
 * A section is a root type; its name begins with its writers, so the rule can be read in code and in a hex dump. What it
 * says of itself stands in its file under `sections/`.
 */
import * as Y from "yjs";
import { type Author, type Seat, seats } from "./seats.ts";
import { days } from "./sections/days.ts";
import { decisions } from "./sections/decisions.ts";
import { exchange } from "./sections/exchange.ts";
import { expectations } from "./sections/expectations.ts";
import { letters } from "./sections/letters.ts";
import { options } from "./sections/options.ts";
import { own } from "./sections/own.ts";
import { reflections } from "./sections/reflections.ts";
import { refusals } from "./sections/refusals.ts";
import type { OwnSection, Section, Shape, Writers } from "./sections/section.ts";
import { sheet } from "./sections/sheet.ts";
import { statement } from "./sections/statement.ts";
import { story } from "./sections/story.ts";
import { support } from "./sections/support.ts";

/** In the order in which they are seen. */
export const sections = {
  ...expectations,
  ...options,
  ...decisions,
  ...exchange,
  ...sheet,
  ...refusals,
  ...story,
  ...days,
  ...support,
  ...letters,
  ...reflections,
  ...statement,
} as const satisfies Record<`${Writers}:${string}`, Section>;

export type SectionName = keyof typeof sections;
export const sectionNames = Object.keys(sections) as SectionName[];

/** The sections that the screen shows in such a place. */
export type ShownAt<At extends string> = {
  [Name in SectionName]: (typeof sections)[Name]["shown"] extends { at: At } ? Name : never;
}[SectionName];

/** The sections of a page of one's own: a document that only one seat ever receives, so it needs no rights. */
export const ownSections = own satisfies Record<`own:${string}`, OwnSection>;

/** The sections of a document, by name. */
export type Table = Record<string, Pick<Section, "shape">>;

/** What closes sections for now: no-outcome mode, and a floor that the other seat holds. */
export type Mode = { noOutcome: boolean; floor: Seat | null };

/** `closed` is not `no`: words for a closed section wait and are judged again; words for a forbidden one are refused. */
export type Right = "yes" | "closed" | "no";

/** What a document's guard asks of its sections. */
export type Rules = {
  right(author: Author, section: string): Right;
  /** How a section may change; null for one that nobody knows. */
  shape(section: string): Shape | null;
};

// Own properties only: a root type may be called `__proto__`.
const isSection = (name: string): name is SectionName => Object.hasOwn(sections, name);

/** The seats that may write a section, in no particular mode. */
export function writersOf(name: SectionName): readonly Seat[] {
  const writers = name.slice(0, name.indexOf(":"));
  return writers === "both" ? seats : seats.filter((seat) => seat === writers);
}

/** What closes a section for now. */
export type Closing = keyof Mode;

/** All that closes the section called `name` for a seat that may write in it: it opens when none of it holds any more. */
export function closingsOf(seat: Seat, name: SectionName, mode: Mode): Closing[] {
  const closings: Closing[] = [];
  if (mode.noOutcome && sections[name].rests) closings.push("noOutcome");
  if (name.startsWith("both:") && mode.floor !== null && mode.floor !== seat) closings.push("floor");
  return closings;
}

/** Whether `author` may write the section called `name` while the space is in `mode`. Unknown names: no. */
export function rightTo(author: Author, name: string, mode: Mode): Right {
  if (!isSection(name)) return "no";
  if (author === "server") return name === "server:witness" ? "yes" : "no";
  if (!writersOf(name).includes(author)) return "no";
  return closingsOf(author, name, mode).length > 0 ? "closed" : "yes";
}

/** The rules of a shared document in the mode that `mode` gives at the moment it is asked. */
export const sharedRules = (mode: () => Mode): Rules => ({
  right: (author, name) => rightTo(author, name, mode()),
  shape: (name) => (isSection(name) ? sections[name].shape : null),
});

const isOwn = (name: string): name is keyof typeof ownSections => Object.hasOwn(ownSections, name);

/** What the section called `name` says of itself, of a space or of a page of one's own; null for one that nobody knows. */
export const sectionCalled = (name: string): Section | OwnSection | null =>
  isSection(name) ? sections[name] : isOwn(name) ? ownSections[name] : null;

/** The rules of a page of one's own. */
export const ownRules: Rules = {
  right: (author, name) => (author !== "server" && isOwn(name) ? "yes" : "no"),
  shape: (name) => (isOwn(name) ? ownSections[name].shape : null),
};

/**
 * Declares every section in `doc` with its real class. A root left untyped would let a reader's own formatting
 * clean-up turn up at the server as a forbidden write.
 */
export function declareSections(doc: Y.Doc, table: Table): void {
  for (const [name, { shape }] of Object.entries(table)) {
    if (shape === "text") doc.getText(name);
    else if (shape === "grows") doc.getArray(name);
    else doc.getMap(name);
  }
}
