/** How a room is held: one small state per space, and what each act makes of it. Pure; time comes in from outside. */
import type { Act } from "./acts.ts";
import { type Meeting, type ShownSession, meet, notMet, shownSession, withoutClient } from "./meeting.ts";
import * as together from "./quiet.ts";
import type { Minutes, OfferedQuiet, Quiet } from "./quiet.ts";
import type { PlainCode, Refusal } from "./refusals.ts";
import { isSame } from "./same.ts";
import { type Seat, otherSeat } from "./seats.ts";
import type { Mode } from "./sections.ts";

export type SignalKind = "slower" | "thanks";

/**
 * The state as the server keeps it. `ends` and `since` are ms on the server's clock, which never runs backwards
 * within a process and is comparable across a restart.
 */
export type Kept = Meeting & {
  quiet: Quiet;
  noOutcome: null | { since: number };
  /** The practitioner's open wish to begin or to end no-outcome mode; the client answers it. */
  wish: null | "begin" | "end";
  floor: null | { seat: Seat };
  /** Whether who does not hold the floor has asked for it. */
  floorAsked: boolean;
  /** Who asked for a moment. Both screens are covered until the same person lifts it. */
  moment: null | { by: Seat };
};

/** The state as both screens receive it, whole, at every change. `remaining` is in ms, null when open-ended. */
export type Holding = Omit<Kept, "quiet" | "session"> & {
  session: ShownSession | null;
  quiet:
    | null
    | OfferedQuiet
    | { state: "running"; minutes: Minutes; remaining: number | null; longer: { by: Seat; minutes: number } | null };
};

export const atRest: Kept = {
  ...notMet,
  quiet: null,
  noOutcome: null,
  wish: null,
  floor: null,
  floorAsked: false,
  moment: null,
};

export type Outcome =
  | { ok: true; state: Kept; /** Shown once to the other, never stored. */ signal?: SignalKind }
  | { ok: false; refusal: Refusal };

const done = (state: Kept, signal?: SignalKind): Outcome => ({ ok: true, state, ...(signal && { signal }) });
const refused = (code: PlainCode): Outcome => ({ ok: false, refusal: { code } });

/** What is to come of a state. The same object when that says no other: whoever keeps and tells it has nothing to do then. */
const orAsItWas = (state: Kept, next: Kept): Kept => (isSame(state, next) ? state : next);

/** What the held state closes in the shared document. */
export const modeOf = (state: Pick<Kept, "noOutcome" | "floor">): Mode => ({
  noOutcome: state.noOutcome !== null,
  floor: state.floor?.seat ?? null,
});

/** The state as it is shown at `now`: screens are told what remains, never an end to compare with their own clock. */
export function shown(state: Kept, now: number): Holding {
  const { quiet } = state;
  const session = shownSession(state.session, now);
  if (quiet?.state !== "running") return { ...state, session, quiet };
  const { ends, ...rest } = quiet;
  return { ...state, session, quiet: { ...rest, remaining: ends === null ? null : Math.max(0, ends - now) } };
}

/** When the state next changes by itself, in ms on the server's clock, or null. */
export const nextChange = (state: Kept): number | null => (state.quiet?.state === "running" ? state.quiet.ends : null);

/** The state once everything that ends by itself until `now` has ended. The same object when nothing did. */
export function settled(state: Kept, now: number): Kept {
  const ends = nextChange(state);
  return ends !== null && ends <= now ? { ...state, quiet: null } : state;
}

/** The state after `seat` has been gone for so long that nothing may hang on it. The same object when nothing did. */
export function released(state: Kept, seat: Seat): Kept {
  const floor = state.floor?.seat === seat;
  const moment = state.moment?.by === seat;
  if (!floor && !moment) return state;
  return {
    ...state,
    ...(floor && { floor: null, floorAsked: false }),
    ...(moment && { moment: null }),
  };
}

/**
 * The state once nobody sits on the client's seat any more: what the wrong person began, holds or said ends with them,
 * and nothing is left that who comes next would find as their own. The same object when that is nothing.
 */
export function clientGone(state: Kept): Kept {
  const { floor, moment } = state;
  return orAsItWas(state, {
    ...withoutClient(state),
    quiet: together.quietWithoutClient(state.quiet),
    noOutcome: null,
    wish: null,
    floor: floor?.seat === "practitioner" ? floor : null,
    // Who asks for the floor is who does not hold it: the client, or of the client.
    floorAsked: false,
    moment: moment?.by === "practitioner" ? moment : null,
  });
}

/**
 * What an act of `seat` at `now` (ms on the server's clock) makes of a settled state: the new state, or a refusal
 * for the person who acted. The same object when the act changes nothing.
 */
