/** Two people in one space: tabs, lines that break, a disk that fails, and the server between them. All of it by one seed. */
import * as Y from "yjs";
import { type Seat, seats } from "../../lib/seats.ts";
import { type Mode, type SectionName, declareSections, sections, sharedRules } from "../../lib/sections.ts";
import { openMissing } from "../../server/live/missing.ts";
import { inAdvance, together } from "../../server/live/guard/effort.ts";
import { type Verdict, heldIn } from "../../server/live/guard/judge.ts";
import { type Held, type Waiting, openWaiting } from "../../server/live/waiting.ts";
import type { Random } from "./guard-random.ts";
import { applyChecked } from "./guard-space.ts";
import { type Message, Tab, type Words, canClose } from "./guard-tab.ts";

/** Counts over everything that was sent. */
export type Tally = Record<"messages" | "incomplete" | "held" | "released" | "restarts" | "reloads" | "faults", number>;

/** A line to one tab, as the server sees it. */
type Line = { tab: Tab; gap: ReturnType<typeof openMissing> };

export class Space {
  readonly random: Random;
  readonly tally: Tally;
  readonly words: Words = {
    by: new Map(),
    deleted: new Set(),
    inCards: new Map(),
    removed: new Set(),
    cards: new Map(),
  };
  doc: Y.Doc;
  tabs: Tab[];
  mode: Mode = { noOutcome: false, floor: null };
  #waiting: Waiting;
  #lines = new Map<Tab, Line>();
  /** What is on disk. */
  #journal: Uint8Array[] = [];
  #held = new Map<Seat, Uint8Array>();

  constructor(random: Random, tally: Tally, tabsEach: number) {
    this.random = random;
    this.tally = tally;
    [this.doc, this.#waiting] = this.#load();
    this.tabs = seats.flatMap((seat) => Array.from({ length: tabsEach }, () => new Tab(seat, random, this.words)));
    for (const tab of this.tabs) this.#connect(tab);
  }

  #load(): [Y.Doc, Waiting] {
    const doc = new Y.Doc();
    doc.clientID = this.random.clientId("server");
    declareSections(doc, sections);
    for (const row of this.#journal) Y.applyUpdate(doc, row);
    const stored = [...this.#held].map(([seat, bytes]) => ({ seat, bytes, earlier: null }));
    return [
      doc,
      openWaiting(
        doc,
        sharedRules(() => this.mode),
        stored,
        this.random.pick([0, 50, 500]),
      ),
    ];
  }

  #connect(tab: Tab): void {
    const ask = (): void => void tab.fromServer.push({ kind: "step1", bytes: Y.encodeStateVector(this.doc) });
    const gap = openMissing(ask, (number) => void tab.fromServer.push({ kind: "kept", number }));
    this.#lines.set(tab, { tab, gap });
    tab.connect(Y.encodeStateVector(this.doc));
  }

  /** One random event: an act, a message that arrives, a line that breaks, a mode that changes, a restart, a fault. */
  step(): void {
    const { random } = this;
    const tab = random.pick(this.tabs);
    const event = random.below(1_000);
    if (event < 350 && tab.isWhole) tab.act();
    else if (event < 650) this.#deliver(tab, "toServer");
    else if (event < 900) this.#deliver(tab, "fromServer");
    else if (event < 920) this.#hangUp(tab);
    else if (event < 970 && !tab.online) this.#connect(tab);
    else if (event < 980)
      this.#change({ noOutcome: random.chance(0.4), floor: random.chance(0.3) ? random.pick(seats) : null });
    else if (event < 984) this.#reload(tab);
    else if (event < 986) this.#restart();
  }

  /** Ends every mode, connects everyone and delivers until nothing is under way. */
  settle(): void {
    this.#change({ noOutcome: false, floor: null });
    for (let idle = false; !idle;) {
      idle = true;
      for (const tab of this.tabs) {
        if (!tab.online) this.#connect(tab);
        while (tab.toServer.length > 0 || tab.fromServer.length > 0) {
          idle = false;
          this.#deliver(tab, "toServer");
          this.#deliver(tab, "fromServer");
        }
      }
    }
  }

  /** The documents of all, and one loaded from the server's journal. */
  documents(): Y.Doc[] {
    return [this.doc, this.#load()[0], ...this.tabs.map(({ doc }) => doc)];
  }

  get heldSeats(): Seat[] {
    return this.#waiting.seats();
  }

  close(): void {
    for (const tab of this.tabs) tab.outbox.close();
  }

  #change(mode: Mode): void {
    this.mode = mode;
    for (const seat of this.#waiting.seats()) {
      const bytes = this.#waiting.of(seat);
      const verdict = bytes && this.#waiting.judge(bytes, seat, together);
      if (verdict?.kind !== "accepted") throw new Error(`Words that waited are not taken: ${JSON.stringify(verdict)}`);
      if (verdict.update === null && verdict.held !== null) continue;
      this.tally.released += 1;
      this.#keep(seat, verdict, null);
      this.#hold(seat, heldIn(verdict), null);
    }
  }

  /** Some of what is under way one way, in order. What is on a line that ends meanwhile is gone with it. */
  #deliver(tab: Tab, way: "toServer" | "fromServer"): void {
    const line = this.#lines.get(tab);
    for (let most = 1 + this.random.below(5); most > 0 && this.#lines.get(tab) === line; most -= 1) {
      const message = tab[way].shift();
      if (!message) return;
      if (way === "toServer") this.#receive(tab, message);
      else tab.receive(message);
    }
  }

