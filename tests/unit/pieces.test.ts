/** Large writing from offline, taken piece by piece, while modes change, others write, lines break and the process dies. */
import { expect, test } from "vitest";
import * as Y from "yjs";
import { newExpectation } from "../../lib/expectations.ts";
import { type Seat, seats } from "../../lib/seats.ts";
import { type Mode, declareSections, sections, sharedRules } from "../../lib/sections.ts";
import type { Steps } from "../../server/live/budget.ts";
import { type OpenDocument, openDocument } from "../../server/live/document.ts";
import type { Reader, Taken } from "../../server/live/taken.ts";
import { type Random, newRandom, settings } from "../support/guard-random.ts";
import { atOnce, openMemoryJournal, openTasks, rest } from "../support/memory-journal.ts";

const { seed, count } = settings("PIECES_SPACES", 6);
/** A browser: two pens, one for what some mode can close, and words of its own that nobody else writes. */
class Tab {
  readonly doc = new Y.Doc();
  readonly pens: [number, number];
  sending: { steps: Steps<Taken>; words: string[] } | null = null;
  readonly seat: Seat;

  constructor(seat: Seat, random: Random) {
    this.seat = seat;
    declareSections(this.doc, sections);
    this.pens = [random.clientId(seat), random.clientId(seat)];
  }

  text(random: Random): [Y.Text, number] {
    const card = this.doc.getMap<Y.Map<unknown>>("both:expectations").get("card")?.get("text");
    return card instanceof Y.Text && random.chance(0.6)
      ? [card, this.pens[0]]
      : [this.doc.getText("both:sheet"), this.pens[1]];
  }
}

class Space {
  mode: Mode = { noOutcome: false, floor: null };
  tasks = openTasks();
  readonly written = new Map<string, Seat>();
  readonly kept = new Set<string>();
  readonly journal = openMemoryJournal();
  readonly tabs: Tab[];
  readonly random: Random;
  readonly tally: Record<string, number>;
  document!: OpenDocument;
  words = 0;

  constructor(random: Random, tally: Record<string, number>) {
    this.random = random;
    this.tally = tally;
    this.tabs = seats.flatMap((seat) => [new Tab(seat, random), new Tab(seat, random)]);
  }

  count(what: string): void {
    this.tally[what] = (this.tally[what] ?? 0) + 1;
  }

  async open(): Promise<void> {
    this.tasks = openTasks();
    let opened: OpenDocument | null = null;
    void openDocument({
      name: "shared:one",
      rules: sharedRules(() => this.mode),
      sections,
      journal: this.journal,
      onLost: (error) => {
        throw new Error("The document was lost.", { cause: error });
      },
      work: this.tasks.work,
    }).then((document) => (opened = document));
    await this.tasks.until(() => opened !== null);
    this.document = opened ?? expect.unreachable();
  }

  /** The process dies: what is under way in it is gone. */
  async kill(): Promise<void> {
    this.count("kills");
    for (const tab of this.tabs) tab.sending = null;
    await this.open();
  }

  write(tab: Tab): void {
    const { random } = this;
    const times = random.chance(0.15) ? 100 + random.below(900) : 1 + random.below(20);
    tab.doc.transact(() => {
      for (let time = 0; time < times; time += 1) {
        const [text, pen] = tab.text(random);
        tab.doc.clientID = pen;
        const word = `${tab.seat[0]}${(this.words += 1)} `;
        this.written.set(word.trim(), tab.seat);
        // Between words, so that each can be found again.
        const at = text.toString().indexOf(" ", random.below(text.length + 1)) + 1;
        text.insert(at, word);
      }
      if (random.chance(0.2)) {
        tab.doc.clientID = tab.pens[0];
        tab.doc
          .getMap(`${tab.seat}:${tab.seat === "client" ? "decisions" : "statement"}`)
          .set(`k${this.words}`, "given");
      }
    });
  }

  send(tab: Tab): void {
    if (tab.sending) return;
    const update = Y.encodeStateAsUpdate(tab.doc, this.document.vector());
    const reader: Reader = { seat: tab.seat, show: () => undefined, waits: () => undefined, lost: () => undefined };
    const words = Object.keys(Object.fromEntries(this.wordsOf(tab.doc).map((word) => [word, true])));
    const first = this.document.take(update, reader);
    const steps = (function* (document: OpenDocument): Steps<Taken> {
      return first.kind === "large" || first.kind === "uncounted" ? yield* document.takeLarge(update, reader) : first;
    })(this.document);
    tab.sending = { steps, words };
  }

