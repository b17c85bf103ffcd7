/** One person's hands in one document: the pens they write with, and taking back what they wrote. */
import * as Y from "yjs";
import { type Seat, authorOf, newClientId } from "../../lib/seats.ts";
import type { Section } from "../../lib/sections.ts";

export type Table = Record<string, Section>;

export type HandsParts = {
  seat: Seat;
  table: Table;
  /** Whether some mode can close this section. Its changes have a pen of their own, so that only they have to wait. */
  closable(section: string): boolean;
  /** Whether this seat may write the section now. */
  open(section: string): boolean;
};

export type Hands = ReturnType<typeof handsOn>;

// A pause in typing as long as this ends one step of undo.
const pauseMs = 500;

/**
 * The only way to change `doc`. A pen is a clientID that carries the seat; the document's own clientID never writes
 * and is always back in place, because y-websocket fails on another one when it closes.
 */
export function handsOn(doc: Y.Doc, { seat, table, closable, open }: HandsParts) {
  const pens = { open: newClientId(seat), closable: newClientId(seat) };
  const managers = new Map<string, Y.UndoManager>();
  const origin = { name: "own hands" };
  let resting = newClientId(seat);
  let steps = 0;
  let lastSection = "";
  doc.clientID = resting;

  // Yjs replaces its clientID when somebody else turns out to write with it, by a number that carries no seat.
  doc.on("afterTransactionCleanup", ({ local, beforeState, afterState }: Y.Transaction) => {
    if (local) return;
    const writtenByOthers = (pen: number): boolean => beforeState.get(pen) !== afterState.get(pen);
    if (writtenByOthers(pens.open)) pens.open = newClientId(seat);
    if (writtenByOthers(pens.closable)) pens.closable = newClientId(seat);
    if (doc.clientID !== resting) doc.clientID = resting = newClientId(seat);
  });

  const withPen = <T>(section: string, action: () => T): T => {
    const before = doc.clientID;
    doc.clientID = closable(section) ? pens.closable : pens.open;
    try {
      return action();
    } finally {
      doc.clientID = before;
    }
  };

  /** Each section is taken back by itself, so that one that closes keeps its steps until it opens again. */
  const managerOf = (section: string): Y.UndoManager | null => {
    const known = managers.get(section);
    const type = doc.share.get(section);
    // What was given to a list stays given.
    if (known || !type || table[section]?.shape === "list") return known ?? null;
    const manager = new Y.UndoManager(type, { captureTimeout: pauseMs, trackedOrigins: new Set([origin]) });
    manager.on("stack-item-added", ({ stackItem }) => stackItem.meta.set("step", (steps += 1)));
    managers.set(section, manager);
    return manager;
  };

  const edit = (section: string, change: (doc: Y.Doc) => void): void => {
    managerOf(section);
    for (const [name, manager] of managers) {
      if (section !== lastSection) manager.stopCapturing();
      if (name !== section) manager.clear(false, true);
    }
    lastSection = section;
    withPen(section, () => doc.transact(() => change(doc), origin));
  };

  /** Takes back the newest step of the sections that are open, or brings it back. Gives whether anything changed. */
  const goBack = (way: "undo" | "redo"): boolean => {
    const newest = [...managers]
      .map(([section, manager]) => ({ section, manager, stack: manager[`${way}Stack`] }))
      .filter(({ section, stack }) => stack.length > 0 && open(section))
      .sort((a, b) => stepOf(b.stack) - stepOf(a.stack))[0];
    if (!newest) return false;
    const { section, manager, stack } = newest;
    const step = stack.at(-1);
    if (step && wouldTakeOthersWords(doc, step, seat)) {
      stack.pop();
      return false;
    }
    return withPen(section, () => manager[way]() !== null);
  };

  return {
    edit,
    undo: () => goBack("undo"),
    redo: () => goBack("redo"),
    /** What the pen for closable sections wrote has to wait: what is written from now on need not. */
    changePen(): void {
      if (Y.getState(doc.store, pens.closable) > 0) pens.closable = newClientId(seat);
    },
    close(): void {
      for (const manager of managers.values()) manager.destroy();
    },
  };
}

type Step = Y.UndoManager["undoStack"][number];

const stepOf = (stack: readonly Step[]): number => stack.at(-1)?.meta.get("step") ?? 0;

/** Whether something that this step made, and would remove, has come to hold words of another author. */
function wouldTakeOthersWords(doc: Y.Doc, { insertions }: Step, seat: Seat): boolean {
  let found = false;
  doc.transact((transaction) =>
    Y.iterateDeletedStructs(transaction, insertions, (struct) => {
      found ||= struct instanceof Y.Item && !struct.deleted && holdsOthersWords(struct, seat);
    }),
  );
  return found;
}

function holdsOthersWords(item: Y.Item, seat: Seat): boolean {
  if (!(item.content instanceof Y.ContentType)) return false;
  const { type } = item.content;
  const within: Y.Item[] = [...type._map.values()];
  for (let at = type._start; at !== null; at = at.right) within.push(at);
  return within.some(
    (inner) => !inner.deleted && (authorOf(inner.id.client) !== seat || holdsOthersWords(inner, seat)),
  );
}
