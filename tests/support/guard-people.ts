/** Two people in one space: tabs, lines that break, and the server between them. All of it by one seed. */
import * as Y from "yjs";
import { type Seat, seats } from "../../lib/seats.ts";
import {
  type Mode,
  type SectionName,
  declareSections,
  sectionNames,
  sections,
  sharedRules,
  writersOf,
} from "../../lib/sections.ts";
import { judge } from "../../server/live/guard/judge.ts";
import type { Random } from "./guard-random.ts";
import { applyChecked } from "./guard-space.ts";
import { write } from "./guard-writing.ts";

type Message = { kind: "update" | "step2" | "step1"; bytes: Uint8Array };

/** Counts over everything that was sent. */
export type Tally = { messages: number; incomplete: number; held: number; released: number; restarts: number };

const canClose = (name: SectionName) => sections[name].rests || name.startsWith("both:");

class Tab {
  readonly seat: Seat;
  readonly random: Random;
  doc: Y.Doc;
  readonly hasPens: boolean;
  online = false;
  toServer: Message[] = [];
  fromServer: Message[] = [];
  #pens: Record<"open" | "closable", number>;
  #undo: Record<"open" | "closable", Y.UndoManager>;

  constructor(seat: Seat, random: Random, hasPens: boolean, stored: Uint8Array | null) {
    this.seat = seat;
    this.random = random;
    this.doc = new Y.Doc();
    this.doc.clientID = random.clientId(seat);
    declareSections(this.doc, sections);
    if (stored !== null) Y.applyUpdate(this.doc, stored, "store");
    this.#pens = { open: random.clientId(seat), closable: random.clientId(seat) };
    this.hasPens = hasPens;
    if (!hasPens) this.#pens.closable = this.#pens.open;
    this.#undo = { open: this.#undoManager(false), closable: this.#undoManager(true) };
    this.doc.on("update", (bytes: Uint8Array, origin: unknown) => {
      if (origin !== "server" && origin !== "store" && this.online) this.toServer.push({ kind: "update", bytes });
    });
  }

  #undoManager(closable: boolean): Y.UndoManager {
    const names = sectionNames.filter((name) => canClose(name) === closable && sections[name].shape !== "list");
    const own = names.filter((name) => writersOf(name).includes(this.seat)).map((name) => this.doc.get(name));
    return new Y.UndoManager(own, { captureTimeout: 0, trackedOrigins: new Set(["person"]) });
  }

  /** Every local change is made with the pen of its section. */
  #with(pen: "open" | "closable", change: () => void): void {
    const usual = this.doc.clientID;
    this.doc.clientID = this.#pens[pen];
    change();
    this.doc.clientID = usual;
  }

  act(): void {
    const { random } = this;
    const name = random.pick(sectionNames.filter((section) => writersOf(section).includes(this.seat)));
    const pen = canClose(name) ? "closable" : "open";
    if (random.chance(0.08)) this.#with(pen, () => this.#undo[pen].undo());
    else if (random.chance(0.04)) this.#with(pen, () => this.#undo[pen].redo());
    else {
      this.#with(pen, () =>
        this.doc.transact(() => {
          for (let edits = 1 + random.below(3); edits > 0; edits -= 1) write(this.doc, name, random);
        }, "person"),
      );
    }
  }

  newPen(): void {
    if (this.hasPens) this.#pens.closable = this.random.clientId(this.seat);
  }

  receive({ kind, bytes }: Message): void {
    if (kind === "step1") this.toServer.push({ kind: "step2", bytes: Y.encodeStateAsUpdate(this.doc, bytes) });
    else Y.applyUpdate(this.doc, bytes, "server");
  }
}

export class Space {
  readonly random: Random;
  readonly tally: Tally;
  /** Whether everybody keeps a pen apart for what can be closed. Forgetting it may cost longer waiting, never a word. */
  readonly hasPens: boolean;
  doc: Y.Doc;
  tabs: Tab[];
  mode: Mode = { noOutcome: false, floor: null };
  #journal: Uint8Array[] = [];
  #held = new Map<Seat, Uint8Array>();

  constructor(random: Random, tally: Tally) {
    this.random = random;
    this.tally = tally;
    this.doc = this.#load();
    this.hasPens = random.chance(0.8);
    this.tabs = (["client", "practitioner", random.pick(seats)] as const).map(
      (seat) => new Tab(seat, random, this.hasPens, null),
    );
    for (const tab of this.tabs) this.connect(tab);
  }

  #load(): Y.Doc {
    const doc = new Y.Doc();
    doc.clientID = this.random.clientId("server");
    declareSections(doc, sections);
    for (const row of this.#journal) Y.applyUpdate(doc, row);
    return doc;
  }

