/** How one space is held as it stands in the records, and what is done where that is not what was known here. */
import type { Kept } from "../../lib/holding.ts";
import type { Records } from "../records/records.ts";

/**
 * Reads how a space is held.
 * @param now the server's clock
 */
export async function openStoredHolding(holdings: Records["holdings"], space: string, now: () => number) {
  let stored = await holdings.read(space, now());
  let inDoubt = false;
  return {
    /** Whether all of what stood there could be read. */
    isWhole: (): boolean => stored.whole,
    /** The state that is known here. */
    state: (): Kept => stored.state,

    /** Keeps another state, and gives it. @throws when it is not kept, or when nobody knows whether it is */
    async keep(state: Kept): Promise<Kept> {
      // A write that fails may be on the disk all the same, and one that is stale says that another's is.
      inDoubt = true;
      const version = await holdings.keep(space, stored, state, now());
      stored = { ...stored, state, version };
      inDoubt = false;
      return state;
    },

    /** Whether nobody knows what stands there, until it has been looked at again. */
    isInDoubt: (): boolean => inDoubt,

    /** After a write that failed: reads what stands there. Gives whether it is another state than was known here. */
    async lookAgain(): Promise<boolean> {
      if (!inDoubt) return false;
      const found = await holdings.read(space, now());
      inDoubt = false;
      if (found.version === stored.version) return false;
      stored = found;
      return true;
    },
  };
}
