/** How the records are opened: the one place that knows which implementation there is. */
import type { Records, Tell } from "./records.ts";
import { openSqlite } from "./sqlite.ts";

/**
 * Opens what the server keeps, in a folder.
 * @param now the server's clock: ms since 1970, never backwards within a process
 * @throws CannotServe when it is served already, or cannot be read
 */
export const openRecords = (dataDir: string, now: () => number, tell: Tell): Promise<Records> =>
  openSqlite(dataDir, now, tell);
