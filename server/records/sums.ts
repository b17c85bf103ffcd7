/** Check sums of what is stored. Each knows its document and its place, so nothing is changed, moved or swapped unseen. */
import { crc32 } from "node:zlib";
import type { Seat } from "../../lib/seats.ts";

const placed = (bytes: Uint8Array, document: string, place: number): number =>
  crc32(bytes, (crc32(document) ^ place) >>> 0);

/** The sum of an update that is number `seq` of a document. A database holds these for ever, so none of this changes. */
export const sumOfUpdate = (document: string, seq: number, bytes: Uint8Array): number => placed(bytes, document, seq);

/** The sum of a document's state, which stands for everything up to `seq`; 0 where there is none. */
export const sumOfState = (document: string, seq: number, state: Uint8Array | null): number =>
  state === null ? 0 : placed(state, `state of ${document}`, seq);

/** The sum of the words of a seat that wait in a document. */
export const sumOfHeld = (document: string, seat: Seat, bytes: Uint8Array): number =>
  placed(bytes, `${seat} in ${document}`, 0);
