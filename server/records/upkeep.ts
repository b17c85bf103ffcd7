/** What is done again and again while the database is open: the log emptied, pages given back, the files looked for. */
import type { Database } from "./database.ts";

// What was erased from the tables stands in the log until it is emptied.
const tidyEveryMs = 60_000;
const lookEveryMs = 2_000;
const tryEveryMs = 5_000;

export const filesGone = "the database files are not in their place any more: nothing is kept until they are back";

/** What may have to be said of the disk, and how grave it is. */
export const gravityOf = {
  [filesGone]: "fatal",
  "the database files are in their place again": "warn",
  "the disk takes what is written again": "warn",
  "a reader holds the write-ahead log: erased bytes leave it later": "warn",
  "the write-ahead log could not be emptied: erased bytes leave it later": "error",
  "the database could not be opened again": "error",
} as const;
export type News = keyof typeof gravityOf;

/**
 * Keeps a database in order until it is closed.
 * @param tell hears each thing once, when it begins
 * @returns how to stop
 */
export function openUpkeep(database: Database, tell: (news: News, error?: unknown) => void): () => void {
  let inPlace = true;
  const look = (): void => {
    const now = database.inPlace();
    if (now !== inPlace) tell(now ? "the database files are in their place again" : filesGone);
    inPlace = now;
  };
  const tidy = async (): Promise<void> => {
    if (!(await database.tidy())) tell("a reader holds the write-ahead log: erased bytes leave it later");
  };
  const tryToWrite = async (): Promise<void> => {
    if (database.onlyReads() && (await database.tryToWrite())) tell("the disk takes what is written again");
  };
  const every = (ms: number, work: () => Promise<void>, fault: News): NodeJS.Timeout =>
    setInterval(() => void work().catch((error: unknown) => tell(fault, error)), ms);
  const timers = [
    setInterval(look, lookEveryMs),
    every(tidyEveryMs, tidy, "the write-ahead log could not be emptied: erased bytes leave it later"),
    every(tryEveryMs, tryToWrite, "the database could not be opened again"),
  ];
  return () => timers.forEach(clearInterval);
}
