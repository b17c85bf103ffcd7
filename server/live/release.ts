/** Gives the words that waited to the document, once their sections have opened. */
import type * as Y from "yjs";
import type { Seat } from "../../lib/seats.ts";
import type { Steps } from "./budget.ts";
import type { Taken } from "./taken.ts";
import { alone, anyWay } from "./guard/effort.ts";
import { type Accepted, type Verdict, heldIn } from "./guard/judge.ts";
import { nothing } from "./guard/writer.ts";
import { takeInPieces } from "./take-in-pieces.ts";
import type { Held, Waiting } from "./waiting.ts";

export type ReleaseParts = {
  doc: Y.Doc;
  waiting: Waiting;
  /** Takes words of a seat into the document. */
  apply(verdict: Accepted, seat: Seat): void;
  /** Puts what waits on in the place of what waited. */
  keepHeld(seat: Seat, held: Held | null): void;
};

// What has been taken needs no acknowledgement: it was called kept when it came.
const taken: Taken = { kind: "taken", kept: Promise.resolve(true) };

// All that can wait is about 40 pieces, and no honest word of it has a long way. What is left after so many waits on.
const mostPieces = 200;
const mostLongWays = 10;

/**
 * Judges again all that waits, and takes what may be written now. Refused or incomplete words stay: nothing that was
 * called kept is thrown away. What the other has written meanwhile between its neighbours can make the way of a word
 * longer than is taken off the wire, and it is taken all the same.
 */
export function* releaseWords({ doc, waiting, apply, keepHeld }: ReleaseParts): Steps {
  for (const seat of waiting.seats()) {
    const judged = (): Verdict => waiting.judgeAgain(waiting.of(seat) ?? nothing, seat);
    const before = judged();
    if (before.kind === "accepted" && before.update === null && before.held !== null) continue;
    let pieces = 0;
    let longWays = 0;
    yield* takeInPieces(doc, waiting.of(seat) ?? nothing, (piece, most) => {
      pieces += 1;
      if (most === alone) longWays += 1;
      if (pieces > mostPieces || longWays > mostLongWays) return { kind: "incomplete" };
      // Whose words they were was taken out of the space meanwhile.
      if (!waiting.seats().includes(seat)) return { kind: "incomplete" };
      const now = waiting.judgeAgain(piece, seat, most === alone ? anyWay : most);
      if (now.kind === "refused" && now.reason === "large") return { kind: "large" };
      if (now.kind === "accepted") apply(now, seat);
      return taken;
    });
    const rest = judged();
    if (rest.kind === "accepted" && rest.update === null) keepHeld(seat, heldIn(rest));
  }
}
