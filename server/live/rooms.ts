/** The living rooms of this process: spaces and documents, opened when somebody comes and put away after they left. */
import type * as Y from "yjs";
import { letInMs } from "../../lib/api.ts";
import { ownRules, ownSections, sections, sharedRules } from "../../lib/sections.ts";
import { closeCodes } from "../../lib/wire.ts";
import { type Log, traceOf } from "../log.ts";
import { type Records, type Sitter, ownDocument, sharedDocument } from "../records/records.ts";
import { clearClient } from "./clear-client.ts";
import { openBudget } from "./budget.ts";
import { type OpenDocument, openDocument } from "./document.ts";
import { allOf } from "./follow.ts";
import { openLeases } from "./lease.ts";
import { type Place, openPlace } from "./place.ts";
import { type LiveSpace, openSpace } from "./space.ts";
import { openGivenWitness } from "./witness-given.ts";
import { openWitness } from "./witness.ts";

/** A connection that stays only as long as its sitter may sit. */
export type Connection = { kind: "hold" | "shared" | "own"; sitter: Sitter; close(code: number): void };

export type RoomsParts = { records: Records; log: Log; now: () => number };

// Revocations are pushed; this catches what was changed behind our back, in the database itself.
const recheckEveryMs = 15_000;
// How many connections of one kind a person may have: tabs and devices.
const mostTabs = 8;

/** A document that somebody uses, and how they let it go. */
type Used = { document: OpenDocument; place: Place; release: () => void };

export type Rooms = ReturnType<typeof openRooms>;

