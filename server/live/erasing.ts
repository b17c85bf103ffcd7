/** Erases what somebody wrote who was put off a seat, once they cannot be let in again. */
import { letInMs } from "../../lib/api.ts";
import type { Records, Refused } from "../records/records.ts";
import { clearClient } from "./clear-client.ts";
import type { openDocuments } from "./documents.ts";

type Parts = {
  records: Records;
  documents: ReturnType<typeof openDocuments>;
  /** Called when nothing is left in a space of somebody who was put off. */
  onErased: (space: string) => Promise<void>;
  onFault: (error: unknown) => void;
};

/** Opens what erases, until `close` is called. What was not done by then is due for the next process. */
export function openErasing({ records, documents, onErased, onFault }: Parts) {
  const finishing = new Set<NodeJS.Timeout>();
  const underWay = new Map<string, Promise<void>>();

  /** Erases the private page of a person on a seat that nobody sits on any more. */
  const forgetPage = async (seat: string): Promise<void> => {
    await documents.dropOwn(seat);
    await records.refusals.erase(seat);
    await records.leaveDisk();
  };

  /** Takes the words of a refused client out of the shared document, and erases their own page. */
  const clearAfter = async (space: string, seat: string): Promise<void> => {
    const { document, release } = await documents.useShared(space);
    try {
      await document.forgetHeld("client");
      await document.write(clearClient);
    } finally {
      release();
    }
    await forgetPage(seat);
  };

  const eraseOne = async (refused: Refused): Promise<void> => {
    if (!(await records.refusals.beginErasing(refused))) return;
    if (refused.back_as === null) await clearAfter(refused.space, refused.id);
    else await forgetPage(refused.id);
    // Only now: what ends with the client opens sections, and would let in what waited.
    await onErased(refused.space);
  };

  /** Erases somebody, or waits for that where it is under way: what comes after it may be another's words. */
  const erase = (refused: Refused): Promise<void> => {
    const begun = underWay.get(refused.id);
    if (begun) return begun;
    const erasing = eraseOne(refused).finally(() => underWay.delete(refused.id));
    underWay.set(refused.id, erasing);
    return erasing;
  };

  /**
   * Erases what is due, everywhere or in one space, also where it failed before.
   * @throws where somebody could not be erased, once all the others have been tried
   */
  const finish = async (only?: string): Promise<void> => {
    const due = await records.refusals.due(only);
    const faults: unknown[] = [];
    for (const refused of due) await erase(refused).catch((error: unknown) => void faults.push(error));
    for (const fault of faults) onFault(fault);
    if (faults.length > 0) throw new Error(`${faults.length} of ${due.length} could not be erased.`);
  };

  return {
    forgetPage,
    finish,
    /** Erases what is due in a space as soon as nobody can be let in there again. */
    finishLater(space: string): void {
      const later = setTimeout(() => {
        finishing.delete(later);
        void finish(space).catch(onFault);
      }, letInMs);
      finishing.add(later);
    },
    close(): void {
      for (const later of finishing) clearTimeout(later);
    },
  };
}
