/**
 * The sections of a space's shared document: THE table of who writes where, and what rests in no-outcome mode.
 * A section is a root type; its name begins with its writers, so the rule can be read in code and in a hex dump.
 */
import * as Y from "yjs";
import { type Author, type Seat, seats } from "./seats.ts";

type Writers = "both" | Author;
/**
 * How a section may change. `cards` (a map) and `text` are live: its writers change them together. `given` (a map) holds
 * plain entries, each under a key that is written once. `grows` (a list) is added to at its end.
 */
export type Shape = "cards" | "text" | "given" | "grows";
export type Section = {
  shape: Shape;
  /** Whether no-outcome mode folds it away and closes it. */
  rests: boolean;
};

export const sections = {
  "both:expectations": { shape: "cards", rests: true },
  "both:options": { shape: "cards", rests: true },
  "both:exchange": { shape: "cards", rests: true },
  "both:sheet": { shape: "text", rests: false },
  "client:decisions": { shape: "given", rests: true },
  "client:refusals": { shape: "given", rests: false },
  "client:story": { shape: "given", rests: false },
  "client:days": { shape: "given", rests: false },
  "client:support": { shape: "given", rests: false },
  "client:heard": { shape: "grows", rests: false },
  "client:agreed": { shape: "grows", rests: true },
  "practitioner:agreed": { shape: "grows", rests: true },
  "client:letters": { shape: "given", rests: false },
  "practitioner:letters": { shape: "given", rests: false },
  "client:received": { shape: "grows", rests: false },
  "practitioner:received": { shape: "grows", rests: false },
  "practitioner:reflections": { shape: "given", rests: false },
  "practitioner:statement": { shape: "given", rests: false },
  "server:witness": { shape: "grows", rests: false },
} as const satisfies Record<`${Writers}:${string}`, Section>;

export type SectionName = keyof typeof sections;
export const sectionNames = Object.keys(sections) as SectionName[];

/** The sections of a page of one's own: a document that only one seat ever receives, so it needs no rights. */
export const ownSections = {
  "own:drafts": { shape: "cards", rests: false },
  "own:copies": { shape: "cards", rests: false },
} as const satisfies Record<`own:${string}`, Section>;

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

/** Whether `author` may write the section called `name` while the space is in `mode`. Unknown names: no. */
export function rightTo(author: Author, name: string, mode: Mode): Right {
  if (!isSection(name)) return "no";
  if (author === "server") return name === "server:witness" ? "yes" : "no";
  if (!writersOf(name).includes(author)) return "no";
  const held = name.startsWith("both:") && mode.floor !== null && mode.floor !== author;
  return held || (mode.noOutcome && sections[name].rests) ? "closed" : "yes";
}

/** The rules of a shared document in the mode that `mode` gives at the moment it is asked. */
export const sharedRules = (mode: () => Mode): Rules => ({
  right: (author, name) => rightTo(author, name, mode()),
  shape: (name) => (isSection(name) ? sections[name].shape : null),
});

const isOwn = (name: string): name is keyof typeof ownSections => Object.hasOwn(ownSections, name);

/** The rules of a page of one's own. */
export const ownRules: Rules = {
  right: (author, name) => (author !== "server" && isOwn(name) ? "yes" : "no"),
  shape: (name) => (isOwn(name) ? ownSections[name].shape : null),
};

/**
 * Declares every section in `doc` with its real class. A root left untyped would let a reader's own formatting
 * clean-up turn up at the server as a forbidden write.
 */
export function declareSections(doc: Y.Doc, table: Record<string, Section>): void {
  for (const [name, { shape }] of Object.entries(table)) {
    if (shape === "text") doc.getText(name);
    else if (shape === "grows") doc.getArray(name);
    else doc.getMap(name);
  }
}
