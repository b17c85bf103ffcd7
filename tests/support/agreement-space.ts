/** A space in which two people agree, each with a page of ours and a program of their own that sends whatever it likes. */
import * as Y from "yjs";
import { type Entry, type Signed, readCanonical, readSigned, whyNotSignable } from "../../lib/agreement.ts";
import { newExpectation } from "../../lib/expectations.ts";
import { type Seat, seats } from "../../lib/seats.ts";
import { declareSections, sections } from "../../lib/sections.ts";
import { type Agreements, type Standing, agreementsIn, standingOf } from "../../lib/standing.ts";
import type { Follower } from "../../server/live/follow.ts";
import { openWitness } from "../../server/live/witness.ts";
import { cards, forgedEdit, forgedEntry, space } from "./agreement-forgery.ts";
import type { Random } from "./guard-random.ts";
import { give, judgeIn, newDocument } from "./guard-space.ts";
import { atOnce } from "./memory-journal.ts";

/** What somebody read on their screen, and then said yes to. */
export type Press = { seat: Seat; screen: string; entry: Entry };

type Page = { seat: Seat; doc: Y.Doc; toServer: Uint8Array[]; fromServer: Uint8Array[]; reads: Map<string, Signed> };

const agreed = (seat: Seat) => `${seat}:agreed` as const;

export const agreementsOf = (doc: Y.Doc): Agreements => {
  const listed = (name: string): unknown[] => doc.getArray<unknown>(name).toArray();
  return agreementsIn({
    client: listed("client:agreed"),
    practitioner: listed("practitioner:agreed"),
    lines: listed("server:witness"),
  });
};

export const signedIn = (doc: Y.Doc, card: string): Signed | null =>
  readSigned(space, doc.getMap("both:expectations"), card);

/** How each card stands, as somebody reads it who has this document. */
export function standingsIn(doc: Y.Doc, viewer?: Seat): Standing[] {
  const agreements = agreementsOf(doc);
  return cards.map((card) => standingOf(card, signedIn(doc, card)?.signature?.sha256 ?? null, agreements, viewer));
}

export class AgreementSpace {
  readonly random: Random;
  readonly presses: Press[] = [];
  readonly tally = { accepted: 0, refused: 0, pressed: 0, lines: 0 };
  doc: Y.Doc;
  time = 1_000;
  /** What the screen of a card shows while it is read, as the test draws it. */
  readonly #draw: (read: Signed) => string;
  readonly #pages: Page[];
  #witness: Follower;
  #rows: Uint8Array[] = [];

