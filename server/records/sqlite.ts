/** The records in an embedded database: what `records` promises, from the files beside this one. */
import { answerBack, inviteBack, takeBack, withdrawBack } from "./back.ts";
import * as browsers from "./browsers.ts";
import { bringToNow } from "./clock.ts";
import { type Database, type Db, openDatabase } from "./database.ts";
import { openEpochs } from "./epochs.ts";
import { join, lookAtInvitation, renewInvitation, withdrawInvitation } from "./invitations.ts";
import { openJournal } from "./journal.ts";
import { newReturnKey, personOf, returnWith } from "./keys.ts";
import { asPerson, noteArrival, peopleOf, recognise, takenAt } from "./people.ts";
import type { Epochs, Records, Tell } from "./records.ts";
import * as refusals from "./refusals.ts";
import { heldSeat, infoFor, keepHolding, openSpace, openedAt, readHolding } from "./spaces.ts";
import { filesGone, gravityOf, openUpkeep } from "./upkeep.ts";
import { takesNothing } from "./work.ts";
import { openWriterBeside } from "./writer.ts";

/**
 * Opens the records in `dataDir`, made if there are none.
 * @param open how the writer is opened: on a thread of its own, but for tests that move the clock
 * @throws CannotServe when another process serves the same folder, or the data cannot be read
 */
export async function openSqlite(
  dataDir: string,
  now: () => number,
  tell: Tell,
  open = openWriterBeside,
): Promise<Records> {
  const database = await openDatabase(dataDir, open);
  try {
    return await recordsIn(database, now, tell);
  } catch (error) {
    await database.close();
    throw error;
  }
}

/** The records in a database that is open, and closed with them. */
export async function recordsIn(database: Database, now: () => number, tell: Tell): Promise<Records> {
  if (database.onlyReads())
    tell({
      gravity: "error",
      words: "nothing can be written to the disk: what is there can be read, and nothing is kept",
    });
  const epochs = await openEpochs(database, now);
  await bringToNow(database.db, Date.now()).catch((error: unknown) =>
    tell({ gravity: "error", words: "times ahead could not be set" }, error),
  );
  return { ...kept(database, epochs), ...care(database, tell) };
}

/** What is kept, by what it is. */
function kept(database: Database, epochs: Epochs) {
  const { db } = database;
  const on =
    <A extends unknown[], R>(work: (db: Db, ...values: A) => R) =>
    (...values: A): R =>
      work(db, ...values);
  return {
    spaces: { open: on(openSpace), openedAt: on(openedAt), infoFor: on(infoFor), heldSeat: on(heldSeat) },
    holdings: { read: on(readHolding), keep: on(keepHolding) },
    people: {
      async of(space: string) {
        const { client, practitioner } = await peopleOf(db, space);
        return { client: client && asPerson(client), practitioner: practitioner && asPerson(practitioner) };
      },
      hasClient: on(refusals.hasClient),
      recognise: on(recognise),
      noteArrival: on(noteArrival),
      takenAt: on(takenAt),
    },
    browsers: {
      sitterIn: on(browsers.sitterIn),
      formerSitterIn: on(browsers.formerSitterIn),
      sittersFor: on(browsers.sittersFor),
      known: on(browsers.knownBrowser),
      standing: on(browsers.standingOfSitter),
      sittingsOn: on(browsers.sittingsOn),
      renew: on(browsers.renew),
      standUp: on(browsers.standUp),
    },
    invitations: {
      renew: on(renewInvitation),
      withdraw: on(withdrawInvitation),
      look: on(lookAtInvitation),
      join: on(join),
    },
    backLinks: {
      make: on(inviteBack),
      withdraw: on(withdrawBack),
      answer: on(answerBack),
      takeBack: (former: string) => db.transaction().execute((step) => takeBack(step, former, "is refused")),
    },
    keys: { make: on(newReturnKey), personOf: on(personOf), returnWith: on(returnWith) },
    refusals: {
      refuse: on(refusals.refuseNewcomer),
      letInAgain: on(refusals.letInAgain),
      endLettingIn: on(refusals.endLettingIn),
      due: on(refusals.refusalsDue),
      beginErasing: on(refusals.beginErasing),
      erase: on(refusals.eraseRefused),
    },
    journal: openJournal(database),
    epochs,
  };
}

/** How the files are looked after. */
function care(database: Database, tell: Tell) {
  return {
    notices: database.notices,
    takesNothing,
    inPlace: () => database.inPlace(),
    canWrite: () => database.canWrite(),
    async leaveDisk() {
      if (!(await database.emptyLog()))
        tell({
          gravity: "warn",
          words: "a reader holds the write-ahead log: erased bytes leave it with the next one",
        });
    },
    upkeep: (lost: () => void) =>
      openUpkeep(database, (news, error) => {
        tell({ gravity: gravityOf[news], words: news }, error);
        if (news === filesGone) lost();
      }),
    async close() {
      if (!(await database.close()))
        tell({
          gravity: "warn",
          words: "the write-ahead log could not be emptied: it holds what was kept, and is read at the next start",
        });
    },
  };
}
