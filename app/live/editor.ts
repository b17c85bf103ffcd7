/** One person's editor in one document: the pens they write with, and taking back the words of a field. */
import * as Y from "yjs";
import { type Seat, authorOf, isBroughtBack, newBringingId, newClientId } from "../../lib/seats.ts";

export type EditorParts = {
  seat: Seat;
  /** Whether some mode can close this section. Its changes have a pen of their own, so that only they have to wait. */
  closable(section: string): boolean;
  /** Whether this seat may write the section now. */
  open(section: string): boolean;
};

/** A field of words, and the section it stands in. */
export type Field = { section: string; text: Y.Text };

/** To take words back, or to bring them again. */
export type Way = "undo" | "redo";

export type Editor = ReturnType<typeof openEditor>;

// A pause in typing as long as this ends one step of undo.
const pauseMs = 500;

/**
 * The only way to change `doc`. A pen is a clientID that carries the seat; the document's own clientID never writes
 * and is always back in place, because y-websocket fails on another one when it closes.
 */
export function openEditor(doc: Y.Doc, { seat, closable, open }: EditorParts) {
  /** For what no mode closes and for what one can close: for one's own words, and for those that are brought back. */
  const pens = {
    open: newClientId(seat),
    closable: newClientId(seat),
    openBack: newBringingId(seat),
    closableBack: newBringingId(seat),
  };
  const fields = new Map<Y.Text, Y.UndoManager>();
  const origin = { name: "own words" };
  let resting = newClientId(seat);
  /** The field that was written in last, and whether that only erased. */
  let latest: (Field & { erases: boolean }) | null = null;
  doc.clientID = resting;

  const changeEach = (which: (pen: number) => boolean, ...names: (keyof typeof pens)[]): void => {
    for (const name of names)
      if (which(pens[name])) pens[name] = name.endsWith("Back") ? newBringingId(seat) : newClientId(seat);
  };

  // Yjs replaces its clientID when somebody else turns out to write with it, by a number that carries no seat.
  doc.on("afterTransactionCleanup", ({ local, beforeState, afterState }: Y.Transaction) => {
    if (local) return;
    const writtenByOthers = (pen: number): boolean => beforeState.get(pen) !== afterState.get(pen);
    changeEach(writtenByOthers, "open", "closable", "openBack", "closableBack");
    if (doc.clientID !== resting) doc.clientID = resting = newClientId(seat);
  });

  const withPen = <T>(pen: number, action: () => T): T => {
    const before = doc.clientID;
    doc.clientID = pen;
    try {
      return action();
    } finally {
      doc.clientID = before;
    }
  };
  const ownPen = (section: string): number => (closable(section) ? pens.closable : pens.open);
  const bringingPen = (section: string): number => (closable(section) ? pens.closableBack : pens.openBack);

  /** The steps of one field. Those of fields that are gone are let go, and what they held of deleted words with them. */
  const stepsOf = (text: Y.Text): Y.UndoManager => {
    const known = fields.get(text);
    if (known) return known;
    for (const [gone, steps] of fields) {
      if (!gone._item?.deleted) continue;
      steps.destroy();
      fields.delete(gone);
    }
    const steps = new Y.UndoManager(text, { captureTimeout: pauseMs, trackedOrigins: new Set([origin]) });
    fields.set(text, steps);
    return steps;
  };

  /** Does the newest step of a field backwards. Gives whether anything changed. */
  const goBack = (way: Way, field: Field | null): boolean => {
    const steps = field && fields.get(field.text);
    if (!steps || !open(field.section)) return false;
    const { own, others } = halves(steps[`${way}Stack`].at(-1), seat);
    const [there, back] = way === "undo" ? [steps.undoStack, steps.redoStack] : [steps.redoStack, steps.undoStack];
    there.pop();
    const earlier = there.splice(0);
    const before = back.length;
    const takes = (step: Step | null, pen: number): boolean => {
      if (step) there.push(step);
      return step !== null && withPen(pen, () => steps[way]() !== null);
    };
    const changed = [takes(others, bringingPen(field.section)), takes(own, ownPen(field.section))].includes(true);
    there.push(...earlier);
    if (back.length > before + 1) back.push(asOne(back.splice(before)));
    return changed || (there.length > 0 && goBack(way, field));
  };

  return {
    /** Does an act: something that is taken back where it stands on the screen, and by no key. */
    edit(section: string, change: (doc: Y.Doc) => void): void {
      withPen(ownPen(section), () => doc.transact(() => change(doc)));
    },
    /** Writes words in a field. `undo` and `redo` take them back and bring them again, and nothing else. */
    write({ section, text }: Field, change: () => void): void {
      const steps = text.doc === doc ? stepsOf(text) : null;
      const pen = ownPen(section);
      const before = Y.getState(doc.store, pen);
      const making = (transaction: Y.Transaction): void => {
        change();
        const erases = transaction.deleteSet.clients.size > 0;
        const types = Y.getState(doc.store, pen) > before;
        // What was typed a moment ago and is erased now must come again when the erasing is taken back.
        if (text !== latest?.text || erases !== latest.erases || (erases && types)) steps?.stopCapturing();
        latest = { section, text, erases: erases && !types };
      };
      withPen(pen, () => doc.transact(making, origin));
    },
    /** Takes back the newest words in a field; in the one written in last where none is named. */
    undo: (field: Field | null = latest) => goBack("undo", field),
    redo: (field: Field | null = latest) => goBack("redo", field),
    /** The field written in last, where it has a step to go back by and may be written now. */
    newest(way: Way): Field | null {
      if (!latest || latest.text._item?.deleted || !open(latest.section)) return null;
      return fields.get(latest.text)?.[`${way}Stack`].length ? latest : null;
    },
    /** What the pens for closable sections wrote has to wait: what is written from now on need not. */
    changePen: (): void => changeEach((pen) => Y.getState(doc.store, pen) > 0, "closable", "closableBack"),
    close(): void {
      for (const steps of fields.values()) steps.destroy();
    },
  };
}

type Step = Y.UndoManager["undoStack"][number];

/**
 * A step as one that concerns one's own words only, and one that brings back words which another wrote: those are made
 * anew, and must not become one's own by that.
 */
function halves(step: Step | undefined, seat: Seat): { own: Step | null; others: Step | null } {
  if (!step) return { own: null, others: null };
  const { meta, insertions } = step;
  const [mine, theirs] = [Y.createDeleteSet(), Y.createDeleteSet()];
  for (const [client, ranges] of step.deletions.clients)
    (authorOf(client) === seat && !isBroughtBack(client) ? mine : theirs).clients.set(client, ranges);
  const others = theirs.clients.size > 0 ? { meta, insertions: Y.createDeleteSet(), deletions: theirs } : null;
  return { own: { meta, insertions, deletions: mine }, others };
}

const asOne = (steps: Step[]): Step => ({
  meta: new Map(),
  insertions: Y.mergeDeleteSets(steps.map(({ insertions }) => insertions)),
  deletions: Y.mergeDeleteSets(steps.map(({ deletions }) => deletions)),
});
