/** Takes what seats write into a document: judged first, and counted; what has to wait is put apart. */
import type * as Y from "yjs";
import type { Seat } from "../../lib/seats.ts";
import type { Steps } from "./budget.ts";
import { type Bound, atOnce, inAdvance, together } from "./guard/effort.ts";
import { type Accepted, heldIn } from "./guard/judge.ts";
import { isLong, withoutKnown } from "./known.ts";
import { type Quota, counted } from "./quota.ts";
import { damaged, noRoom, notTaken } from "./refused.ts";
import { takeInPieces } from "./take-in-pieces.ts";
import type { Reader, Taken } from "./taken.ts";
import type { Held, Judged, Waiting } from "./waiting.ts";

const mostHeldBytes = 256 * 1024;

type Parts = {
  waiting: Waiting;
  quota: Quota;
  /** Whether the document may be written at all. */
  whole: boolean;
  isLost: () => boolean;
  takeWords: (verdict: Accepted, from: Reader) => void;
  keepHeld: (held: Held, from: Reader) => void;
  /** Resolves once all that came until now is on disk, with whether it is. */
  onceKept: () => Promise<boolean>;
};

/** Opens what takes the updates of seats into `doc`. */
export function openTaking(doc: Y.Doc, { waiting, quota, whole, isLost, takeWords, keepHeld, onceKept }: Parts) {
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
  const takeOne = (bytes: Uint8Array, from: Reader, most: Bound, wait: (held: Held) => void, before?: Held): Taken => {
    if (isLost()) return { kind: "lost" };
    const verdict = waiting.judge(bytes, from.seat, most, before);
    const refused = refusal(verdict, from.seat);
    if (refused !== null || verdict.kind !== "accepted") return refused ?? { kind: "incomplete" };
    takeWords(verdict, from);
    const held = heldIn(verdict);
    if (held) wait(held);
    return { kind: "taken", kept: onceKept() };
  };
  const takeWhole = (bytes: Uint8Array, from: Reader, most: Bound): Taken =>
    takeOne(bytes, from, most, (held) => keepHeld(held, from));

  return {
    /** Judges and takes an update from a seat. Nothing of it is shown to anybody before it is on disk. */
    take: (bytes: Uint8Array, from: Reader): Taken =>
      isLost() || !isLong(bytes) ? takeWhole(bytes, from, atOnce) : { kind: "large" },

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
      const takePiece = (piece: Uint8Array, most: Bound): Taken =>
        takeOne(piece, from, most, (held) => (waits.all = held), waits.all);
      const taken = yield* takeInPieces(doc, bytes, (piece, most) => counted(quota, () => takePiece(piece, most)));
      const { all: apart } = waits;
      if (taken.kind !== "taken" || !apart) return taken;
      return yield* counted(quota, () => takeWhole(apart.bytes, from, together));
    },
  };
}
