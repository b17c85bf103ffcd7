/** The living rooms of this process: spaces and documents, opened when somebody comes and put away after they left. */
import { closeCodes } from "../../lib/wire.ts";
import { type Log, traceOf } from "../log.ts";
import type { Records, Sitter } from "../records/records.ts";
import { openBudget } from "./budget.ts";
import { openConnections } from "./connections.ts";
import { type Used, openDocuments } from "./documents.ts";
import { openErasing } from "./erasing.ts";
import { openLeases } from "./lease.ts";
import { type LiveSpace, openSpace } from "./space.ts";

export type RoomsParts = { records: Records; log: Log; now: () => number };

// Revocations are pushed; this catches what was changed behind our back, in the database itself.
const recheckEveryMs = 15_000;

export type Rooms = ReturnType<typeof openRooms>;

/** Opens the registry of living rooms. */
export function openRooms({ records, log, now }: RoomsParts) {
  const onFault = (error: unknown): void => log.error(traceOf(error), "a room has a fault");
  const connections = openConnections(records.browsers, onFault);
  const budget = openBudget();
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
  const documents = openDocuments({ records, spaces, work: budget.work, log, now, onFault });
  const seatChanged = async (space: string): Promise<void> => (await spaces.find(space))?.seatChanged();
  const erasing = openErasing({ records, documents, onErased: seatChanged, onFault });

  /** Judges again what waited in a space's shared document. */
  const releaseHeld = async (space: string): Promise<void> => {
    const { document, release } = await documents.useShared(space);
    try {
      await document.release();
    } finally {
      release();
    }
  };

  const rechecks = setInterval(() => {
    void connections.recheckAll().catch(onFault);
    void erasing.finish().catch(onFault);
  }, recheckEveryMs);

  return {
    useSpace: async (space: string): Promise<{ space: LiveSpace; release: () => void }> => {
      const { thing, release } = await spaces.use(space);
      return { space: thing, release };
    },
    useShared: documents.useShared,
    useOwn: ({ id }: Sitter): Promise<Used> => documents.useOwn(id),
    /** The time that a person's seat may use, over all its connections. */
    purseOf: ({ id }: Sitter) => budget.of(id),

    watch: connections.watch,
    recheck: connections.recheck,
    seatChanged,
    forgetPage: erasing.forgetPage,
    /** Somebody was put off a seat: what they wrote is erased once they cannot be let in again, by this process or the next. */
    async refused(space: string): Promise<void> {
      (await spaces.find(space))?.tellNews();
      erasing.finishLater(space);
    },
    finishRefusals: erasing.finish,

    /** Whether what is written now would be on the disk. */
    canKeep: (): boolean => records.inPlace(),
    /** Nothing can be kept any more: nobody may read that their words are. */
    cannotKeep: (): void => connections.close(closeCodes.cannotStore, ["shared", "own"]),

    /** Ends everything in order: connections first, then what they used. */
    async close(): Promise<void> {
      clearInterval(rechecks);
      erasing.close();
      connections.close(closeCodes.restart);
      await documents.closeAll();
      await spaces.closeAll();
    },
  };
}