  constructor(random: Random, draw: (read: Signed) => string) {
    this.random = random;
    this.#draw = draw;
    this.doc = newDocument("server");
    this.#witness = this.#watch();
    this.#pages = seats.map((seat) => {
      const doc = newDocument(seat);
      const page: Page = { seat, doc, toServer: [], fromServer: [], reads: new Map() };
      doc.on("update", (bytes: Uint8Array, origin: unknown) => origin !== "server" && page.toServer.push(bytes));
      return page;
    });
  }

  get pages(): Y.Doc[] {
    return this.#pages.map(({ doc }) => doc);
  }

  /** One thing that happens. Gives the seat whose update reached the server, if one did. */
  step(): Seat | null {
    const { random } = this;
    const page = random.pick(this.#pages);
    const event = random.below(100);
    this.time += random.below(5);
    if (event < 20) this.#writes(page);
    else if (event < 32) this.#begins(page, random.pick(cards));
    else if (event < 45) this.#presses(page);
    else if (event < 48) this.#meet();
    else if (event < 60) return this.#delivers(page);
    else if (event < 72) this.#hears(page);
    else if (event < 99) return this.#forges(page.seat);
    else this.#restarts();
    return null;
  }

  /** Delivers everything, and tells whose update has reached the server. */
  settle(tell: (seat: Seat) => void): void {
    for (const page of this.#pages)
      while (page.toServer.length > 0) {
        this.#delivers(page);
        tell(page.seat);
      }
    for (const page of this.#pages) while (page.fromServer.length > 0) this.#hears(page);
  }

  /** The document as somebody gets it who comes anew, and as the server reads it from its disk. */
  reloaded(): Y.Doc[] {
    const newcomer = newDocument("client");
    Y.applyUpdate(newcomer, Y.encodeStateAsUpdate(this.doc));
    return [newcomer, this.#load()];
  }

  #watch() {
    const names = () => ({ client: "C", practitioner: "P" });
    return atOnce(openWitness({ doc: this.doc, space, names, now: () => this.time }));
  }

  #load(): Y.Doc {
    const doc = newDocument("server");
    declareSections(doc, sections);
    for (const row of this.#rows) Y.applyUpdate(doc, row);
    return doc;
  }

  #restarts(): void {
    this.doc = this.#load();
    this.#witness = this.#watch();
  }

  /** An honest person writes on a card. */
  #writes({ doc }: Page): void {
    const { random } = this;
    const id = random.pick(cards);
    const map = doc.getMap<unknown>("both:expectations");
    const card = map.get(id);
    if (!(card instanceof Y.Map)) return void map.set(id, newExpectation(random.pick(["money", "own"]), 1));
    const text = card.get("text");
    if (random.chance(0.3)) card.set("lookAgain", random.pick(["", "2026-12-15", "2031-01-01"]));
    else if (text instanceof Y.Text) {
      text.delete(0, text.length);
      text.insert(0, random.pick(["Fifty.", "Sixty.", "Fifty.\n\nOr not."]));
    }
  }

  /** Both have all that there is, and begin to read the same card. */
  #meet(): void {
    for (const page of this.#pages) while (page.fromServer.length > 0) this.#hears(page);
    const card = this.random.pick(cards);
    for (const page of this.#pages) {
      page.reads.clear();
      this.#begins(page, card);
    }
  }

  /** An honest person begins to read a card, where it can be agreed to. */
  #begins({ doc, reads }: Page, id: string): void {
    const read = signedIn(doc, id);
    if (read?.signature && whyNotSignable(read.words) === null) reads.set(id, read);
  }

  /** They press: what they read is signed, where it still stands there. Or they take an agreement back. */
  #presses({ seat, doc, reads }: Page): void {
    const { random } = this;
    const [card, read] = random.pick([...reads, ["", null] as const]);
    if (read === null) return;
    reads.delete(card);
    const now = signedIn(doc, card)?.signature;
    if (!read.signature || now?.sha256 !== read.signature.sha256) return;
    const { canonical: text, sha256 } = read.signature;
    const id = `${seat} ${random.below(2 ** 31)} ${random.below(2 ** 31)}`;
    const entry: Entry = { id, card, says: random.chance(0.8) ? "agree" : "withdraw", sha256, text, at: 0 };
    if (entry.says === "agree") this.presses.push({ seat, screen: this.#draw(read), entry });
    this.tally.pressed += 1;
    doc.getArray(agreed(seat)).push([entry]);
  }

  #delivers(page: Page): Seat | null {
    const bytes = page.toServer.shift();
    if (!bytes) return null;
    const verdict = judgeIn(this.doc, bytes, page.seat);
    if (verdict.kind === "refused") throw new Error(`An honest update was refused: ${verdict.why}`);
    // What builds on words that have not come yet is sent again, as a sync step 2.
    if (verdict.kind === "incomplete")
      page.toServer.push(Y.encodeStateAsUpdate(page.doc, Y.encodeStateVector(this.doc)));
    else this.#take(bytes, page.seat, page);
    return page.seat;
  }

  #hears({ doc, fromServer }: Page): void {
    const row = fromServer.shift();
    if (row) Y.applyUpdate(doc, row, "server");
  }

  #take(bytes: Uint8Array, seat: Seat, from: Page | null): void {
    const rows: Uint8Array[] = [];
    const listen = (row: Uint8Array): number => rows.push(row);
    const verdict = judgeIn(this.doc, bytes, seat);
    if (verdict.kind !== "accepted" || verdict.update === null) return;
    this.doc.on("update", listen);
    give(this.doc, bytes, seat);
    const own = rows.length;
    this.#witness.see(verdict.update, verdict.sections);
    while (this.#witness.waits()) this.doc.transact(() => this.#witness.write());
    this.doc.off("update", listen);
    this.#rows.push(...rows);
    for (const page of this.#pages) page.fromServer.push(...(page === from ? rows.slice(own) : rows));
    this.tally.lines = this.doc.getArray("server:witness").length;
  }

  /** A program of this seat's own sends something. */
  #forges(seat: Seat): Seat | null {
    const bytes = this.random.chance(0.5)
      ? forgedEntry(this.doc, seat, this.random)
      : forgedEdit(this.doc, seat, this.random);
    const verdict = judgeIn(this.doc, bytes, seat);
    this.tally[verdict.kind === "accepted" ? "accepted" : "refused"] += 1;
    if (verdict.kind !== "accepted") return null;
    this.#take(bytes, seat, null);
    return seat;
  }
}

/** The fields under a signature, as a person would read them. */
export const wordsUnder = ({ text }: Entry) => readCanonical(text);
