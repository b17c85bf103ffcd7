/** A kept state after the machine's clock was set back: its times go back with it, so that nothing lasts longer. */
import type { Kept } from "./holding.ts";

/** The state as it was when it was kept, `by` ms earlier. */
export function movedBack(state: Kept, by: number): Kept {
  const { quiet, noOutcome, session } = state;
  const ends = quiet?.state === "running" && quiet.ends !== null ? { ends: quiet.ends - by } : null;
  return {
    ...state,
    quiet: quiet?.state === "running" ? { ...quiet, ...ends } : quiet,
    noOutcome: noOutcome && { since: noOutcome.since - by },
    session: session && { ...session, since: session.since - by },
  };
}
