import type * as Y from "yjs";
import { type Entry, type Witness, readEntry, readWitness } from "../../../lib/agreement.ts";
import type { Seat } from "../../../lib/seats.ts";
import { useRoom } from "../../room/room.ts";
import { useYjs } from "../../room/use-yjs.ts";

/** Everything that was said about agreeing, by whom, and what the server saw of it. */
export type Entries = { of: Record<Seat, readonly Entry[]>; witnessed: (entry: string) => Witness | undefined };

/** The agreement entries of both seats, drawn again when one is added or witnessed. */
export function useEntries(): Entries {
  const { doc } = useRoom().shared;
  const client = useYjs(doc.getArray<unknown>("client:agreed"), entriesIn);
  const practitioner = useYjs(doc.getArray<unknown>("practitioner:agreed"), entriesIn);
  const witnesses = useYjs(doc.getArray<unknown>("server:witness"), witnessesIn);
  return {
    of: { client, practitioner },
    // The first line for an entry is the one that counts.
    witnessed: (entry) => witnesses.find((witness) => witness.entry === entry),
  };
}

const entriesIn = (list: Y.Array<unknown>): Entry[] => list.toArray().flatMap((value) => readEntry(value) ?? []);
const witnessesIn = (list: Y.Array<unknown>): Witness[] => list.toArray().flatMap((value) => readWitness(value) ?? []);
