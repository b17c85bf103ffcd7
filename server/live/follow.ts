/** The server's own words in a document: the rows that a change of its makes, and those that follow from a seat's. */
import type * as Y from "yjs";
import type { Author } from "../../lib/seats.ts";
import type { Steps } from "./budget.ts";
import { changesOf } from "./guard/event.ts";
import { touching } from "./guard/touched.ts";

/** An update as the document itself says it, and whose words it holds. */
export type Row = { author: Author; bytes: Uint8Array };

/** Who writes what follows from an update in the server's own name. */
export type Follower = {
  /** Sees an update that the document has taken, and the sections it wrote. */
  see(update: Uint8Array, sections: readonly string[]): void;
  /** Whether there is something to write. */
  waits(): boolean;
  /** Writes as much as one turn may take. What is left is written in turns of its own. */
  write(): void;
};

/** Several that follow the same document, as one. */
export const allOf = (followers: readonly Follower[]): Follower => ({
  see: (update, sections) => followers.forEach(({ see }) => see(update, sections)),
  waits: () => followers.some(({ waits }) => waits()),
  write: () => followers.forEach(({ write }) => write()),
});

/** Makes a change in the server's own name, and gives the rows of it. */
function ownRows(doc: Y.Doc, change: () => void): Row[] {
  let updates: Uint8Array[] = [];
  touching(doc, [], () => (updates = changesOf(doc, change)));
  return updates.map((bytes): Row => ({ author: "server", bytes }));
}

/** Makes changes one after the other, with a turn for everybody between them, as long as `make` says that they are made. */
export function* inTurns(changes: Iterable<() => void>, make: (change: () => void) => boolean): Steps {
  for (const change of changes) {
    if (!make(change)) return;
    yield;
  }
}

/** What follows from the changes of a document; `later` is called for what is too much for one turn, once others had theirs. */
export function openFollowing(doc: Y.Doc, follower: Follower | undefined, later: () => void) {
  let goesOn = false;
  /** The rows of what is to be written now. */
  const next = (): Row[] => {
    if (!follower?.waits()) return [];
    const rows = ownRows(doc, follower.write);
    if (!follower.waits() || goesOn) return rows;
    goesOn = true;
    setImmediate(() => {
      goesOn = false;
      later();
    });
    return rows;
  };
  const from = (update: Uint8Array, sections: readonly string[]): Row[] => {
    follower?.see(update, sections);
    return next();
  };
  return {
    next,
    /** Makes a change in the server's own name, and gives the rows of it and of what follows. */
    own: (change: () => void): Row[] =>
      ownRows(doc, change).flatMap((row) => [row, ...from(row.bytes, [...doc.share.keys()])]),
    /** The rows that follow from an update which the document has taken, and which wrote these sections. */
    from,
  };
}
