/** What an event makes of a link, and what is to be done then. Pure; time and new names come in from outside. */
import type { Rtc } from "../../../lib/rtc.ts";
import { type Seat, otherSeat } from "../../../lib/seats.ts";
import type { Present } from "../../../lib/wire.ts";
import type { LinkEffect, LinkEvent, LinkState, Meeting, Moment, Open } from "./link-state.ts";
import { anewAfterMs, awayMs, betweenMs, failedAfterMs, isOverdue, isSilent } from "./patience.ts";
import { goesOn, restAfter } from "./picture.ts";
import type { CallLine } from "./state.ts";

type Step<State = LinkState> = { state: State; effects: LinkEffect[] };

const still = <State>(state: State): Step<State> => ({ state, effects: [] });
/** What `next` makes of a step's state, with what it does after what the step does. */
function then<From, To>({ state, effects }: Step<From>, next: (state: From) => Step<To>): Step<To> {
  const after = next(state);
  return { state: after.state, effects: [...effects, ...after.effects] };
}

/** What an event makes of a link, and what is to be done, in order. */
export function linkStep(state: LinkState, event: LinkEvent, moment: Moment): Step {
  if (state.is === "closed") return still(state);
  switch (event.type) {
    case "room":
      return follow({ ...state, room: event.room }, moment);
    case "ice": {
      const answered = { ...state, room: event.room, asksIce: false };
      return event.room.knowsIce ? follow(answered, moment) : { state: answered, effects: [{ do: "look later" }] };
    }
    case "connection":
      return tell(withMeeting(state, { connection: event.connection }), moment);
    case "looked":
      return look(state, event, moment);
    case "message":
      return hear(state, event.message, moment);
    case "unheard":
      return still(withMeeting(state, { unheard: true }));
    case "say":
      return { state, effects: state.seating.is === "seated" ? [say(state)] : [] };
    case "anew":
      return anew(state, moment);
    case "close":
      return close(state, moment);
  }
}

const withMeeting = (state: Open, changed: Partial<Meeting>): Open =>
  state.meeting ? { ...state, meeting: { ...state.meeting, ...changed } } : state;

/** Whether the other's sound comes, or has not begun to. */
const hears = (line: CallLine): boolean => line !== "interrupted" && line !== "failed";
const say = ({ me, line }: Open): LinkEffect => ({ do: "join", call: { peer: me, hears: hears(line) } });

/** The line between the two as it is now, told where it is to be known. */
function tell(before: Open, { now }: Moment): Step<Open> {
  const { room, seat, seating, rest } = before;
  const speaks = room.present?.[otherSeat(seat)].call?.microphone ?? false;
  // What did not come before they spoke was no silence.
  const speaksSince = speaks ? (before.speaksSince ?? now) : null;
  const seen = before.meeting ? { ...before, speaksSince } : before;
  const line = lineOf(seen, now);
  const state = { ...(line === "open" ? withMeeting(seen, { stood: true, badSince: now }) : seen), line };
  const isNews = hears(before.line) !== hears(line) && seating.is === "seated";
  return {
    state,
    effects: [...(isNews ? [say(state)] : []), { do: "show", line, pictureRests: rest.rests }],
  };
}

function lineOf({ meeting, speaksSince }: Open, now: number): CallLine {
  if (!meeting) return "alone";
  const { connection, silentMs, badSince, stood } = meeting;
  if (connection === "connected" && !isSilent(speaksSince, silentMs, now)) return "open";
  if (now - badSince > failedAfterMs) return "failed";
  return stood ? "interrupted" : "connecting";
}

/** Ends the connection, if there is one. */
const part = (state: Open, moment: Moment): Step<Open> =>
  then({ state: { ...state, meeting: null }, effects: state.meeting ? [{ do: "part" }] : [] }, (parted) =>
    tell(parted, moment),
  );

/** Begins a connection to the other side, as soon as it is known over which servers. */
function meet(state: Open, other: string, moment: Moment): Step<Open> {
  if (!state.room.knowsIce)
    return state.asksIce ? still(state) : { state: { ...state, asksIce: true }, effects: [{ do: "ask ice" }] };
  const { now } = moment;
  const meeting: Meeting = {
    other,
    connection: "new",
    badSince: now,
    stood: false,
    triedAt: now,
    settledAt: now,
    awaySince: null,
    elsewhereSince: null,
    unheard: false,
    silentMs: 0,
  };
  return then(
    then(part(state, moment), (parted) => ({
      state: { ...parted, meeting },
      effects: [{ do: "meet", me: parted.me, other }],
    })),
    (met) => tell(met, moment),
  );
}

/** Takes another name, so that both sides begin with nothing of what was. */
function anew(state: Open, moment: Moment): Step<Open> {
  return then(part(state, moment), (parted) => {
    const { connected } = parted.room;
    const named: Open = {
      ...parted,
      me: moment.name,
      formerly: [...parted.formerly, parted.me],
      seating: connected ? { is: "joining", asked: true, mayReplace: true, stale: null } : parted.seating,
    };
    return { state: named, effects: [say(named)] };
  });
}

