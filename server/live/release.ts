/** Gives the words that waited to the document, once their sections have opened. */
import type * as Y from "yjs";
import type { Seat } from "../../lib/seats.ts";
import type { Rules } from "../../lib/sections.ts";
import type { Steps } from "./budget.ts";
import type { Taken } from "./taken.ts";
import { together } from "./guard/effort.ts";
import { type Accepted, heldIn, judge } from "./guard/judge.ts";
import { takeInPieces } from "./take-in-pieces.ts";
import type { Held, Waiting } from "./waiting.ts";

export type ReleaseParts = {
  doc: Y.Doc;
  rules: Rules;
  waiting: Waiting;
  /** Takes words of a seat into the document. */
  apply(verdict: Accepted, seat: Seat): void;
  /** Puts what waits on in the place of what waited. */
  keepHeld(seat: Seat, held: Held | null): void;
};

// What has been taken needs no acknowledgement: it was called kept when it came.
const taken: Taken = { kind: "taken", kept: Promise.resolve() };

/** Judges again all that waits. Refused or incomplete words stay: nothing that was called kept is thrown away. */
export function* releaseWords({ doc, rules, waiting, apply, keepHeld }: ReleaseParts): Steps {
  for (const seat of waiting.seats()) {
    const verdictNow = (): Accepted | null => {
      const bytes = waiting.of(seat);
      const verdict = bytes && waiting.judge(bytes, seat, together);
      return verdict?.kind === "accepted" ? verdict : null;
    };
    const verdict = verdictNow();
    if (verdict === null || (verdict.update === null && verdict.held !== null)) continue;
    if (verdict.update) {
      yield* takeInPieces(doc, verdict.update, (piece, most) => {
        const again = judge(doc, piece, seat, rules, most);
        if (again.kind === "refused" && again.reason === "large") return { kind: "large" };
        // A section has closed again meanwhile.
        if (again.kind !== "accepted" || again.held !== null) return { kind: "incomplete" };
        apply(again, seat);
        return taken;
      });
    }
    const rest = verdictNow();
    if (rest?.update === null) keepHeld(seat, heldIn(rest));
  }
}
