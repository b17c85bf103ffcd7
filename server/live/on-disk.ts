/** What of a document is on the disk: its changes in their order, now and then a state in their place, and its end. */
import type * as Y from "yjs";
import type { Stored } from "../records/records.ts";
import { openCompacting } from "./compacting.ts";
import type { DocumentParts } from "./document-parts.ts";
import { encodeWhole } from "./encode.ts";
import { openKeeping } from "./keeping.ts";

type Parts = Pick<DocumentParts, "name" | "journal" | "work"> & {
  stored: Stored;
  /** Whether it may be written: the state of one that is damaged would take the place of what can be saved. */
  whole: boolean;
  /** Called once, when the document in memory is no longer good. */
  onLost: (because: "cannot store" | "fault", error: unknown) => void;
};

/** Opens what keeps a document on the disk, until `close` is called or the document is lost. */
export function openOnDisk(doc: Y.Doc, { name, journal, work, stored, whole, onLost }: Parts) {
  let ended = false;
  const lose = (because: "cannot store" | "fault", error: unknown): void => {
    if (ended) return;
    end();
    onLost(because, error);
  };
  const keeping = openKeeping({
    name,
    journal,
    seq: stored.seq,
    isLost: () => ended,
    cannotStore: (error) => lose("cannot store", error),
  });

  let isCompacting = false;
  const compacting = openCompacting(stored, () => {
    if (!whole || isCompacting) return;
    isCompacting = true;
    compacting.begun();
    keeping.afterwards(async () => {
      const { state, version } = await work(encodeWhole(doc, keeping.seq));
      compacting.done(state.length);
      isCompacting = false;
      await keeping.appended();
      // It may have been read while Yjs had done something by half.
      if (ended) return;
      await journal.compact(name, version, state);
    });
  });
  doc.on("afterTransaction", ({ deleteSet }: Y.Transaction) => {
    if (deleteSet.clients.size > 0) compacting.deleted();
  });
  const end = (): void => {
    ended = true;
    compacting.close();
  };

  return {
    /** Whether the document in memory is no longer good, or was put away. */
    isLost: (): boolean => ended,
    lose,
    /** Puts updates on the disk, and calls `then` once they are there. */
    append(updates: Uint8Array[], then: () => void): void {
      keeping.append(updates, then);
      compacting.added(updates);
    },
    afterwards: keeping.afterwards,
    onceKept: keeping.onceKept,
    /** Resolves when all that came until now is on the disk; throws when it never will be. */
    async isThere(): Promise<void> {
      await keeping.settled();
      if (ended || !whole) throw new Error("A change of the server's could not be kept.");
    },
    /** The number of the last change that is on the disk. */
    reached: keeping.reached,
    /** Comes to its end in order. What was deleted is then gone from the journal. Gives whether it was not lost before. */
    async close(): Promise<boolean> {
      if (ended) return false;
      await keeping.settled();
      if (compacting.isDue()) compacting.now();
      await keeping.settled();
      // It may have been lost meanwhile.
      if (ended) return false;
      end();
      return true;
    },
  };
}
