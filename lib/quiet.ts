/** Quiet together: what an offer of one, a yes and a *not now* make of it. Pure; time comes in from outside. */
import type { PlainCode, Refusal } from "./refusals.ts";
import type { Seat } from "./seats.ts";

/** Whole minutes, from 1 to 60 as they are offered; null is open-ended. */
export type Minutes = number | null;

export type OfferedQuiet = { state: "offered"; by: Seat; minutes: Minutes };
/** `ends` is in ms on the server's clock, null when open-ended. */
type RunningQuiet = {
  state: "running";
  minutes: Minutes;
  ends: number | null;
  longer: { by: Seat; minutes: number } | null;
};
export type Quiet = null | OfferedQuiet | RunningQuiet;

type Become = { ok: true; quiet: Quiet } | { ok: false; refusal: Refusal };

const done = (quiet: Quiet): Become => ({ ok: true, quiet });
const refused = (code: PlainCode): Become => ({ ok: false, refusal: { code } });

export function offerQuiet(quiet: Quiet, seat: Seat, minutes: Minutes, instead: boolean): Become {
  if (quiet?.state === "running") {
    if (quiet.ends === null) return refused("quiet-endless");
    if (minutes === null) return refused("quiet-how-long");
    const { longer } = quiet;
    if (longer && longer.by !== seat && !instead && longer.minutes <= minutes) return done(quiet);
    return done({ ...quiet, longer: { by: seat, minutes } });
  }
  // Two offers that crossed on the way: the shorter one stands, and its owner waits for the other.
  const crossed = quiet !== null && quiet.by !== seat && !instead;
  if (crossed && (quiet.minutes ?? Infinity) <= (minutes ?? Infinity)) return done(quiet);
  return done({ state: "offered", by: seat, minutes });
}

export function acceptQuiet(quiet: Quiet, seat: Seat, seen: Minutes | undefined, now: number): Become {
  if (quiet?.state === "running") {
    const { longer, ends } = quiet;
    if (!longer || ends === null) return refused("quiet-running");
    if (longer.by === seat) return refused("own-offer");
    if (seen !== undefined && seen !== longer.minutes) return refused("offer-changed");
    const minutes = (quiet.minutes ?? 0) + longer.minutes;
    return done({ ...quiet, minutes, ends: ends + longer.minutes * 60_000, longer: null });
  }
  if (!quiet) return refused("no-offer");
  if (quiet.by === seat) return refused("own-offer");
  if (seen !== undefined && seen !== quiet.minutes) return refused("offer-changed");
  const ends = quiet.minutes === null ? null : now + quiet.minutes * 60_000;
  return done({ state: "running", minutes: quiet.minutes, ends, longer: null });
}

/** *Not now* from who was asked, and taking it back from who offered: the same act, and no name is shown for it. */
export function declineQuiet(quiet: Quiet): Become {
  if (quiet?.state === "offered") return done(null);
  if (quiet?.longer) return done({ ...quiet, longer: null });
  return refused("no-offer");
}

/**
 * The quiet once nobody sits on the client's seat: it is of two who both said yes, and who comes next has said nothing.
 * The same object when nothing of it was the client's.
 */
export const quietWithoutClient = (quiet: Quiet): Quiet =>
  quiet?.state === "running" || quiet?.by === "client" ? null : quiet;
