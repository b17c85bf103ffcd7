/** Keeps the words of a seat that wait, and tells its readers what waits. */
import type { Seat } from "../../lib/seats.ts";
import type { DocumentParts } from "./document-parts.ts";
import type { Reader } from "./taken.ts";
import type { Held, Waiting } from "./waiting.ts";

type Parts = Pick<DocumentParts, "name" | "journal"> & {
  waiting: Waiting;
  readers: Iterable<Reader>;
  /** Does something on disk as soon as everything before it is there. */
  afterwards: (work: () => Promise<void>) => void;
};

/**
 * Opens what keeps the words that wait in a document.
 * @returns how to keep what waits for a seat, and show it to that seat's readers but `from`. What leaves is in the journal before.
 */
export function openHeldWords({ name, journal, waiting, readers, afterwards }: Parts) {
  const told = new Map(waiting.seats().map((seat) => [seat, waiting.sectionsOf(seat).join()]));

  const tell = (seat: Seat): void => {
    const sections = waiting.sectionsOf(seat);
    if (sections.join() === (told.get(seat) ?? "")) return;
    told.set(seat, sections.join());
    for (const reader of readers) if (reader.seat === seat) reader.waits(sections);
  };

  return (seat: Seat, held: Held | null, from: Reader | null): void => {
    const { stored, earlier, added } = waiting.put(seat, held);
    afterwards(async () => {
      await journal.keepHeld(name, seat, stored, earlier);
      if (added) for (const reader of readers) if (reader.seat === seat && reader !== from) reader.show(added);
      tell(seat);
    });
  };
}