  #hangUp(tab: Tab): void {
    this.#lines.delete(tab);
    tab.disconnect();
  }

  #reload(tab: Tab): void {
    this.tally.reloads += 1;
    this.#lines.delete(tab);
    const fresh = tab.reloaded();
    this.tabs = this.tabs.map((other) => (other === tab ? fresh : other));
    this.#connect(fresh);
  }

  #restart(): void {
    this.tally.restarts += 1;
    [this.doc, this.#waiting] = this.#load();
    for (const tab of this.tabs) if (tab.online) this.#hangUp(tab);
    for (const tab of this.tabs) if (this.random.chance(0.7)) this.#connect(tab);
    this.#change(this.mode);
  }

  #receive(tab: Tab, message: Message): void {
    const line = this.#lines.get(tab);
    if (!line) return;
    if (message.kind === "kept") goOn(line.gap.owe(message.number));
    else if (message.kind === "step1") this.#answer(tab, message.bytes);
    else {
      const is = this.#judge(tab, message.bytes);
      if (is === "taken" && message.kind === "step2") goOn(line.gap.fill());
      if (is !== "incomplete") return;
      this.tally.incomplete += 1;
      goOn(message.kind === "step2" ? line.gap.missAgain() : line.gap.miss());
    }
  }

  #answer(tab: Tab, vector: Uint8Array): void {
    tab.fromServer.push({ kind: "step2", bytes: Y.encodeStateAsUpdate(this.doc, vector) });
    const held = this.#waiting.of(tab.seat);
    if (held) tab.fromServer.push({ kind: "update", bytes: held });
  }

  /** `failed`: the disk did not take it, and the document is read again; every line is cut. */
  #judge(tab: Tab, bytes: Uint8Array): "taken" | "incomplete" | "failed" {
    const { seat } = tab;
    this.tally.messages += 1;
    const verdict = this.#waiting.judge(bytes, seat, inAdvance);
    if (verdict.kind === "refused") throw new Error(`An honest update was refused: ${JSON.stringify(verdict)}`);
    if (verdict.kind === "incomplete") return verdict.kind;
    if ((verdict.update ?? verdict.held) !== null && this.random.chance(0.004)) {
      if (verdict.update) applyChecked(this.doc, verdict.update, seat, verdict.sections);
      this.tally.faults += 1;
      this.#restart();
      return "failed";
    }
    this.#keep(seat, verdict, tab);
    if (verdict.held !== null) {
      if (!verdict.waiting.every((name) => canClose(name as SectionName)))
        throw new Error("With pens, no open section waits.");
      this.tally.held += 1;
      this.#hold(seat, heldIn(verdict), tab);
      for (const other of this.tabs) if (other.seat === seat && other.online) other.changePen();
    }
    return "taken";
  }

  #keep(seat: Seat, { update, sections: written }: Verdict & { kind: "accepted" }, from: Tab | null): void {
    if (update === null) return;
    for (const row of applyChecked(this.doc, update, seat, written)) {
      this.#journal.push(row);
      this.#show(row, (tab) => tab !== from);
    }
  }

  #hold(seat: Seat, held: Held | null, from: Tab | null): void {
    const { stored, added } = this.#waiting.put(seat, held);
    if (stored) this.#held.set(seat, stored);
    else this.#held.delete(seat);
    if (added) this.#show(added, (tab) => tab.seat === seat && tab !== from);
  }

  #show(bytes: Uint8Array, to: (tab: Tab) => boolean): void {
    for (const tab of this.tabs) if (tab.online && to(tab)) tab.fromServer.push({ kind: "update", bytes });
  }
}

/** An ending of a line that somebody honest would hear. */
function goOn(ending: number | undefined): void {
  if (ending !== undefined) throw new Error(`An honest line was ended with ${ending}.`);
}
