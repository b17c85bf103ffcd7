/** Who is in the room, from heartbeats and closed connections: four honest states, pure, with time coming in. */
import type { Beat, InCall } from "../../lib/rtc.ts";
import { type PresenceState, graceMs, silentAfterMs } from "../../lib/wire.ts";

/** `joined` counts who came into the call after whom. */
type Connection = Beat & { heard: number; joined: number };

/** One seat's presence: its open connections, and how the last one went. Several devices are one presence. */
export type Attendance = {
  open: Map<string, Connection>;
  /** How a living connection ended last, when, and how its person was until then; null once one was heard after it. */
  ended: { how: "down" | "left"; at: number; was: PresenceState } | null;
  /** Whether anybody on this seat has ever been in the room. */
  arrived: boolean;
};

export type Attending = { state: PresenceState; since: number | null; card: string | null };

const isAlive = ({ heard: at }: Connection, now: number): boolean => now - at < silentAfterMs;

export const nobody = (arrived: boolean): Attendance => ({ open: new Map(), ended: null, arrived });

/** A connection speaks. */
export function heard(attendance: Attendance, connection: string, beat: Beat, now: number): void {
  const { open } = attendance;
  const before = open.get(connection);
  const same = before?.call?.peer === beat.call?.peer;
  const joined = before && same ? before.joined : 1 + Math.max(0, ...[...open.values()].map((one) => one.joined));
  open.set(connection, { ...beat, heard: now, joined });
  attendance.ended = null;
  attendance.arrived = true;
}

/**
 * A connection is over: `left` when the person closed it, `down` when the line did. A line that fell silent before went
 * when it was last heard, however long it took to end it.
 */
export function ended(attendance: Attendance, connection: string, how: "down" | "left", now: number): void {
  const { open } = attendance;
  const gone = open.get(connection);
  if (!gone) return;
  const { state: was } = attending(attendance, now);
  const lastHeard = Math.max(...[...open.values()].map(({ heard: at }) => at));
  open.delete(connection);
  if (how === "left" || isAlive(gone, now)) attendance.ended = { how, at: now, was };
  else attendance.ended ??= { how, at: lastHeard, was: "down" };
}

/**
 * How this seat is present at `now`. A closed connection has a short while to come back, and a silent one is believed
 * for a while, before anything is said about it; `since` is then when the line was last heard.
 */
export function attending({ open, ended: end, arrived }: Attendance, now: number): Attending {
  const connections = [...open.values()];
  const alive = connections.filter((connection) => isAlive(connection, now));
  const front = alive.find(({ elsewhere }) => !elsewhere) ?? alive[0];
  const gone = { since: null, card: null };
  if (front) {
    const state = front.elsewhere ? "elsewhere" : "here";
    return { state, since: null, card: front.card };
  }
  if (end && now - end.at < graceMs && end.was !== "down") return { ...gone, state: end.was };
  if (connections.length > 0) {
    const since = Math.max(end?.at ?? 0, ...connections.map(({ heard: at }) => at));
    return { ...gone, state: "down", since };
  }
  if (!end) return { ...gone, state: arrived ? "left" : "never" };
  return { ...gone, state: end.how, since: end.at };
}

/**
 * The connection with which this seat is in the call, and how; null where it is not. A person talks with one device:
 * the one that joined last.
 */
export function caller({ open }: Pick<Attendance, "open">, now: number): { connection: string; call: InCall } | null {
  let last: { connection: string; call: InCall; joined: number } | null = null;
  for (const [connection, beat] of open)
    if (beat.call && isAlive(beat, now) && beat.joined > (last?.joined ?? 0))
      last = { connection, call: beat.call, joined: beat.joined };
  return last;
}

/** When `attending` changes next if nothing is heard meanwhile, or null. */
export function nextChange({ open, ended: end }: Attendance, now: number): number | null {
  const times = [...open.values()].map(({ heard: at }) => at + silentAfterMs);
  if (end) times.push(end.at + graceMs);
  const coming = times.filter((time) => time > now);
  return coming.length > 0 ? Math.min(...coming) : null;
}
