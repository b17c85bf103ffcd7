/** The server's own words in a document: the rows that a change of its makes, and those that follow from a seat's. */
import type * as Y from "yjs";
import type { Author } from "../../lib/seats.ts";
import { changesOf } from "./guard/event.ts";

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

/** Makes a change in the server's own name, and gives the rows of it. */
export function ownRows(doc: Y.Doc, change: () => void): Row[] {
  return changesOf(doc, change).map((bytes): Row => ({ author: "server", bytes }));
}

/** The rows of what a follower has to write now. For what is too much for one turn, `later` is called when others had theirs. */
export function followed(doc: Y.Doc, follower: Follower | undefined, later: () => void): Row[] {
  if (!follower?.waits()) return [];
  const rows = ownRows(doc, follower.write);
  if (follower.waits()) setImmediate(later);
  return rows;
}
