/** One document in memory: judges what comes, keeps what it takes, and shows it once it is kept. */
import * as Y from "yjs";
import { type Seat, newClientId } from "../../lib/seats.ts";
import { declareSections } from "../../lib/sections.ts";
import type { Steps } from "./budget.ts";
import type { DocumentParts } from "./document-parts.ts";
import { encode, vectorOf } from "./encode.ts";
import { type Row, inTurns, openFollowing } from "./follow.ts";
import type { Accepted } from "./guard/judge.ts";
import { touchOnlySome } from "./guard/touched.ts";
import { applyJudged } from "./guard/tripwire.ts";
import { applyStored } from "./in-steps.ts";
import { openOnDisk } from "./on-disk.ts";
import { openQuota } from "./quota.ts";
import { releaseWords } from "./release.ts";
import type { Reader } from "./taken.ts";
import { openTaking } from "./taking.ts";
import { openHeldWords } from "./held-words.ts";
import { type Held, openWaiting } from "./waiting.ts";

export type OpenDocument = Awaited<ReturnType<typeof openDocument>>;

/** Reads a document back from the journal, with the words that waited when it was last open. */
export async function openDocument({ name, rules, sections, journal, onLost, follow, work }: DocumentParts) {
  const { doc, stored, quota, whole } = await readDocument({ name, sections, journal, work });
  const readers = new Set<Reader>();
  const waiting = openWaiting(doc, rules, stored.held);
  const onDisk = openOnDisk(doc, {
    name,
    journal,
    work,
    stored,
    whole,
    onLost(because, error) {
      onLost(error);
      for (const reader of readers) reader.lost(because);
      doc.destroy();
    },
  });
  const { isLost } = onDisk;

  /** Puts rows on disk, then shows them to everybody; `from` has what is not the server's own already. */
  const keep = (added: readonly Row[], from: Reader | null): void => {
    if (added.length === 0 || isLost()) return;
    const show = ({ author, bytes }: Row): void => {
      for (const reader of readers) if (reader !== from || author === "server") reader.show(bytes);
    };
    onDisk.append(
      added.map(({ bytes }) => bytes),
      () => added.forEach(show),
    );
  };

  const change = (make: () => Row[], from: Reader | null): void => {
    try {
      keep(isLost() ? [] : make(), from);
    } catch (error) {
      // What Yjs has half done cannot be undone in memory. The disk does not have it.
      onDisk.lose("fault", error);
    }
  };

  const following = openFollowing(doc, follow && (await work(follow(doc))), () => change(following.next, null));

  const keepHeld = openHeldWords({ name, journal, waiting, readers, afterwards: onDisk.afterwards });

  const takeWords = (verdict: Accepted, seat: Seat, from: Reader | null = null): void => {
    const { update, sections: written } = verdict;
    if (!update) return;
    quota.add(seat, { ...verdict, update });
    change(() => {
      const added: Row[] = applyJudged(doc, update, seat, written).map((bytes) => ({ author: seat, bytes }));
      return [...added, ...following.from(update, written)];
    }, from);
  };
  const taking = openTaking(doc, {
    waiting,
    quota,
    whole,
    isLost,
    takeWords: (verdict, from) => takeWords(verdict, from.seat, from),
    keepHeld: (held, from) => keepHeld(from.seat, held, from),
    onceKept: onDisk.onceKept,
  });

  const release = async (): Promise<void> => {
    const kept = (seat: Seat, held: Held | null): void => keepHeld(seat, held, null);
    if (whole) await work(releaseWords({ doc, waiting, apply: takeWords, keepHeld: kept }));
  };

  await release();

  return {
    /** Whether all that was stored of it could be read. One that is not whole is only read. */
    whole,
    ...taking,

    /**
     * Makes changes in the server's own name, and lets everybody have their turn between them. Resolves when they are on
     * disk; throws when they never will be.
     */
    async write(changes: (doc: Y.Doc) => Iterable<() => void>): Promise<void> {
      const make = (one: () => void): boolean => (change(() => following.own(one), null), !isLost());
      if (whole && !isLost()) await work(inTurns(changes(doc), make));
      await onDisk.isThere();
    },

    /** What a reader with `vector` lacks, and whether all of it is on disk, once that is known. The words that wait go to their own seat. */
    *answer(vector: Uint8Array): Steps<{ update: Uint8Array; kept: Promise<boolean> }> {
      return { update: yield* encode(doc, vector), kept: onDisk.onceKept() };
    },

    vector: (): Uint8Array => vectorOf(doc),
    deleteBytes: quota.deleteBytes,
    /** The number of the last change that is on disk. */
    reached: onDisk.reached,
    /** How many clientIDs the document knows: an honest state vector has hardly more. */
    authors: (): number => doc.store.clients.size,
    heldOf: waiting.of,
    waitsOf: waiting.sectionsOf,

    /** Judges again the words that waited; to be called whenever sections may have opened. */
    release,

    /** Throws away what waits for a seat. As `write`. */
    async forgetHeld(seat: Seat): Promise<void> {
      if (whole) keepHeld(seat, null, null);
      await onDisk.isThere();
    },

    /** Shows the document to a reader from now on. Gives back how to stop. */
    read(reader: Reader): () => void {
      if (isLost()) reader.lost("fault");
      readers.add(reader);
      return () => readers.delete(reader);
    },

    /** Puts the document away. What was deleted in it is then gone from the journal. */
    async close(): Promise<void> {
      if (await onDisk.close()) doc.destroy();
    },
  };
}

/** Reads a document from the disk, and counts what is in it. One that is damaged there is not `whole`, and is not written. */
async function readDocument({
  name,
  sections,
  journal,
  work,
}: Pick<DocumentParts, "name" | "sections" | "journal" | "work">) {
  const stored = await journal.read(name);
  const doc = new Y.Doc({ gc: true });
  touchOnlySome(doc);
  doc.clientID = newClientId("server");
  declareSections(doc, sections);
  await work(applyStored(doc, stored.state, stored.updates));
  const quota = await work(openQuota(doc));
  const whole = stored.whole && doc.store.pendingStructs === null && doc.store.pendingDs === null;
  return { doc, stored, quota, whole };
}