/** Opens the registry of living rooms. */
export function openRooms({ records, log, now }: RoomsParts) {
  const { journal, epochs } = records;
  const onFault = (error: unknown): void => log.error(traceOf(error), "a room has a fault");
  const connections = new Set<Connection>();
  const budget = openBudget();
  const { work } = budget;

  const spaces = openLeases<LiveSpace>(
    (id) =>
      openSpace(id, {
        records,
        now,
        onMode: (space) => void releaseHeld(space).catch(onFault),
        onForgotten: () => void records.leaveDisk().catch(onFault),
        onDamaged: () =>
          log.error("how a room is held is damaged on the disk: what could not be read of it is at rest"),
        onFault,
      }),
    (space) => space.close(),
    onFault,
  );
  type Open = { document: OpenDocument; place: Place; letGo: () => void };
  const close = async ({ document, letGo }: Open): Promise<void> => {
    await document.close();
    letGo();
  };
  const lostBy = (drop: () => void) => (error: unknown) => {
    drop();
    log.error(traceOf(error), "a document was given up in memory and will be read from disk again");
  };

  // A shared document asks its space for the mode and the names at the moment they matter, so it holds it open.
  const shared = openLeases<Open>(
    async (id) => {
      const { thing: space, release: letGo } = await spaces.use(id);
      const onLost = lostBy(() => {
        shared.drop(id);
        letGo();
      });
      const follow = function* (doc: Y.Doc) {
        const parts = { doc, space: id, names: () => space.names(), now };
        return allOf([yield* openWitness(parts), yield* openGivenWitness(parts)]);
      };
      const name = sharedDocument(id);
      const rules = sharedRules(() => space.mode());
      try {
        const document = lookedAt(await openDocument({ name, rules, sections, journal, onLost, follow, work }));
        return {
          document,
          place: await openPlace(epochs, name, await records.spaces.openedAt(id), document.reached),
          letGo,
        };
      } catch (error) {
        letGo();
        throw error;
      }
    },
    close,
    onFault,
  );
  const own = openLeases<Open>(
    async (seat) => {
      const name = ownDocument(seat);
      const onLost = lostBy(() => own.drop(seat));
      const parts = { name, rules: ownRules, sections: ownSections, journal, onLost, work };
      const document = lookedAt(await openDocument(parts));
      return {
        document,
        place: await openPlace(epochs, name, await records.people.takenAt(seat), document.reached),
        letGo() {},
      };
    },
    close,
    onFault,
  );

  const useShared = async (space: string): Promise<Used> => {
    const { thing, release } = await shared.use(space);
    return { document: thing.document, place: thing.place, release };
  };

  /** Judges again what waited in a space's shared document. */
  const releaseHeld = async (space: string): Promise<void> => {
    const { document, release } = await useShared(space);
    try {
      await document.release();
    } finally {
      release();
    }
  };

  /** Says of a document that was opened whether it is whole on the disk. */
  const lookedAt = (document: OpenDocument): OpenDocument => {
    if (!document.whole)
      log.error("a document is damaged on the disk: it is read as far as it is whole, and not written");
    return document;
  };

  const recheckOne = async (connection: Connection): Promise<void> => {
    const standing = await records.browsers.standing(connection.sitter);
    if (standing === "seat closed") connection.close(closeCodes.seatTaken);
    if (standing === "signed out") connection.close(closeCodes.signedOut);
  };

  const recheck = async (which: (connection: Connection) => boolean): Promise<void> => {
    await Promise.all([...connections].filter(which).map(recheckOne));
  };

  /** Erases the private page of a person on a seat that nobody sits on any more. */
  const forgetPage = async (seat: string): Promise<void> => {
    const open = own.find(seat);
    own.drop(seat);
    // What is under way to the disk comes to its end there before it is erased.
    if (open) await close(await open);
    await records.refusals.erase(seat);
    await records.leaveDisk();
  };

  /** Takes the words of a refused client out of the shared document, and erases their own page. */
  const clearAfter = async (space: string, seat: string): Promise<void> => {
    const { document, release } = await useShared(space);
    try {
      await document.forgetHeld("client");
      await document.write(clearClient);
    } finally {
      release();
    }
    await forgetPage(seat);
  };

  const recheckAll = async (): Promise<void> => {
    const sitting = await records.browsers.allSittings();
    await recheck(({ sitter: { browser, id } }) => !sitting.has(`${browser} ${id}`));
  };

  /** Erases what refused people wrote who cannot be let in again, everywhere or in one space, also where it failed before. */
  const finishRefusals = async (only?: string): Promise<void> => {
    for (const refused of await records.refusals.due(only)) {
      if (!(await records.refusals.beginErasing(refused))) continue;
      if (refused.back_as === null) await clearAfter(refused.space, refused.id);
      else await forgetPage(refused.id);
      // Only now: what ends with the client opens sections, and would let in what waited.
      await (await spaces.find(refused.space))?.seatChanged();
    }
  };
  const rechecks = setInterval(() => {
    void recheckAll().catch(onFault);
    void finishRefusals().catch(onFault);
  }, recheckEveryMs);
  const finishing = new Set<NodeJS.Timeout>();

  return {
    useSpace: async (space: string): Promise<{ space: LiveSpace; release: () => void }> => {
      const { thing, release } = await spaces.use(space);
      return { space: thing, release };
    },
    /** The time that a person's seat may use, over all its connections. */
    purseOf: ({ id }: Sitter) => budget.of(id),
    useShared,
    useOwn: async ({ id }: Sitter): Promise<Used> => {
      const { thing, release } = await own.use(id);
      return { document: thing.document, place: thing.place, release };
    },

    /**
     * Watches over a connection: it is closed when its sitter may not sit any more, and when it is the oldest of too
     * many. Gives back how to stop.
     */
    watch(connection: Connection): () => void {
      connections.add(connection);
      const { kind, sitter } = connection;
      const same = [...connections].filter((one) => one.kind === kind && one.sitter.id === sitter.id);
      for (const { close } of same.slice(0, -mostTabs)) close(closeCodes.tooManyTabs);
      // Once more, now that nothing can slip by: the seat may have gone since the door.
      void recheckOne(connection).catch(onFault);
      return () => connections.delete(connection);
    },

    async seatChanged(space: string): Promise<void> {
      await (await spaces.find(space))?.seatChanged();
    },
    forgetPage,
    recheck: (space: string): Promise<void> => recheck(({ sitter }) => sitter.space === space),

    /** Somebody was put off a seat: what they wrote is erased once they cannot be let in again, by this process or the next. */
    async refused(space: string): Promise<void> {
      (await spaces.find(space))?.tellNews();
      const finish = setTimeout(() => {
        finishing.delete(finish);
        void finishRefusals(space).catch(onFault);
      }, letInMs);
      finishing.add(finish);
    },
    finishRefusals,

    /** Whether what is written now would be on the disk. */
    canKeep: (): boolean => records.inPlace(),
    /** Nothing can be kept any more: nobody may read that their words are. */
    cannotKeep(): void {
      for (const { kind, close } of connections) if (kind !== "hold") close(closeCodes.cannotStore);
    },

    /** Ends everything in order: connections first, then what they used. */
    async close(): Promise<void> {
      clearInterval(rechecks);
      for (const finish of finishing) clearTimeout(finish);
      for (const { close } of connections) close(closeCodes.restart);
      await Promise.all([shared.closeAll(), own.closeAll()]);
      await spaces.closeAll();
    },
  };
}
