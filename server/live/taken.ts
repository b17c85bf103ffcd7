/** What a document tells those who read it, and what became of what they wrote. */
import type { Seat } from "../../lib/seats.ts";
import type { Refused } from "../../lib/yjs-wire.ts";

/** Somebody who reads a document. */
export type Reader = {
  seat: Seat;
  /** New words, on disk already, as the document's own encoding. */
  show(update: Uint8Array): void;
  /** The sections in which words of this reader's seat wait now. */
  waits(sections: readonly string[]): void;
  /** The document in memory is no longer good; the one on disk is. */
  lost(because: "cannot store" | "fault"): void;
};

export type Taken =
  /** `kept` tells, once that is known, whether everything in it, and all that came before, is on disk. */
  | { kind: "taken"; kept: Promise<boolean> }
  | { kind: "incomplete" }
  /** The document in memory is no longer good: its readers are told so. */
  | { kind: "lost" }
  | { kind: "refused"; refused: Refused }
  /** It brings more than is taken at once: see `takeLarge`. */
  | { kind: "large" }
  /** There may be no room for it, and that has to be counted first: see `takeLarge`. */
  | { kind: "uncounted"; refused: Refused };