export function step(state: Kept, seat: Seat, act: Act, now: number): Outcome {
  const outcome = taken(state, seat, act, now);
  return outcome.ok ? { ...outcome, state: orAsItWas(state, outcome.state) } : outcome;
}

function taken(state: Kept, seat: Seat, act: Act, now: number): Outcome {
  const become = (quiet: ReturnType<typeof together.declineQuiet>): Outcome =>
    quiet.ok ? done({ ...state, quiet: quiet.quiet }) : quiet;
  switch (act.type) {
    case "quiet:offer":
      return become(together.offerQuiet(state.quiet, seat, act.minutes, act.instead === true));
    case "quiet:accept":
      return become(together.acceptQuiet(state.quiet, seat, act.minutes, now));
    case "quiet:decline":
      return become(together.declineQuiet(state.quiet));
    case "quiet:end":
      return state.quiet ? done({ ...state, quiet: null }) : refused("no-quiet");
    case "noOutcome:begin":
    case "noOutcome:end":
    case "noOutcome:offer":
    case "noOutcome:ask":
    case "noOutcome:accept":
    case "noOutcome:decline":
      return seat === "client" ? clientOnOutcome(state, act, now) : practitionerOnOutcome(state, act);
    case "floor:take":
    case "floor:lay":
    case "floor:pass":
    case "floor:ask":
      return moveFloor(state, seat, act.type);
    case "session:open":
    case "session:close":
    case "session:length":
    case "arrival:say":
    case "arrival:keep":
    case "talk":
      return meet(state, seat, act, now);
    case "moment:ask":
      return moveMoment(state, seat, true);
    case "moment:lift":
      return moveMoment(state, seat, false);
    case "signal":
      return done(state, act.kind);
  }
}

type OutcomeAct = Extract<Act, { type: `noOutcome:${string}` }>;

/** Whether an answer is to another wish than there is: what was on the screen is not what the answer would be to. */
const isOfAnother = ({ wish }: Kept, act: OutcomeAct): boolean =>
  "wish" in act && act.wish !== undefined && act.wish !== wish;

function clientOnOutcome(state: Kept, act: OutcomeAct, now: number): Outcome {
  const begun: Kept = { ...state, wish: null, noOutcome: state.noOutcome ?? { since: now } };
  const ended: Kept = { ...state, wish: null, noOutcome: null };
  switch (act.type) {
    case "noOutcome:begin":
      return done(begun);
    case "noOutcome:end":
      return done(ended);
    case "noOutcome:accept":
    case "noOutcome:decline":
      if (!state.wish) return refused("nothing-to-answer");
      if (isOfAnother(state, act)) return refused("offer-changed");
      if (act.type === "noOutcome:decline") return done({ ...state, wish: null });
      return done(state.wish === "begin" ? begun : ended);
    default:
      return refused("own-word");
  }
}

function practitionerOnOutcome(state: Kept, act: OutcomeAct): Outcome {
  switch (act.type) {
    case "noOutcome:offer":
      return state.noOutcome ? refused("outcome-on") : done({ ...state, wish: "begin" });
    case "noOutcome:ask":
      return state.noOutcome ? done({ ...state, wish: "end" }) : refused("outcome-off");
    case "noOutcome:decline":
      if (!state.wish) return refused("nothing-to-take-back");
      return isOfAnother(state, act) ? refused("offer-changed") : done({ ...state, wish: null });
    case "noOutcome:begin":
      return refused("client-begins");
    case "noOutcome:end":
      return refused("client-ends");
    case "noOutcome:accept":
      return refused("client-answers");
  }
}

function moveFloor(state: Kept, seat: Seat, type: Extract<Act["type"], `floor:${string}`>): Outcome {
  const holder = state.floor?.seat ?? null;
  const held = (by: Seat | null): Outcome => done({ ...state, floor: by && { seat: by }, floorAsked: false });
  switch (type) {
    case "floor:take":
      // The client can always take it: who has been interrupted all their life needs one button that works.
      if (holder !== null && holder !== seat && seat !== "client") return refused("client-has-floor");
      return held(seat);
    case "floor:lay":
      return holder === seat ? held(null) : refused("floor-not-yours");
    case "floor:pass":
      return holder === seat ? held(otherSeat(seat)) : refused("floor-not-yours");
    case "floor:ask":
      if (holder === null) return refused("floor-free");
      return holder === seat ? refused("floor-yours") : done({ ...state, floorAsked: true });
  }
}

function moveMoment(state: Kept, seat: Seat, asks: boolean): Outcome {
  if (state.moment && state.moment.by !== seat) return refused("moment-of-other");
  if (asks === (state.moment !== null)) return done(state);
  return done({ ...state, moment: asks ? { by: seat } : null });
}
