/** The connections to living rooms: each stays only as long as its sitter may sit, and nobody has too many. */
import { closeCodes } from "../../lib/wire.ts";
import type { Records, Sitter } from "../records/records.ts";

export type Connection = { kind: "hold" | "shared" | "own"; sitter: Sitter; close(code: number): void };

// How many connections of one kind a person may have: tabs and devices.
const mostTabs = 8;
// Of how many it is looked up in one turn of the event loop whether they still sit there.
const seatsAtOnce = 100;

/** Opens the register of all connections of this process. */
export function openConnections(browsers: Records["browsers"], onFault: (error: unknown) => void) {
  const all = new Set<Connection>();

  const recheckOne = async (connection: Connection): Promise<void> => {
    const standing = await browsers.standing(connection.sitter);
    if (standing === "seat closed") connection.close(closeCodes.seatTaken);
    if (standing === "signed out") connection.close(closeCodes.signedOut);
  };
  const recheckSome = async (which: (connection: Connection) => boolean): Promise<void> => {
    await Promise.all([...all].filter(which).map(recheckOne));
  };

  return {
    /**
     * Watches over a connection: it is closed when its sitter may not sit any more, and when it is the oldest of too
     * many. Gives back how to stop.
     */
    watch(connection: Connection): () => void {
      all.add(connection);
      const { kind, sitter } = connection;
      const same = [...all].filter((one) => one.kind === kind && one.sitter.id === sitter.id);
      for (const { close } of same.slice(0, -mostTabs)) close(closeCodes.tooManyTabs);
      // Once more, now that nothing can slip by: the seat may have gone since the door.
      void recheckOne(connection).catch(onFault);
      return () => all.delete(connection);
    },

    /** Looks again whether those of a space may sit there. */
    recheck: (space: string): Promise<void> => recheckSome(({ sitter }) => sitter.space === space),
    /** Looks again whether each may sit where it does. What else is to be done comes in between. */
    async recheckAll(): Promise<void> {
      const seats = [...new Set([...all].map(({ sitter }) => sitter.id))];
      for (let from = 0; from < seats.length; from += seatsAtOnce) {
        const some = new Set(seats.slice(from, from + seatsAtOnce));
        const sitting = await browsers.sittingsOn([...some]);
        await recheckSome(({ sitter: { browser, id } }) => some.has(id) && !sitting.has(`${browser} ${id}`));
        // Reading is done at once, and awaiting it gives nobody else a turn.
        await new Promise((come) => setImmediate(come));
      }
    },

    /** Closes all of them, or those of some kinds. */
    close(code: number, kinds: readonly Connection["kind"][] = ["hold", "shared", "own"]): void {
      for (const { kind, close } of all) if (kinds.includes(kind)) close(code);
    },
  };
}
