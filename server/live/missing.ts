/** What a writer is owed since something came that builds on words which are not here. */
import { closeCodes } from "../../lib/wire.ts";

/** What a message leads to: the code to close the connection with, or nothing. */
export type Ending = number | undefined;

// How often an answer may still lack something, and how many updates may lack something before one comes.
const mostQuestions = 3;
const mostUnplaced = 100;
const mostOwed = 1_000;

/**
 * Follows a connection through its gaps. An update that cannot be placed is dropped: an honest client sends it once
 * more, with everything else, as the answer to `ask`. Until then nothing is called kept.
 */
export function openMissing(ask: () => void, acknowledge: (number: number) => void) {
  let gap: { questions: number; unplaced: number; owed: number[] } | null = null;

  const askForAll = (): Ending => {
    gap ??= { questions: 0, unplaced: 0, owed: [] };
    gap.questions += 1;
    if (gap.questions > mostQuestions) return closeCodes.otherEpoch;
    ask();
    return undefined;
  };

  return {
    /** An update could not be placed. */
    miss(): Ending {
      if (gap === null) return askForAll();
      gap.unplaced += 1;
      return gap.unplaced > mostUnplaced ? closeCodes.otherEpoch : undefined;
    },
    /** An answer could not be placed. */
    missAgain: askForAll,
    /** An answer was placed: nothing is missing any more. */
    fill(): Ending {
      const owed = gap?.owed ?? [];
      gap = null;
      for (const number of owed) acknowledge(number);
      return undefined;
    },
    /** The writer asks to hear when everything up to this number is kept. */
    owe(number: number): Ending {
      if (gap === null) acknowledge(number);
      else if (gap.owed.push(number) > mostOwed) return closeCodes.tooMany;
      return undefined;
    },
  };
}
