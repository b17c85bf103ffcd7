/** The living rooms of this process: spaces and documents, opened when somebody comes and put away after they left. */
import { ownRules, ownSections, sections, sharedRules } from "../../lib/sections.ts";
import { closeCodes } from "../../lib/wire.ts";
import { type Log, traceOf } from "../log.ts";
import { standingOfSitter, type Sitter } from "../records/browsers.ts";
import type { Db } from "../records/database.ts";
import { type Journal, ownDocument, sharedDocument } from "../records/journal.ts";
import { type OpenDocument, openDocument } from "./document.ts";
import { openLeases } from "./lease.ts";
import { type LiveSpace, openSpace } from "./space.ts";
import { clearClientSections, mayNeedWitness, witnessNew } from "./witness.ts";

/** A connection that stays only as long as its sitter may sit. */
export type Connection = { kind: "hold" | "shared" | "own"; sitter: Sitter; close(code: number): void };

export type RoomsParts = { db: Db; journal: Journal; log: Log; now: () => number };

// Revocations are pushed; this catches what was changed behind our back, in the database itself.
const recheckEveryMs = 15_000;

export type Rooms = ReturnType<typeof openRooms>;

/** Opens the registry of living rooms. */
export function openRooms({ db, journal, log, now }: RoomsParts) {
  const onFault = (error: unknown): void => log.error(traceOf(error), "a room has a fault");
  const connections = new Set<Connection>();

  const spaces = openLeases<LiveSpace>(
    (id) => openSpace(id, { db, now, onMode: (space) => void releaseHeld(space).catch(onFault), onFault }),
    (space) => space.close(),
    onFault,
  );
  const documents = openLeases<OpenDocument>(
    (name) => openNamed(name),
    async (document) => {
      await document.close();
    },
    onFault,
  );
  // The space behind each shared document that is open, asked for its mode and names at the moment they matter.
  const behind = new Map<string, LiveSpace>();

  const openNamed = (name: string): Promise<OpenDocument> => {
    const onLost = (error: unknown): void => {
      documents.drop(name);
      log.error(traceOf(error), "a document was given up in memory and will be read from disk again");
    };
    if (!behind.has(name)) return openDocument({ name, rules: ownRules, sections: ownSections, journal, onLost });
    const space = (): LiveSpace => {
      const live = behind.get(name);
      if (!live) throw new Error("A shared document is open without its space.");
      return live;
    };
    return openDocument({
      name,
      rules: sharedRules(() => space().mode()),
      sections,
      journal,
      onLost,
      follow: (doc, written) => {
        if (mayNeedWitness(written)) witnessNew(doc, space().id, space().names(), now());
      },
    });
  };

  const useShared = async (space: string): Promise<{ document: OpenDocument; release: () => void }> => {
    const room = await spaces.use(space);
    const name = sharedDocument(space);
    behind.set(name, room.thing);
    try {
      const { thing, release } = await documents.use(name);
      return {
        document: thing,
        release: () => {
          release();
          room.release();
        },
      };
    } catch (error) {
      room.release();
      throw error;
    }
  };

  /** Judges again what waited in a space's shared document. */
  const releaseHeld = async (space: string): Promise<void> => {
    const { document, release } = await useShared(space);
    document.release();
    release();
  };

  const recheckOne = async (connection: Connection): Promise<void> => {
    const standing = await standingOfSitter(db, connection.sitter);
    if (standing === "seat closed") connection.close(closeCodes.seatTaken);
    if (standing === "signed out") connection.close(closeCodes.signedOut);
  };

  const recheck = async (which: (connection: Connection) => boolean): Promise<void> => {
    await Promise.all([...connections].filter(which).map(recheckOne));
  };

  const rechecks = setInterval(() => void recheck(() => true).catch(onFault), recheckEveryMs);

  return {
    useSpace: async (space: string): Promise<{ space: LiveSpace; release: () => void }> => {
      const { thing, release } = await spaces.use(space);
      return { space: thing, release };
    },
    useShared,
    useOwn: async ({ id }: Sitter): Promise<{ document: OpenDocument; release: () => void }> => {
      const { thing, release } = await documents.use(ownDocument(id));
      return { document: thing, release };
    },

    /** Watches over a connection: it is closed when its sitter may not sit any more. Gives back how to stop. */
    watch(connection: Connection): () => void {
      connections.add(connection);
      return () => connections.delete(connection);
    },
    /** The connections of one kind that this person has, the oldest first. */
    connectionsOf: ({ id }: Sitter, kind: Connection["kind"]): Connection[] =>
      [...connections].filter(({ kind: of, sitter }) => of === kind && sitter.id === id),

    async seatChanged(space: string): Promise<void> {
      await (await spaces.find(space))?.seatChanged();
    },
    async recheck(space: string): Promise<void> {
      await recheck(({ sitter }) => sitter.space === space);
      await (await spaces.find(space))?.seatChanged();
    },
    async clearClient(space: string, seat: string): Promise<void> {
      documents.drop(ownDocument(seat));
      const { document, release } = await useShared(space);
      await document.write(clearClientSections);
      release();
    },

    /** Ends everything in order: connections first, then what they used. */
    async close(): Promise<void> {
      clearInterval(rechecks);
      for (const { close } of connections) close(closeCodes.restart);
      await documents.closeAll();
      await spaces.closeAll();
    },
  };
}
