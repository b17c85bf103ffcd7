/**
 * The sections of a space's shared document: THE table of who writes where, and what rests in no-outcome mode.
 * A section is a root type; its name begins with its writers, so the rule can be read in code and in a hex dump.
 */
import * as Y from "yjs";
import { type Author, type Seat, seats } from "./seats.ts";

type Writers = "both" | Author;
export type Section = {
  /** The class of the root type. A `list` only ever grows, for its owner too; a `map` and a `text` may be changed. */
  shape: "map" | "list" | "text";
  /** Whether no-outcome mode folds it away and closes it. */
  rests: boolean;
};

export const sections = {
  "both:expectations": { shape: "map", rests: true },
  "both:options": { shape: "map", rests: true },
  "both:exchange": { shape: "map", rests: true },
  "both:sheet": { shape: "text", rests: false },
  "client:decisions": { shape: "map", rests: true },
  "client:refusals": { shape: "map", rests: false },
  "client:story": { shape: "map", rests: false },
  "client:days": { shape: "map", rests: false },
  "client:support": { shape: "map", rests: false },
  "client:heard": { shape: "list", rests: false },
  "client:agreed": { shape: "list", rests: true },
  "practitioner:agreed": { shape: "list", rests: true },
  "client:letters": { shape: "list", rests: false },
  "practitioner:letters": { shape: "list", rests: false },
  "client:received": { shape: "list", rests: false },
  "practitioner:received": { shape: "list", rests: false },
  "practitioner:reflections": { shape: "map", rests: false },
  "practitioner:statement": { shape: "map", rests: false },
  "server:witness": { shape: "list", rests: false },
} as const satisfies Record<`${Writers}:${string}`, Section>;

export type SectionName = keyof typeof sections;
export const sectionNames = Object.keys(sections) as SectionName[];

/** The sections of a page of one's own: a document that only one seat ever receives, so it needs no rights. */
export const ownSections = {
  "own:drafts": { shape: "map", rests: false },
  "own:copies": { shape: "map", rests: false },
} as const satisfies Record<`own:${string}`, Section>;

/** What closes sections for now: no-outcome mode, and a floor that the other seat holds. */
export type Mode = { noOutcome: boolean; floor: Seat | null };

/** `closed` is not `no`: words for a closed section wait and are judged again; words for a forbidden one are refused. */
export type Right = "yes" | "closed" | "no";

/** What a document's guard asks of its sections. */
export type Rules = {
  right(author: Author, section: string): Right;
  growsOnly(section: string): boolean;
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
  growsOnly: (name) => isSection(name) && sections[name].shape === "list",
});

/** The rules of a page of one's own. */
export const ownRules: Rules = {
  right: (author, name) => (author !== "server" && Object.hasOwn(ownSections, name) ? "yes" : "no"),
  growsOnly: () => false,
};

/**
 * Declares every section in `doc` with its real class. A root left untyped would let a reader's own formatting
 * clean-up turn up at the server as a forbidden write.
 */
export function declareSections(doc: Y.Doc, table: Record<string, Section>): void {
  for (const [name, { shape }] of Object.entries(table)) {
    if (shape === "map") doc.getMap(name);
    else if (shape === "list") doc.getArray(name);
    else doc.getText(name);
  }
}