  connect(tab: Tab): void {
    tab.online = true;
    tab.toServer = [{ kind: "step1", bytes: Y.encodeStateVector(tab.doc) }];
    tab.fromServer = [{ kind: "step1", bytes: Y.encodeStateVector(this.doc) }];
  }

  disconnect(tab: Tab): void {
    tab.online = false;
    tab.toServer = [];
    tab.fromServer = [];
  }

  /** One random event: an edit, a message that arrives, a line that breaks, a mode that changes, a restart. */
  step(): void {
    const { random } = this;
    const tab = random.pick(this.tabs);
    const event = random.below(100);
    if (event < 45) tab.act();
    else if (event < 66) this.#deliver(tab.toServer, (message) => this.#receive(tab, message));
    else if (event < 87) this.#deliver(tab.fromServer, (message) => tab.receive(message));
    else if (event < 91) this.disconnect(tab);
    else if (event < 95 && !tab.online) this.connect(tab);
    else if (event < 96) this.#reload(tab);
    else if (event < 98)
      this.change({ noOutcome: random.chance(0.4), floor: random.chance(0.3) ? random.pick(seats) : null });
    else if (event < 99) tab.newPen();
    else if (random.chance(0.3)) this.#restart();
  }

  /** Ends every mode, connects everyone and delivers until nothing is under way. */
  settle(): void {
    this.change({ noOutcome: false, floor: null });
    for (const tab of this.tabs) if (!tab.online) this.connect(tab);
    for (let idle = false; !idle;) {
      idle = true;
      for (const tab of this.tabs) {
        while (tab.toServer.length > 0 || tab.fromServer.length > 0) {
          idle = false;
          this.#deliver(tab.toServer, (message) => this.#receive(tab, message));
          this.#deliver(tab.fromServer, (message) => tab.receive(message));
        }
      }
    }
  }

  /** The documents of all, and one loaded from the server's journal. */
  documents(): Y.Doc[] {
    return [this.doc, this.#load(), ...this.tabs.map(({ doc }) => doc)];
  }

  get heldSeats(): Seat[] {
    return [...this.#held.keys()];
  }

  change(mode: Mode): void {
    this.mode = mode;
    const waited = new Map(this.#held);
    this.#held.clear();
    for (const [seat, row] of waited) {
      const before = this.#journal.length;
      this.#judge(seat, row);
      this.tally.released += this.#journal.length - before;
    }
  }

  #deliver(queue: Message[], to: (message: Message) => void): void {
    const message = queue.shift();
    if (message) to(message);
  }

  #reload(tab: Tab): void {
    const stored = this.random.chance(0.6) ? Y.encodeStateAsUpdate(tab.doc) : null;
    const fresh = new Tab(tab.seat, this.random, this.hasPens, stored);
    this.tabs = this.tabs.map((other) => (other === tab ? fresh : other));
    this.connect(fresh);
    // A local store sends everything it has when it loads.
    if (stored !== null && this.random.chance(0.5)) fresh.toServer.push({ kind: "update", bytes: stored });
  }

  #restart(): void {
    this.tally.restarts += 1;
    this.doc = this.#load();
    for (const tab of this.tabs) if (tab.online) this.connect(tab);
  }

  #receive(tab: Tab, { kind, bytes }: Message): void {
    if (kind === "step1") tab.fromServer.push({ kind: "step2", bytes: Y.encodeStateAsUpdate(this.doc, bytes) });
    else if (this.#judge(tab.seat, bytes) === "incomplete") {
      this.tally.incomplete += 1;
      tab.fromServer.push({ kind: "step1", bytes: Y.encodeStateVector(this.doc) });
    }
  }

  #judge(seat: Seat, bytes: Uint8Array): string {
    this.tally.messages += 1;
    const verdict = judge(
      this.doc,
      bytes,
      seat,
      sharedRules(() => this.mode),
    );
    if (verdict.kind === "refused") throw new Error(`An honest update was refused: ${JSON.stringify(verdict)}`);
    if (verdict.kind === "incomplete") return verdict.kind;
    if (verdict.held !== null) {
      if (this.hasPens && !verdict.waiting.every((name) => canClose(name as SectionName))) {
        throw new Error("With pens, no open section waits.");
      }
      const row = this.#held.get(seat);
      this.#held.set(seat, row ? Y.mergeUpdates([row, verdict.held]) : verdict.held);
      this.tally.held += 1;
    }
    if (verdict.update === null) return verdict.kind;
    for (const row of applyChecked(this.doc, verdict.update, seat, verdict.sections)) {
      this.#journal.push(row);
      for (const tab of this.tabs) if (tab.online) tab.fromServer.push({ kind: "update", bytes: row });
    }
    return verdict.kind;
  }
}
