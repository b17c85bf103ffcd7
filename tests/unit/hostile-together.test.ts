/** A hostile seat against a whole document: what waits, what is taken in pieces, modes that change, a process that dies. */
import { expect, test } from "vitest";
import * as Y from "yjs";
import { type Seat, otherSeat, seats } from "../../lib/seats.ts";
import { type Mode, type SectionName, sectionNames, sections, sharedRules, writersOf } from "../../lib/sections.ts";
import type { Steps } from "../../server/live/budget.ts";
import { type OpenDocument, openDocument } from "../../server/live/document.ts";
import type { Reader, Taken } from "../../server/live/taken.ts";
import { openWitness } from "../../server/live/witness.ts";
import { craft, honestUpdate } from "../support/guard-crafting.ts";
import { checkSame, inventory } from "../support/guard-oracle.ts";
import { type Random, newRandom, settings } from "../support/guard-random.ts";
import { newDocument } from "../support/guard-space.ts";
import { atOnce, openMemoryJournal, openTasks, rest } from "../support/memory-journal.ts";

const { seed, count } = settings("HOSTILE_DOCUMENTS", 4);
const open: Mode = { noOutcome: false, floor: null };

class Space {
  mode = open;
  readonly journal = openMemoryJournal();
  readonly hostile: Seat;
  readonly random: Random;
  readonly tally: Record<string, number>;
  document!: OpenDocument;
  tasks = openTasks();
  /** Who reads along, and is shown what is shown to all. */
  live = newDocument("server");
  sending: Steps<Taken> | null = null;

  constructor(random: Random, tally: Record<string, number>) {
    this.random = random;
    this.tally = tally;
    this.hostile = random.pick(seats);
  }

  /** Brings the process to life, also after it died. */
  async begin(): Promise<void> {
    this.sending = null;
    this.tasks = openTasks();
    const names = () => ({ client: "C", practitioner: "P" });
    let opened: OpenDocument | null = null;
    void openDocument({
      name: "shared:one",
      rules: sharedRules(() => this.mode),
      sections,
      journal: this.journal,
      onLost: (error) => {
        throw new Error("The document was lost.", { cause: error });
      },
      follow: (doc) => openWitness({ doc, space: "space", names, now: () => 1 }),
      work: this.tasks.work,
    }).then((document) => (opened = document));
    await this.tasks.until(() => opened !== null);
    this.document = opened ?? expect.unreachable();
    this.live = this.copy();
    this.document.read(this.reader(otherSeat(this.hostile), (update) => Y.applyUpdate(this.live, update)));
  }

  reader = (seat: Seat, show: (update: Uint8Array) => void = () => undefined): Reader => ({
    seat,
    show,
    waits: () => undefined,
    lost: () => undefined,
  });

  /** The document as somebody gets it who comes in now, with what waits of a seat. */
  copy(seat?: Seat): Y.Doc {
    const doc = newDocument("server");
    Y.applyUpdate(doc, atOnce(this.document.answer(Uint8Array.of(0))).update);
    const held = seat && this.document.heldOf(seat);
    if (held) Y.applyUpdate(doc, held);
    return doc;
  }

  /** What only the other seat may write, with every id. */
  theirs(): [string, string | undefined][] {
    const all = inventory(this.copy());
    const isTheirs = (name: SectionName) => !writersOf(name).includes(this.hostile) && writersOf(name).length > 0;
    return sectionNames.filter(isTheirs).map((name) => [name, all.get(name)]);
  }

  note(what: string): void {
    this.tally[what] = (this.tally[what] ?? 0) + 1;
  }

  attack(): void {
    const { random, hostile } = this;
    const doc = this.copy(random.chance(0.7) ? hostile : otherSeat(hostile));
    const made = [craft(doc, hostile, random)];
    for (let more = random.chance(0.3) ? 30 : random.below(2); more > 0; more -= 1)
      tryTo(() => {
        const update = random.chance(0.5)
          ? craft(doc, hostile, random)
          : honestUpdate(doc, hostile, random.clientId(hostile), random);
        if (random.chance(0.5)) Y.applyUpdate(doc, update);
        made.push(update);
      });
    let update = random.pick(made);
    if (random.chance(0.5)) tryTo(() => (update = Y.mergeUpdates(made)));
    const reader = this.reader(hostile);
    const first = this.document.take(update, reader);
    this.note(first.kind === "refused" ? first.refused.kind : first.kind);
    if (random.chance(0.4)) this.sending = this.document.takeLarge(update, reader);
  }

  goOn(): void {
    const next = this.sending?.next();
    if (!next?.done) return;
    this.note(`pieces ${next.value.kind}`);
    this.sending = null;
  }

  async honest(): Promise<void> {
    const seat = otherSeat(this.hostile);
    const update = honestUpdate(this.copy(), seat, this.random.clientId(seat), this.random);
    const was = this.mode;
    this.mode = open;
    const first = this.document.take(
      update,
      this.reader(seat, (shown) => Y.applyUpdate(this.live, shown)),
    );
    const taken = first.kind === "large" ? atOnce(this.document.takeLarge(update, this.reader(seat))) : first;
    if (taken.kind !== "taken") throw new Error(`Honest words were not taken: ${JSON.stringify(taken)}`);
    expect(await taken.kept).toBe(true);
    this.mode = was;
  }

  async step(): Promise<void> {
    const { random } = this;
    const event = random.below(100);
    const before = event < 10 ? null : this.theirs();
    if (event < 10) await this.honest();
    else if (event < 60) this.attack();
    else if (event < 85) this.goOn();
    else if (event < 97) {
      this.mode = { noOutcome: random.chance(0.4), floor: random.chance(0.4) ? random.pick(seats) : null };
      void this.document.release();
    } else await this.begin();
    this.tasks.step();
    await rest();
    if (before) expect(this.theirs()).toEqual(before);
  }

  async check(): Promise<void> {
    this.mode = open;
    void this.document.release();
    await this.tasks.until();
    const now = this.copy();
    const mayBeForged = (name: string) => writersOf(name as SectionName).includes(this.hostile);
    checkSame(now, this.live, "who reads along", mayBeForged);
    const lines = this.copy().getArray<{ entry: string; seat: Seat }>("server:witness").toArray();
    for (const { entry, seat } of lines)
      expect(JSON.stringify(this.copy().getArray(`${seat}:agreed`).toJSON())).toContain(entry);
    await this.begin();
    checkSame(now, this.copy(), "who comes in after a restart", mayBeForged);
  }
}

function tryTo(act: () => unknown): void {
  try {
    act();
  } catch {
    // Yjs itself does not take what was forged: then it is sent as it is.
  }
}

test(`whatever a hostile seat combines, nothing of the other's changes and all read the same (SEED=${seed}, HOSTILE_DOCUMENTS=${count})`, async () => {
  const tally: Record<string, number> = {};
  for (let documents = 0; documents < count; documents += 1) {
    const space = new Space(newRandom(seed + documents), tally);
    try {
      await space.begin();
      for (let edits = 12; edits > 0; edits -= 1) await space.honest();
      for (let steps = 150; steps > 0; steps -= 1) await space.step();
      await space.check();
    } catch (error) {
      throw new Error(`With SEED=${seed + documents} HOSTILE_DOCUMENTS=1: ${String(error)}`, { cause: error });
    }
  }
  console.log(`seed ${seed}:`, JSON.stringify(tally));
  expect(tally.taken).toBeGreaterThan(0);
});
