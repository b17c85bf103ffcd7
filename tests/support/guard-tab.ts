/** A tab in a space as the app makes it: its editor, what it keeps over a reload, and a person's acts by chance. */
import * as Y from "yjs";
import { type Editor, openEditor } from "../../app/live/editor.ts";
import { type Outbox, openOutbox } from "../../app/live/outbox.ts";
import { fieldOf } from "../../lib/cards.ts";
import { expectationKinds, newExpectation } from "../../lib/expectations.ts";
import { newOption } from "../../lib/sections/options.ts";
import { decisionStandings, decisionsIn, restood } from "../../lib/sections/decisions.ts";
import type { Seat } from "../../lib/seats.ts";
import { type SectionName, declareSections, sectionNames, sections, writersOf } from "../../lib/sections.ts";
import type { Random } from "./guard-random.ts";
import { write } from "./guard-writing.ts";
import { newStorage } from "./room-pages.ts";

/** What goes over a line: Yjs' own messages, and the numbers of changes that are to be kept, or are. */
export type Message = { kind: "update" | "step2" | "step1"; bytes: Uint8Array } | { kind: "kept"; number: number };

export const canClose = (name: SectionName): boolean => sections[name].rests || name.startsWith("both:");

/** Words that can be told from all others, and what became of them. */
export type Words = {
  /** Who wrote each. */
  by: Map<string, Seat>;
  /** Those that somebody has deleted at some time, and may have brought back. */
  deleted: Set<string>;
  /** The card in which each stands that does not stand on the sheet, and the cards that were removed. */
  inCards: Map<string, string>;
  removed: Set<string>;
  /** Who put each card on the table. */
  cards: Map<string, Seat>;
};

const token = /\d+😀/gu;
/** The words of a text, each with where it begins. */
export const wordsIn = (text: string): string[] => text.match(token) ?? [];

const cardSections = ["both:expectations", "both:options"] as const;
/** What is written here with words that can be told apart; everything else by `write`. */
const told: readonly SectionName[] = [...cardSections, "both:sheet", "client:decisions"];

export class Tab {
  readonly seat: Seat;
  readonly doc = new Y.Doc();
  readonly outbox: Outbox;
  online = false;
  toServer: Message[] = [];
  fromServer: Message[] = [];
  readonly #random: Random;
  readonly #words: Words;
  readonly #storage: Storage;
  readonly #editor: Editor;
  /** Whether it sends before the server's first question is answered, as the stock client does. */
  readonly #eager: boolean;
  #answered = false;

  constructor(seat: Seat, random: Random, words: Words, storage: Storage = newStorage()) {
    this.seat = seat;
    this.#random = random;
    this.#words = words;
    this.#storage = storage;
    this.#eager = random.chance(0.2);
    declareSections(this.doc, sections);
    this.#editor = openEditor(this.doc, { seat, closable: (name) => canClose(name as SectionName), open: () => true });
    this.outbox = openOutbox(this.doc, `space:${seat}`, storage);
    this.outbox.restore();
    this.doc.on("update", (bytes: Uint8Array, _origin: unknown, _doc: Y.Doc, transaction: Y.Transaction) => {
      if (transaction.local) this.#send("update", bytes, this.outbox.add(bytes, transaction));
    });
  }

