/** The open documents of this process, shared and private: read from disk when somebody comes, put away after they left. */
import type * as Y from "yjs";
import { ownRules, ownSections, sections, sharedRules } from "../../lib/sections.ts";
import { type Log, traceOf } from "../log.ts";
import { type Records, ownDocument, sharedDocument } from "../records/records.ts";
import type { Budget } from "./budget.ts";
import { type OpenDocument, openDocument } from "./document.ts";
import { allOf } from "./follow.ts";
import { type Leases, openLeases } from "./lease.ts";
import { type Place, openPlace } from "./place.ts";
import type { LiveSpace } from "./space.ts";
import { openGivenWitness } from "./witness-given.ts";
import { openWitness } from "./witness.ts";

type Parts = {
  records: Records;
  spaces: Leases<LiveSpace>;
  work: Budget["work"];
  log: Log;
  now: () => number;
  onFault: (error: unknown) => void;
};

type Open = { document: OpenDocument; place: Place; letGo: () => void };
/** A document that somebody uses, and how they let it go. */
export type Used = { document: OpenDocument; place: Place; release: () => void };

/** Opens the registry of documents. */
export function openDocuments({ records, spaces, work, log, now, onFault }: Parts) {
  const { journal, epochs } = records;

  const close = async ({ document, letGo }: Open): Promise<void> => {
    await document.close();
    letGo();
  };
  const lostBy = (drop: () => void) => (error: unknown) => {
    drop();
    log.error(traceOf(error), "a document was given up in memory and will be read from disk again");
  };
  /** Opens the place of a document that was opened. Where that fails nobody will put the document away: it is done here. */
  const placed = async (name: string, document: OpenDocument, bornAt: Promise<number>): Promise<Place> => {
    if (!document.whole)
      log.error("a document is damaged on the disk: it is read as far as it is whole, and not written");
    try {
      return await openPlace(epochs, name, await bornAt, document.reached);
    } catch (error) {
      await document.close().catch(onFault);
      throw error;
    }
  };

  // A shared document asks its space for the mode and the names at the moment they matter, so it holds it open.
  const shared = openLeases<Open>(
    async (id, forget) => {
      const { thing: space, release: letGo } = await spaces.use(id);
      const onLost = lostBy(() => {
        forget();
        letGo();
      });
      const follow = function* (doc: Y.Doc) {
        const parts = { doc, space: id, names: () => space.names(), now };
        return allOf([yield* openWitness(parts), yield* openGivenWitness(parts)]);
      };
      const name = sharedDocument(id);
      const rules = sharedRules(() => space.mode());
      try {
        const document = await openDocument({ name, rules, sections, journal, onLost, follow, work });
        return { document, place: await placed(name, document, records.spaces.openedAt(id)), letGo };
      } catch (error) {
        letGo();
        throw error;
      }
    },
    close,
    onFault,
  );
  const own = openLeases<Open>(
    async (seat, forget) => {
      const name = ownDocument(seat);
      const parts = { name, rules: ownRules, sections: ownSections, journal, onLost: lostBy(forget), work };
      const document = await openDocument(parts);
      return { document, place: await placed(name, document, records.people.takenAt(seat)), letGo() {} };
    },
    close,
    onFault,
  );

  const use = async (leases: Leases<Open>, id: string): Promise<Used> => {
    const { thing, release } = await leases.use(id);
    return { document: thing.document, place: thing.place, release };
  };

  return {
    /** The shared document of a space. */
    useShared: (space: string): Promise<Used> => use(shared, space),
    /** The page of the person on a seat. */
    useOwn: (seat: string): Promise<Used> => use(own, seat),
    /** Puts the page of a seat away, with whoever reads it. What is under way to the disk has come there by then. */
    dropOwn: (seat: string): Promise<void> => own.putAway(seat),
    async closeAll(): Promise<void> {
      await Promise.all([shared.closeAll(), own.closeAll()]);
    },
  };
}
