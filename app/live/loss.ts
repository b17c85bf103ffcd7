/** What a page knows of the life its document is in at the server, and of the loss that this life began with. */
import * as Y from "yjs";
import type { PlaceSaid } from "../../lib/yjs-wire.ts";

/** That the server was set back. `to` in ms since 1970, null where nobody knows to when. */
export type Loss = {
  /** Tells one loss from another, so that it is said once. */
  id: string;
  to: number | null;
  /** Whether this page still brings back what it has. */
  regaining: boolean;
};

// Until then nobody has written anew what was lost: words go back to their places, and do not stand there twice.
const lateAfterMs = 5 * 60_000;

export type Epoch = ReturnType<typeof openEpoch>;

/** Follows what the server says of where the document stands. */
export function openEpoch() {
  let said: PlaceSaid | null = null;
  return {
    /** To be given back at the next connection. */
    place: (): string => said?.place ?? "",
    /** Takes what the server says. Gives whether this is another life than the one before. */
    hear(now: PlaceSaid): boolean {
      const isOther = said !== null && said.epoch !== now.epoch;
      said = now;
      return isOther;
    },
    /** Whether the loss is so long ago that people may have written anew what was lost. */
    isLate: (): boolean => said?.setBack != null && said.now - said.setBack.at > lateAfterMs,
    /**
     * The loss as it is to be told; null where there was none. One that only this page has noticed has no time.
     * @param before what was told until now, and is again while nothing of it is another
     */
    loss(before: Loss | null, regaining: boolean): Loss | null {
      const known = said?.setBack ?? null;
      if (known === null && before === null && !regaining) return null;
      const now = { id: known === null ? "noticed" : `${known.at}`, to: known?.to ?? null, regaining };
      return JSON.stringify(now) === JSON.stringify(before) ? before : now;
    },
  };
}

/** A document that holds all of two, and goes on following the first. */
export function joined(first: Y.Doc, second: Y.Doc): Y.Doc {
  const both = new Y.Doc();
  for (const doc of [first, second]) Y.applyUpdate(both, Y.encodeStateAsUpdate(doc));
  first.on("update", (update: Uint8Array) => Y.applyUpdate(both, update));
  return both;
}