  #send(kind: "update" | "step2", bytes: Uint8Array, number: number): void {
    if (this.online && (this.#answered || this.#eager)) this.toServer.push({ kind, bytes });
    // A number says that all before it was sent too.
    if (this.online && this.#answered) this.toServer.push({ kind: "kept", number });
  }

  connect(vector: Uint8Array): void {
    this.online = true;
    this.#answered = false;
    this.toServer = [{ kind: "step1", bytes: Y.encodeStateVector(this.doc) }];
    this.fromServer = [{ kind: "step1", bytes: vector }];
  }

  disconnect(): void {
    this.online = false;
    this.toServer = [];
    this.fromServer = [];
  }

  receive(message: Message): void {
    if (message.kind === "kept") this.outbox.keptUpTo(message.number);
    else if (message.kind === "step1") {
      this.#answered = true;
      this.#send("step2", Y.encodeStateAsUpdate(this.doc, message.bytes), this.outbox.latest());
    } else Y.applyUpdate(this.doc, message.bytes, "server");
  }

  /** The same tab after its page was loaded anew: empty, but for what could not be sent. */
  reloaded(): Tab {
    this.outbox.close();
    this.#editor.close();
    return new Tab(this.seat, this.#random, this.#words, this.#storage);
  }

  changePen(): void {
    this.#editor.changePen();
  }

  /** Whether the server's copy has come, or at least nothing is missing that is to be built upon. */
  get isWhole(): boolean {
    return this.doc.store.pendingStructs === null;
  }

  /** Something that this person does. */
  act(): void {
    const random = this.#random;
    const name = random.pick(sectionNames.filter((section) => writersOf(section).includes(this.seat)));
    const often = random.chance(0.75) ? random.pick(told) : name;
    const section = writersOf(often).includes(this.seat) ? often : name;
    if (!told.includes(section)) this.#editor.edit(section, () => write(this.doc, section, random));
    else if (section === "both:sheet") this.#type(section, this.doc.getText(section), null);
    else if (section === "client:decisions") this.#decide();
    else this.#handle(section as (typeof cardSections)[number]);
  }

  #newWords(card: string | null): string {
    const word = `${this.#words.by.size}😀`;
    this.#words.by.set(word, this.seat);
    if (card !== null) this.#words.inCards.set(word, card);
    return word;
  }

  /** Types into a field, deletes in it, or takes something back there. */
  #type(section: SectionName, text: Y.Text, card: string | null): void {
    const random = this.#random;
    const before = wordsIn(text.toString());
    const choice = random.below(20);
    const at = (index: number): number => before.slice(0, index).join("").length;
    if (choice < 4) this.#editor[choice < 3 ? "undo" : "redo"]({ section, text });
    else {
      this.#editor.write({ section, text }, () => {
        const from = random.chance(0.6) ? before.length : random.below(before.length + 1);
        const to = Math.min(before.length, from + random.below(4));
        // Typing over what is selected deletes it and writes something else.
        if (choice < 9 && to > from) text.delete(at(from), at(to) - at(from));
        const more = random.chance(0.3) ? 2 : 1;
        if (choice > 6) text.insert(at(from), Array.from({ length: more }, () => this.#newWords(card)).join(""));
      });
    }
    const after = new Set(wordsIn(text.toString()));
    for (const word of before) if (!after.has(word)) this.#words.deleted.add(word);
  }

  #decide(): void {
    const random = this.#random;
    this.#editor.edit("client:decisions", (doc) => {
      const decisions = doc.getMap<unknown>("client:decisions");
      const given = decisionsIn(decisions);
      const stands = random.pick(decisionStandings);
      const entry =
        given.length > 0 && random.chance(0.4)
          ? restood(random.pick(given), stands, 2)
          : { text: "I rest", stands, from: null, at: 1 };
      decisions.set(`decision ${random.below(2 ** 31)}`, entry);
    });
  }

  /** What can be done with the cards of a section, as the screen does it. */
  #handle(section: (typeof cardSections)[number]): void {
    const random = this.#random;
    const cards = this.doc.getMap<unknown>(section);
    const ids = [...cards.keys()];
    if (ids.length === 0 || random.chance(0.12)) return this.#make(section);
    const id = random.pick(ids);
    const card = cards.get(id);
    if (!(card instanceof Y.Map)) return;
    const choice = random.below(20);
    const set = (field: string, value: unknown): void => this.#editor.edit(section, () => void card.set(field, value));
    if (choice < 12) {
      const text = fieldOf(cards, id, random.pick(section === "both:options" ? ["title", "gives"] : ["text"]));
      if (text) this.#type(section, text, id);
    } else if (choice < 14) set("aside", card.get("aside") !== true);
    else if (choice < 15) set("removed", card.get("removed") !== true);
    else if (choice < 16) set("order", random.below(100) / 7);
    else if (choice < 17 && section === "both:expectations") set("lookAgain", "2030-01-01");
    else if (choice < 19) {
      this.#words.removed.add(id);
      for (const word of wordsIn(JSON.stringify(card.toJSON()))) this.#words.deleted.add(word);
      this.#editor.edit(section, () => cards.delete(id));
    }
  }

  #make(section: (typeof cardSections)[number]): void {
    const random = this.#random;
    const id = `card ${random.below(2 ** 31)}`;
    const earns = random.chance(0.5) ? "I sell it" : "";
    const card =
      section === "both:expectations"
        ? newExpectation(random.pick(expectationKinds), random.below(9))
        : newOption({ title: this.#newWords(id), text: "", gives: "", asks: "", earns }, random.below(9));
    this.#words.cards.set(id, this.seat);
    this.#editor.edit(section, () => void this.doc.getMap(section).set(id, card));
  }
}
