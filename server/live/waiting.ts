/** The words of one document that wait for their sections to open, by seat, judged as one with what builds on them. */
import * as Y from "yjs";
import type { Seat } from "../../lib/seats.ts";
import type { Rules } from "../../lib/sections.ts";
import type { Stored } from "../records/records.ts";
import { type Bound, stored as atRest, together } from "./guard/effort.ts";
import { joined } from "./guard/joined.ts";
import type { Ids } from "./guard/given.ts";
import { type Refusal, type Verdict, judge } from "./guard/judge.ts";
import { nothing } from "./guard/writer.ts";

// What is typed letter by letter comes in as many pieces, and the guard takes 5,000.
const usuallyTidyAfterBytes = 16 * 1024;

/** Words that wait, and all sections that they write. */
export type Held = { bytes: Uint8Array; sections: readonly string[] };

/** A verdict on words together with those of the same seat that wait already. `waiting`: they are too much with them. */
export type Judged = Verdict | (Omit<Refusal, "reason"> & { reason: "waiting" });

type Put = Record<"stored" | "earlier" | "added", Uint8Array | null>;

export type Waiting = ReturnType<typeof openWaiting>;

/** @param stored what waited when the document was last open */
export function openWaiting(doc: Y.Doc, rules: Rules, stored: Stored["held"], tidyAfterBytes = usuallyTidyAfterBytes) {
  // Words that were called kept when what is given could still be written over, until they have come to their place.
  const earlier = new Map<Seat, { bytes: Uint8Array; ids: Ids }>();
  for (const { seat, earlier: bytes } of stored)
    if (bytes) earlier.set(seat, { bytes, ids: Y.parseUpdateMeta(bytes).to });
  const earlierOf = (seat: Seat): Ids | undefined => earlier.get(seat)?.ids;
  // Kept beside the words: to judge all of them again can take as long as it took to take them.
  const words = new Map<Seat, Held>();
  for (const { seat, bytes } of stored) {
    const verdict = judge(doc, bytes, seat, rules, atRest, earlierOf(seat));
    words.set(seat, { bytes, sections: verdict.kind === "accepted" ? verdict.waiting : [] });
  }
  const tidiedAt = new Map<Seat, number>();

  /** The same words in as few pieces as possible. */
  const tidy = (bytes: Uint8Array, seat: Seat): Uint8Array => {
    if (bytes.length < (tidiedAt.get(seat) ?? 0) + tidyAfterBytes) return bytes;
    const tidied = joined(bytes);
    tidiedAt.set(seat, tidied.length);
    return tidied;
  };

  return {
    /**
     * As the guard's `judge`, knowing what waits: words may build on those of the same seat that wait already. What is
     * to be held is then everything of that seat that waits, and that can be too much. `most` bounds what is new in
     * these bytes; `before` is what waits, where that is not what was put.
     */
    judge(bytes: Uint8Array, seat: Seat, most: Bound, before = words.get(seat)): Judged {
      // Words of earlier are taken as they were kept, and not as somebody says them again.
      const news = earlier.has(seat) ? lackedBy(doc, bytes, before?.bytes) : bytes;
      const verdict = judge(doc, news, seat, rules, most);
      const touches = verdict.kind === "incomplete" || (verdict.kind === "accepted" && verdict.held !== null);
      if (!before || !touches) return verdict;
      // These bytes came off the wire, but the guard has just read them, and reads what becomes of them again.
      const all = judge(doc, Y.mergeUpdates([before.bytes, news]), seat, rules, together, earlierOf(seat));
      // It would be no less in smaller pieces.
      return all.kind === "refused" && all.reason === "large" ? { ...all, reason: "waiting" } : all;
    },

    /** Judges words of a seat that wait, where they may come to their place however long their way is. */
    judgeAgain: (bytes: Uint8Array, seat: Seat, most: Bound = atRest): Verdict =>
      judge(doc, bytes, seat, rules, most, earlierOf(seat)),

    /** What waits for a seat and is not in the document. */
    of(seat: Seat): Uint8Array | null {
      const bytes = words.get(seat)?.bytes;
      return bytes ? lackedBy(doc, bytes) : null;
    },
    seats: (): Seat[] => [...words.keys()],

    /** The sections for which words of this seat wait. */
    sectionsOf: (seat: Seat): readonly string[] => words.get(seat)?.sections ?? [],

    /**
     * Puts what is `held` in the place of what waited for this seat; null when nothing does any more.
     * @returns what is to be stored now, which words of earlier are in it, and what of it is new to somebody who has the
     *   words before
     */
    put(seat: Seat, held: Held | null): Put {
      const before = words.get(seat);
      if (held === null) {
        words.delete(seat);
        earlier.delete(seat);
        tidiedAt.delete(seat);
        return { stored: null, earlier: null, added: null };
      }
      const { bytes, sections } = held;
      const stored = tidy(bytes, seat);
      words.set(seat, { bytes: stored, sections });
      return { stored, earlier: earlier.get(seat)?.bytes ?? null, added: lackedBy(doc, bytes, before?.bytes) };
    },
  };
}

/**
 * What of an update neither `doc` nor an earlier update holds. Nobody is shown the same id twice: a hostile seat can
 * say one thing of it to the document and another to what waits, and Yjs throws half way where it meets the second.
 */
function lackedBy(doc: Y.Doc, bytes: Uint8Array, earlier: Uint8Array = nothing): Uint8Array {
  const held = Y.parseUpdateMeta(earlier).to;
  const clients = [...Y.parseUpdateMeta(bytes).to.keys()];
  const reached = (client: number) => Math.max(Y.getState(doc.store, client), held.get(client) ?? 0);
  return Y.diffUpdate(bytes, Y.encodeStateVector(new Map(clients.map((client) => [client, reached(client)]))));
}
