/** Takes an update that brings more than is taken at once: cut into pieces, with a turn for everybody else between them. */
import type * as Y from "yjs";
import type { Steps } from "./budget.ts";
import { notTaken } from "./refused.ts";
import type { Taken } from "./taken.ts";
import { Unreadable } from "./guard/cursor.ts";
import { cut } from "./guard/cut.ts";
import { type Bound, alone, atOnce } from "./guard/effort.ts";

type Take = (piece: Uint8Array, most: Bound) => Taken | Steps<Taken>;

const tooMuch: Taken = {
  kind: "refused",
  refused: notTaken("limit", "It takes too long to place."),
};

/**
 * Takes all pieces of an update, in smaller ones where one is too much. What was taken before one of them is refused
 * stays, and is known when the same is sent again.
 * @param take takes one piece
 */
export function* takeInPieces(doc: Y.Doc, bytes: Uint8Array, take: Take, most: number = atOnce.structs): Steps<Taken> {
  let pieces: Iterable<Uint8Array> | null;
  yield;
  try {
    pieces = yield* cut(doc, bytes, most);
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    const reason = error.reason === "large" ? "limit" : error.reason;
    return { kind: "refused", refused: notTaken(reason, error.message) };
  }
  if (pieces === null) return { kind: "incomplete" };
  let taken: Taken = tooMuch;
  for (const piece of pieces) {
    yield;
    const outcome = take(piece, most === 1 ? alone : atOnce);
    taken = "kind" in outcome ? outcome : yield* outcome;
    if (taken.kind === "large")
      taken = most === 1 ? tooMuch : yield* takeInPieces(doc, piece, take, Math.max(1, most >> 2));
    if (taken.kind !== "taken") break;
  }
  return taken;
}
