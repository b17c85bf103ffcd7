/** One document in memory: judges what comes, keeps what it takes, and shows it once it is kept. */
import * as Y from "yjs";
import { type Author, type Seat, newClientId } from "../../lib/seats.ts";
import { declareSections } from "../../lib/sections.ts";
import type { Steps } from "./budget.ts";
import { type Row, inTurns, openFollowing } from "./follow.ts";
import { type Bound, atOnce, inAdvance, together } from "./guard/effort.ts";
import { type Accepted, heldIn } from "./guard/judge.ts";
import { touchOnlySome } from "./guard/touched.ts";
import { applyJudged } from "./guard/tripwire.ts";
import { openCompacting } from "./compacting.ts";
import { isLong, withoutKnown } from "./known.ts";
import { openKeeping } from "./keeping.ts";
import { encode, encodeWhole, vectorOf } from "./encode.ts";
import { applyStored } from "./in-steps.ts";
import { counted, openQuota } from "./quota.ts";
import { damaged, noRoom, notTaken } from "./refused.ts";
import { releaseWords } from "./release.ts";
import { takeInPieces } from "./take-in-pieces.ts";
import type { DocumentParts } from "./document-parts.ts";
import type { Reader, Taken } from "./taken.ts";
import { type Held, type Judged, openWaiting } from "./waiting.ts";

const mostHeldBytes = 256 * 1024;

export type OpenDocument = Awaited<ReturnType<typeof openDocument>>;

