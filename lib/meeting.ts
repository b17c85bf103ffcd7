/** A session of the two: when it is open, what each said on arriving, how long it could be, and where they talk. Pure. */
import type { PlainCode, Refusal } from "./refusals.ts";
import { type Seat, seats } from "./seats.ts";

/** Whether somebody can speak freely, can be overheard, or can only write. */
export const speeches = ["freely", "overheard", "writing"] as const;
export type Speech = (typeof speeches)[number];

/** What one of them said on arriving, all of it optional: what this time could hold, and where they are today. */
export type ArrivalWords = { time: string; place: string; speech: Speech | null };

/** The most code units that each of these words may hold, without the spaces around them. */
export const mostArrivalLength = 500;
/** The shortest and the longest session that can be wished, in minutes. */
export const sessionMinutes = { least: 5, most: 240 };

export type Arrived = {
  words: ArrivalWords | null;
  /** This person's wish that the words of both stay after the session is closed. It holds only if both have it. */
  keep: boolean;
  /** Whether the words are of a session that is closed, and stay because both wished so. */
  kept: boolean;
};

export type Session = {
  /** When it was opened, in ms on the server's clock. */
  since: number;
  /** How long it could be. `by` is who wishes it; null when both do. */
  length: null | { minutes: number; by: Seat | null };
};

/** The part of the state of a room that is about meeting. Nothing in it ends by itself. */
export type Meeting = {
  session: Session | null;
  arrival: Record<Seat, Arrived>;
  /** Whether this space talks somewhere else: in person, by telephone, in another app. */
  talkElsewhere: boolean;
};

/** A session as the screens receive it. `remaining` is in ms: null without an agreed length, 0 when that is over. */
export type ShownSession = Session & { remaining: number | null };

type Met<S> = { ok: true; state: S } | { ok: false; refusal: Refusal };
export type MeetingAct =
  | { type: "session:open" }
  | { type: "session:close"; since?: number | undefined }
  | { type: "session:length"; minutes: number | null }
  | ({ type: "arrival:say" } & ArrivalWords)
  | { type: "arrival:keep"; keep: boolean }
  | { type: "talk"; elsewhere: boolean };

const nothingSaid: Arrived = { words: null, keep: false, kept: false };

export const notMet: Meeting = {
  session: null,
  arrival: { client: nothingSaid, practitioner: nothingSaid },
  talkElsewhere: false,
};

const done = <S>(state: S): Met<S> => ({ ok: true, state });
const refused = (code: PlainCode) => ({ ok: false, refusal: { code } }) as const;

/** The session as it is shown at `now`. */
export function shownSession(session: Session | null, now: number): ShownSession | null {
  if (!session) return null;
  const agreed = session.length?.by === null ? session.length.minutes : null;
  return { ...session, remaining: agreed === null ? null : Math.max(0, session.since + agreed * 60_000 - now) };
}

/**
 * What an act of `seat` about meeting makes of the state at `now` (ms on the server's clock), or a refusal.
 *
 * - Either opens the session, either closes it. It has no end of its own, also when its agreed length is over. Who
 *   closes one that is closed already does not close the next.
 * - A length belongs to an open session. One wishes it, the same number from the other makes it agreed, another number
 *   is a new wish in its place, and null from either takes it away. What has passed already is no length.
 * - Arrival words are said before the session or in it, each by their own person, and said again whole. All empty,
 *   they are taken away.
 * - At closing they are gone, and with them each wish to keep, unless both wish to keep them. What stays then is
 *   marked `kept`, without `speech`, which was about that hour only.
 * - Kept words go when either takes back the wish to keep, or when a later session is closed without both wishes.
 *   Who says new words in their place is asked anew: their wish to keep was for the old ones.
 */
export function meet<S extends Meeting>(state: S, seat: Seat, act: MeetingAct, now: number): Met<S> {
  switch (act.type) {
    case "session:open":
      if (state.session) return refused("session-open");
      return done({ ...state, session: { since: now, length: null } });
    case "session:close":
      if (!state.session) return refused("session-not-open");
      if (act.since !== undefined && act.since !== state.session.since) return refused("session-other");
      return done({ ...state, session: null, arrival: afterClosing(state.arrival) });
    case "session:length":
      return wishLength(state, seat, act.minutes, now);
    case "arrival:say":
      return done({ ...state, arrival: { ...state.arrival, [seat]: saying(state.arrival[seat], act) } });
    case "arrival:keep":
      return done({ ...state, arrival: keeping(state.arrival, seat, act.keep) });
    case "talk":
      return done(act.elsewhere === state.talkElsewhere ? state : { ...state, talkElsewhere: act.elsewhere });
  }
}

function wishLength<S extends Meeting>(state: S, seat: Seat, minutes: number | null, now: number): Met<S> {
  const { session } = state;
  if (!session) return refused("session-not-open");
  const { length, since } = session;
  if (minutes === null) return done(length ? { ...state, session: { ...session, length: null } } : state);
  if (since + minutes * 60_000 <= now) return refused("session-longer");
  const same = length?.minutes === minutes;
  if (same && (length.by === null || length.by === seat)) return done(state);
  return done({ ...state, session: { ...session, length: { minutes, by: same ? null : seat } } });
}

function saying(before: Arrived, { time, place, speech }: ArrivalWords): Arrived {
  const words = time || place || speech ? { time, place, speech } : null;
  return { words, keep: before.keep && !before.kept, kept: false };
}

function keeping(arrival: Meeting["arrival"], seat: Seat, keep: boolean): Meeting["arrival"] {
  const after = { ...arrival, [seat]: { ...arrival[seat], keep } };
  if (!keep) for (const of of seats) if (after[of].kept) after[of] = nothingSaid;
  return after;
}

function afterClosing(arrival: Meeting["arrival"]): Meeting["arrival"] {
  if (!seats.every((seat) => arrival[seat].keep)) return notMet.arrival;
  const stays = ({ words }: Arrived): Arrived => ({
    words: words && (words.time || words.place) ? { ...words, speech: null } : null,
    keep: true,
    kept: true,
  });
  return { client: stays(arrival.client), practitioner: stays(arrival.practitioner) };
}

/** Whether words that were said on arriving are not there any more after a change. */
export const forgets = (before: Meeting, after: Meeting): boolean =>
  seats.some((seat) => before.arrival[seat].words !== null && before.arrival[seat].words !== after.arrival[seat].words);

/**
 * The state without what its client said and wished: they were the wrong person. A length that both had agreed to is then
 * the practitioner's wish, and words that stayed because both wished so go, of both. The same object when that is nothing.
 */
export function withoutClient<S extends Meeting>(state: S): S {
  const { session, arrival } = state;
  const length = session?.length ?? null;
  const isOfClient = length !== null && length.by !== "practitioner";
  const { words, keep } = arrival.client;
  if (!isOfClient && !words && !keep && !arrival.practitioner.kept) return state;
  const left = length?.by === null ? { ...length, by: "practitioner" } : null;
  return {
    ...state,
    ...(isOfClient && { session: { ...session, length: left } }),
    arrival: { ...keeping(arrival, "client", false), client: nothingSaid },
  };
}
