/** Who is in the room, from heartbeats and closed connections: four honest states, pure, with time coming in. */
import { type Beat, type PresenceState, graceMs, silentAfterMs } from "../../lib/wire.ts";

type Connection = Beat & { heard: number };

/** One seat's presence: its open connections, and how the last one went. Several devices are one presence. */
export type Attendance = {
  open: Map<string, Connection>;
  /** How the last connection ended, when, and how its person was until then; null while one is open or none was. */
  ended: { how: "down" | "left"; at: number; was: PresenceState } | null;
  /** Whether anybody on this seat has ever been in the room. */
  arrived: boolean;
};

export type Attending = { state: PresenceState; since: number | null; card: string | null };

export const nobody = (arrived: boolean): Attendance => ({ open: new Map(), ended: null, arrived });

/** A connection speaks. */
export function heard(attendance: Attendance, connection: string, beat: Beat, now: number): void {
  attendance.open.set(connection, { ...beat, heard: now });
  attendance.ended = null;
  attendance.arrived = true;
}

/** A connection is over: `left` when the person closed it, `down` when the line did. */
export function ended(attendance: Attendance, connection: string, how: "down" | "left", now: number): void {
  const { state: was } = attending(attendance, now);
  if (attendance.open.delete(connection) && attendance.open.size === 0) attendance.ended = { how, at: now, was };
}

/**
 * How this seat is present at `now`. A closed connection has a short while to come back, and a silent one is believed
 * for a while, before anything is said about it; `since` is then when the line was last heard.
 */
export function attending({ open, ended: end, arrived }: Attendance, now: number): Attending {
  const connections = [...open.values()];
  const alive = connections.filter(({ heard: at }) => now - at < silentAfterMs);
  const front = alive.find(({ elsewhere }) => !elsewhere) ?? alive[0];
  if (front) return { state: front.elsewhere ? "elsewhere" : "here", since: null, card: front.card };
  if (connections.length > 0)
    return { state: "down", since: Math.max(...connections.map(({ heard: at }) => at)), card: null };
  if (!end) return { state: arrived ? "left" : "never", since: null, card: null };
  if (now - end.at < graceMs && end.was !== "down") return { state: end.was, since: null, card: null };
  return { state: end.how, since: end.at, card: null };
}

/** When `attending` changes next if nothing is heard meanwhile, or null. */
export function nextChange({ open, ended: end }: Attendance, now: number): number | null {
  const times = [...open.values()].map(({ heard: at }) => at + silentAfterMs);
  if (end) times.push(end.at + graceMs);
  const coming = times.filter((time) => time > now);
  return coming.length > 0 ? Math.min(...coming) : null;
}
