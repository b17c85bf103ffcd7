/** What the screen says of a session, its arrivals and its length. */
import type { ArrivalWords, Session, Speech } from "../../../lib/meeting.ts";
import type { Seat } from "../../../lib/seats.ts";
import { minutesInWords } from "../words/times.ts";

const speech: Record<Speech, (name: string) => string> = {
  freely: (name) => `${name} can speak freely.`,
  overheard: (name) => `${name} can be overheard.`,
  writing: (name) => `${name} can only write today.`,
};

/** How somebody can speak, as a sentence; null while they have not said. */
export const speechLine = (said: Speech | null, name: string): string | null => (said ? speech[said](name) : null);

/** What the other said on arriving, as one line; null when they took it away, or nothing of it is new. */
export function arrivalLine(was: ArrivalWords | null, is: ArrivalWords | null, name: string): string | null {
  if (is === null || (was?.time === is.time && was.place === is.place && was.speech === is.speech)) return null;
  const spoken = was?.speech === is.speech ? null : speechLine(is.speech, name);
  return spoken ?? `${name} has said how they arrive.`;
}

/** Who wishes for which length, as `seat` reads it. */
export function wishLine({ minutes, by }: NonNullable<Session["length"]>, seat: Seat, otherName: string): string {
  const length = minutesInWords(minutes);
  if (by === null) return `You both wish for ${length}.`;
  return by === seat ? `You wish for ${length}.` : `${otherName} wishes for ${length}.`;
}
