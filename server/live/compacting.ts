/** When the state of a document takes the place of its journal: by rows, by bytes, and soon after something was deleted. */

// Bounds on the next cold open, and on what a document may take on the disk beside its own size.
const mostRows = 2_000;
const leastBytes = 256 * 1024;
/** What was deleted leaves the journal after this, also while the document stays open. */
export const deletedStaysMs = 2 * 60_000;

/**
 * @param stored the state and what the journal holds since
 * @param compact puts the present state in the journal's place, and calls `begun` and `done`
 */
export function openCompacting(
  stored: { state: Uint8Array | null; updates: readonly Uint8Array[] },
  compact: () => void,
) {
  let rows = 0;
  let bytes = 0;
  let size = stored.state?.length ?? 0;
  let timer: NodeJS.Timeout | undefined;
  const count = (updates: readonly Uint8Array[]): void => {
    rows += updates.length;
    for (const update of updates) bytes += update.length;
  };
  /** Something was deleted that the journal still holds. */
  const deleted = (): void => void (timer ??= setTimeout(compact, deletedStaysMs));

  count(stored.updates);
  // What a process left behind that ended in the middle of its work may hold deleted words.
  if (rows > 0) deleted();

  return {
    /** Updates came into the journal. */
    added(updates: readonly Uint8Array[]): void {
      count(updates);
      if (rows > mostRows || bytes > Math.max(leastBytes, 2 * size)) compact();
    },
    deleted,
    now: compact,
    /** A state is being made. What comes from now on may not be in it, and counts anew. */
    begun(): void {
      rows = bytes = 0;
      clearTimeout(timer);
      timer = undefined;
    },
    /** A state of this many bytes stands in the journal's place. */
    done: (state: number): number => (size = state),
    /** Whether the journal holds anything beside the state. */
    isDue: (): boolean => rows > 0,
    close: (): void => clearTimeout(timer),
  };
}