  async goOn(tab: Tab): Promise<void> {
    if (!tab.sending) return;
    const { steps, words } = tab.sending;
    const { done, value } = steps.next();
    if (!done) return this.count("pieces");
    tab.sending = null;
    this.count(value.kind);
    if (value.kind === "refused") throw new Error(`Honest words were refused: ${JSON.stringify(value)}`);
    if (value.kind !== "taken") return;
    if (!(await value.kept)) return;
    for (const word of words) this.kept.add(word);
  }

  receive(tab: Tab): void {
    Y.applyUpdate(tab.doc, atOnce(this.document.answer(Y.encodeStateVector(tab.doc))).update);
    const held = this.document.heldOf(tab.seat);
    if (held) Y.applyUpdate(tab.doc, held);
    expect([tab.doc.store.pendingStructs, tab.doc.store.pendingDs]).toEqual([null, null]);
  }

  change(mode: Mode): void {
    this.mode = mode;
    this.count("modes");
    void this.document.release();
  }

  wordsOf(doc: Y.Doc): string[] {
    return (
      JSON.stringify([doc.getText("both:sheet").toJSON(), doc.getMap("both:expectations").toJSON()]).match(
        /[cp]\d+/g,
      ) ?? []
    );
  }

  async step(): Promise<void> {
    const { random } = this;
    const tab = random.pick(this.tabs);
    const event = random.below(100);
    if (event < 12) this.write(tab);
    else if (event < 25) this.send(tab);
    else if (event < 70) await this.goOn(tab);
    else if (event < 78) this.receive(tab);
    else if (event < 84)
      this.change({ noOutcome: random.chance(0.4), floor: random.chance(0.4) ? random.pick(seats) : null });
    else if (event < 86) tab.sending = null;
    else if (event < 87) await this.kill();
    this.tasks.step();
    await rest();
  }

  async settle(): Promise<void> {
    this.change({ noOutcome: false, floor: null });
    for (let round = 0; round < 4; round += 1)
      for (const tab of this.tabs) {
        await this.tasks.until();
        this.send(tab);
        while (tab.sending) await this.goOn(tab);
        this.receive(tab);
      }
  }

  async check(): Promise<void> {
    const all = this.tabs.map(({ doc }) => JSON.stringify(valuesOf(doc)));
    expect(new Set(all).size).toBe(1);
    const words = this.wordsOf(this.tabs[0]?.doc as Y.Doc);
    expect(new Set(words).size).toBe(words.length);
    expect([...this.written.keys()].filter((word) => !words.includes(word))).toEqual([]);
    expect([this.document.heldOf("client"), this.document.heldOf("practitioner")]).toEqual([null, null]);
    await this.kill();
    const fresh = new Tab("client", this.random);
    this.receive(fresh);
    expect(JSON.stringify(valuesOf(fresh.doc))).toBe(all[0]);
  }
}

const valuesOf = (doc: Y.Doc): unknown =>
  Object.keys(sections).map((name) => {
    const value: unknown = doc.share.get(name)?.toJSON();
    return typeof value === "object" && value !== null && !Array.isArray(value)
      ? Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1))
      : value;
  });

test("large writing that has come in another way before its turn is taken, and not refused", async () => {
  const space = new Space(newRandom(1), {});
  await space.open();
  const tab = space.tabs[0] ?? expect.unreachable();
  tab.doc.clientID = tab.pens[1];
  const sheet = tab.doc.getText("both:sheet");
  for (let word = 0; word < 600; word += 1) sheet.insert(0, `${word} `);
  const update = Y.encodeStateAsUpdate(tab.doc);
  const reader: Reader = { seat: "client", show() {}, waits() {}, lost() {} };
  expect(space.document.take(update, reader).kind).toBe("large");
  const [waits, overtakes] = [space.document.takeLarge(update, reader), space.document.takeLarge(update, reader)];
  expect([atOnce(overtakes).kind, atOnce(waits).kind]).toEqual(["taken", "taken"]);
});

test(`large writing taken in pieces is neither refused, lost nor doubled, whatever changes meanwhile (SEED=${seed}, PIECES_SPACES=${count})`, async () => {
  const tally: Record<string, number> = {};
  for (let spaces = 0; spaces < count; spaces += 1) {
    const random = newRandom(seed + spaces);
    const space = new Space(random, tally);
    try {
      await space.open();
      const [tab] = space.tabs;
      if (tab) tab.doc.clientID = tab.pens[0];
      tab?.doc.getMap("both:expectations").set("card", newExpectation("work", 1));
      for (let steps = 200; steps > 0; steps -= 1) await space.step();
      await space.settle();
      await space.check();
      expect(space.written.size).toBeGreaterThan(0);
    } catch (error) {
      throw new Error(`With SEED=${seed + spaces} PIECES_SPACES=1: ${String(error)}`, { cause: error });
    }
  }
  console.log(`seed ${seed}:`, JSON.stringify(tally));
});