function close(state: Open, moment: Moment): Step {
  const goodbye: LinkEffect[] = state.meeting ? [{ do: "say goodbye", me: state.me, other: state.meeting.other }] : [];
  return then({ state, effects: goodbye }, () =>
    then(part(state, moment), () => ({ state: { is: "closed" }, effects: [{ do: "join", call: null }] })),
  );
}

function hear(state: Open, message: Rtc, moment: Moment): Step {
  if (message.to !== state.me || message.from !== state.meeting?.other) return still(state);
  if (message.kind !== "bye") return { state, effects: [{ do: "hear", message }] };
  return part({ ...state, gone: message.from }, moment);
}

/** Looks at who is in the call. */
function follow(state: Open, moment: Moment): Step {
  const { present, connected } = state.room;
  if (!connected) return { state: withoutLine(state), effects: [{ do: "join", call: null }] };
  if (!present || (state.seating.is === "joining" && present === state.seating.stale)) return still(state);
  const own = present[state.seat].call?.peer ?? null;
  if (isTakenOver(state, own))
    return then(close(state, moment), (closed) => ({ state: closed, effects: [{ do: "move" }] }));
  const seated = sit(state, own);
  if (own !== state.me) return seated;
  return then(seated, (sitting) => followOther(sitting, present[otherSeat(state.seat)], moment));
}

/** It is said again once the server has told whether another device has taken this one's place meanwhile. */
const withoutLine = (state: Open): Open => ({
  ...withMeeting(state, { elsewhereSince: null }),
  seating: {
    is: "joining",
    asked: false,
    mayReplace: state.seating.is === "joining" && state.seating.mayReplace,
    stale: state.room.present,
  },
});

/** Whether another device of the same person is the one that talks. */
const isTakenOver = ({ seating, me, formerly }: Open, own: string | null): boolean =>
  own !== null && own !== me && !formerly.includes(own) && (seating.is === "seated" || !seating.mayReplace);

/** Takes the seat that the server says this side has; where it says another or none, this side asks for it once. */
function sit(state: Open, own: string | null): Step<Open> {
  const { seating, me } = state;
  if (own === me) {
    if (seating.is === "seated") return still(state);
    const seated: Open = { ...withMeeting(state, { triedAt: 0 }), seating: { is: "seated" } };
    // The server may know it from the line that is gone, and would forget it with that one.
    return { state: seated, effects: [say(seated)] };
  }
  if (seating.is === "seated" || seating.asked) return still(state);
  return { state: { ...state, seating: { ...seating, asked: true } }, effects: [say(state)] };
}

function followOther(state: Open, other: Present[Seat], moment: Moment): Step<Open> {
  const { meeting } = state;
  const { now } = moment;
  const theirs = other.call?.peer ?? null;
  if (theirs === null) {
    const forgotten = { ...state, gone: null };
    if (other.state === "left") return part(forgotten, moment);
    // Whose line comes back is here a moment before they say again that they are in the call.
    const elsewhereSince = other.state === "down" ? null : (meeting?.elsewhereSince ?? now);
    return tell(withMeeting(forgotten, { awaySince: meeting?.awaySince ?? now, elsewhereSince }), moment);
  }
  const back = withMeeting(state, { awaySince: null, elsewhereSince: null });
  return theirs !== meeting?.other && theirs !== state.gone ? meet(back, theirs, moment) : tell(back, moment);
}

/** Looks at the connection, tells how it stands, and does what helps where it does not. */
function look(
  state: Open,
  { connection, settled, sendsPicture, looked }: Extract<LinkEvent, { type: "looked" }>,
  moment: Moment,
): Step {
  const rest = sendsPicture ? restAfter(state.rest, looked, moment.now) : goesOn;
  const seen = { ...withMeeting(state, { connection, silentMs: looked.silentMs }), rest };
  const picture: LinkEffect[] = sendsPicture ? [{ do: "picture", rests: rest.rests }] : [];
  return then(
    then({ state: seen, effects: picture }, (looking) => tell(looking, moment)),
    (told) => mend(told, settled, moment),
  );
}

/**
 * Whether the other side is gone: not said to be in the call for a while and not connected, or its person in the room
 * that long and in no call. Then whoever is still connected is not them.
 */
const isGone = ({ connection, awaySince, elsewhereSince }: Meeting, now: number): boolean =>
  connection === "connected"
    ? elsewhereSince !== null && now - elsewhereSince > awayMs
    : awaySince !== null && now - awaySince > awayMs;

/** Does what helps a connection that does not stand, not too often, and only while the other side can be told. */
function mend(state: Open, settled: boolean, moment: Moment): Step {
  const { meeting, seating } = state;
  const { now } = moment;
  if (!meeting) return still(state);
  const { connection, awaySince, badSince, triedAt, unheard } = meeting;
  const isConnected = connection === "connected";
  if (isGone(meeting, now)) return part(state, moment);
  const settledAt = settled ? now : meeting.settledAt;
  const looked = withMeeting(state, { settledAt });
  if (seating.is !== "seated" || awaySince !== null || now - triedAt < betweenMs) return still(looked);
  if (!isOverdue(connection, now - badSince, now - settledAt) && !unheard) return still(looked);
  if (connection === "closed" || (!isConnected && now - badSince > anewAfterMs)) return anew(looked, moment);
  return { state: withMeeting(looked, { triedAt: now, unheard: false }), effects: [{ do: "try again" }] };
}