/** Reads a document back from the journal, with the words that waited when it was last open. */
export async function openDocument({ name, rules, sections, journal, onLost, follow, work }: DocumentParts) {
  const stored = await journal.read(name);
  const doc = new Y.Doc({ gc: true });
  touchOnlySome(doc);
  doc.clientID = newClientId("server");
  declareSections(doc, sections);
  await work(applyStored(doc, stored.state, stored.updates));
  const quota = await work(openQuota(doc));
  // Nothing is written to a document that is damaged on the disk: its state would take the place of what can be saved.
  const whole = stored.whole && doc.store.pendingStructs === null && doc.store.pendingDs === null;

  const readers = new Set<Reader>();
  const waiting = openWaiting(doc, rules, stored.held);
  const toldToWait = new Map(waiting.seats().map((seat) => [seat, waiting.sectionsOf(seat).join()]));
  let lost = false;
  const cannotStore = (error: unknown): void => lose("cannot store", error);
  const keeping = openKeeping({ name, journal, seq: stored.seq, isLost: () => lost, cannotStore });
  const { afterwards, onceKept } = keeping;

  let isCompacting = false;
  const compacting = openCompacting(stored, () => {
    if (!whole || isCompacting) return;
    isCompacting = true;
    compacting.begun();
    afterwards(async () => {
      const { state, version } = await work(encodeWhole(doc, keeping.seq));
      compacting.done(state.length);
      isCompacting = false;
      await keeping.appended();
      // It may have been read while Yjs had done something by half.
      if (lost) return;
      await journal.compact(name, version, state);
    });
  });
  doc.on("afterTransaction", ({ deleteSet }: Y.Transaction) => {
    if (deleteSet.clients.size > 0) compacting.deleted();
  });

  const lose = (because: "cannot store" | "fault", error: unknown): void => {
    if (lost) return;
    lost = true;
    compacting.close();
    onLost(error);
    for (const reader of readers) reader.lost(because);
    doc.destroy();
  };

  const onDisk = async (): Promise<void> => {
    await keeping.settled();
    if (lost || !whole) throw new Error("A change of the server's could not be kept.");
  };

  /** Puts rows on disk, then shows them to everybody; `from` has what is not the server's own already. */
  const keep = (added: readonly Row[], from: Reader | null): void => {
    if (added.length === 0 || lost) return;
    const updates = added.map(({ bytes }) => bytes);
    keeping.append(updates, () => {
      for (const { author, bytes } of added)
        for (const reader of readers) if (reader !== from || author === "server") reader.show(bytes);
    });
    compacting.added(updates);
  };

  const change = (make: () => Row[], from: Reader | null): void => {
    try {
      keep(lost ? [] : make(), from);
    } catch (error) {
      // What Yjs has half done cannot be undone in memory. The disk does not have it.
      lose("fault", error);
    }
  };

  const following = openFollowing(doc, follow && (await work(follow(doc))), () => change(following.next, null));

  const apply = (update: Uint8Array, author: Author, written: readonly string[], from: Reader | null): void =>
    change(() => {
      const added: Row[] = applyJudged(doc, update, author, written).map((bytes) => ({ author, bytes }));
      return [...added, ...following.from(update, written)];
    }, from);

  const tellWaits = (seat: Seat): void => {
    const sections = waiting.sectionsOf(seat);
    if (sections.join() === (toldToWait.get(seat) ?? "")) return;
    toldToWait.set(seat, sections.join());
    for (const reader of readers) if (reader.seat === seat) reader.waits(sections);
  };

  /** Keeps what waits for a seat, and shows it to that seat's other readers. What leaves is in the journal before. */
  const keepHeld = (seat: Seat, held: Held | null, from: Reader | null): void => {
    const { stored, earlier, added } = waiting.put(seat, held);
    afterwards(async () => {
      await journal.keepHeld(name, seat, stored, earlier);
      if (added) for (const reader of readers) if (reader.seat === seat && reader !== from) reader.show(added);
      tellWaits(seat);
    });
  };

  const takeWords = (verdict: Accepted, seat: Seat, from: Reader | null): void => {
    const { update, sections: written } = verdict;
    if (update) quota.add(seat, { ...verdict, update });
    if (update) apply(update, seat, written, from);
  };

  /** Why a verdict leads to nothing being taken; null where it does not. */
  const refusal = (verdict: Judged, seat: Seat): Taken | null => {
    if (!whole && (verdict.kind !== "accepted" || verdict.update || verdict.held))
      return { kind: "refused", refused: damaged };
    if (verdict.kind === "incomplete") return verdict;
    if (verdict.kind === "refused") {
      const { reason, sections: named, why } = verdict;
      return reason === "large" ? { kind: reason } : { kind: "refused", refused: notTaken(reason, why, named) };
    }
    const { update, held, sections: named } = verdict;
    if (held && held.length > mostHeldBytes) return { kind: "refused", refused: noRoom("much-waits", named) };
    const full = (part: Uint8Array | null) => part && quota.refuses(seat, { ...verdict, update: part });
    // What waits will come into the document, and nobody asks again then.
    const used = full(update) ?? full(held);
    return used && { kind: quota.isGuess() ? "uncounted" : "refused", refused: noRoom(used, named) };
  };

  /** Takes what may be written now. What has to wait, with what waits `before` it, goes to `wait`. */
  const take = (bytes: Uint8Array, from: Reader, most: Bound, wait: (held: Held) => void, before?: Held): Taken => {
    if (lost) return { kind: "taken", kept: new Promise(() => {}) };
    const verdict = waiting.judge(bytes, from.seat, most, before);
    const refused = refusal(verdict, from.seat);
    if (refused !== null || verdict.kind !== "accepted") return refused ?? { kind: "incomplete" };
    takeWords(verdict, from.seat, from);
    const held = heldIn(verdict);
    if (held) wait(held);
    return { kind: "taken", kept: onceKept() };
  };
  const takeWhole = (bytes: Uint8Array, from: Reader, most: Bound): Taken =>
    take(bytes, from, most, (held) => keepHeld(from.seat, held, from));

  const release = async (): Promise<void> => {
    const apply = (verdict: Accepted, seat: Seat): void => takeWords(verdict, seat, null);
    const kept = (seat: Seat, held: Held | null): void => keepHeld(seat, held, null);
    if (whole) await work(releaseWords({ doc, waiting, apply, keepHeld: kept }));
  };

  await release();

  return {
    /** Whether all that was stored of it could be read. One that is not whole is only read. */
    whole,

    /** Judges and takes an update from a seat. Nothing of it is shown to anybody before it is on disk. */
    take: (bytes: Uint8Array, from: Reader): Taken =>
      lost || !isLong(bytes) ? takeWhole(bytes, from, atOnce) : { kind: "large" },

    /**
     * The same, step by step, for what is `large` or `uncounted`. Where a part is forbidden nothing is taken, unless it
     * is very large; of what has to wait, all or nothing.
     */
    *takeLarge(all: Uint8Array, from: Reader): Steps<Taken> {
      const bytes = isLong(all) ? yield* withoutKnown(doc, all) : all;
      const judged = () => refusal(waiting.judge(bytes, from.seat, inAdvance), from.seat);
      const refused = yield* counted(quota, judged);
      if (refused !== null && refused.kind !== "large") return refused;
      const waits: { all?: Held } = {};
      const takeOne = (piece: Uint8Array, most: Bound): Taken =>
        take(piece, from, most, (held) => (waits.all = held), waits.all);
      const taken = yield* takeInPieces(doc, bytes, (piece, most) => counted(quota, () => takeOne(piece, most)));
      const { all: apart } = waits;
      if (taken.kind !== "taken" || !apart) return taken;
      return yield* counted(quota, () => takeWhole(apart.bytes, from, together));
    },

    /**
     * Makes changes in the server's own name, and lets everybody have their turn between them. Resolves when they are on
     * disk; throws when they never will be.
     */
    async write(changes: (doc: Y.Doc) => Iterable<() => void>): Promise<void> {
      const make = (one: () => void): boolean => (change(() => following.own(one), null), !lost);
      if (whole && !lost) await work(inTurns(changes(doc), make));
      await onDisk();
    },

    /** What a reader with `vector` lacks, and when all of it is on disk. The words that wait go to their own seat. */
    *answer(vector: Uint8Array): Steps<{ update: Uint8Array; kept: Promise<void> }> {
      return { update: yield* encode(doc, vector), kept: onceKept() };
    },

    vector: (): Uint8Array => vectorOf(doc),
    deleteBytes: quota.deleteBytes,
    /** The number of the last change that is on disk. */
    reached: keeping.reached,
    /** How many clientIDs the document knows: an honest state vector has hardly more. */
    authors: (): number => doc.store.clients.size,
    heldOf: waiting.of,
    waitsOf: waiting.sectionsOf,

    /** Judges again the words that waited; to be called whenever sections may have opened. */
    release,

    /** Throws away what waits for a seat. As `write`. */
    async forgetHeld(seat: Seat): Promise<void> {
      if (whole) keepHeld(seat, null, null);
      await onDisk();
    },

    /** Shows the document to a reader from now on. Gives back how to stop. */
    read(reader: Reader): () => void {
      if (lost) reader.lost("fault");
      readers.add(reader);
      return () => readers.delete(reader);
    },

    /** Puts the document away. What was deleted in it is then gone from the journal. */
    async close(): Promise<void> {
      if (lost) return;
      await keeping.settled();
      if (compacting.isDue()) compacting.now();
      await keeping.settled();
      lost = true;
      compacting.close();
      doc.destroy();
    },
  };
}
