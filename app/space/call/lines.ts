/** What there is to say about the voices of the two, from what the server says of the lines and what the call hears. */
import type { Holding } from "../../../lib/holding.ts";
import type { Seat } from "../../../lib/seats.ts";
import type { Presence } from "../../../lib/wire.ts";
import type { CallState } from "../../live/call/state.ts";

/** Whether this person would be asked to join a voice: not where they have said that they can be overheard, or that they write. */
export function mayJoin(holding: Holding | null, seat: Seat): boolean {
  const speech = holding?.arrival[seat].words?.speech;
  return speech !== "overheard" && speech !== "writing";
}

type Voice = Pick<CallState, "phase" | "line" | "taken" | "microphone">;

/** A sentence of its own, or a few words behind the line of who is here. */
export type VoiceLine = { instead: true; words: string } | { instead: false; words: string };

const instead = (words: string): VoiceLine => ({ instead: true, words });
const behind = (words: string): VoiceLine => ({ instead: false, words });

/**
 * The truth about the line between two who are in a call, or null where there is nothing to add to who is here.
 * Whoever is heard has not left, and a line that is down is not a person who went.
 * @param other how the other is here, by the server's word
 * @param name what to call the other
 * @param connected whether this page has its own line to the server
 */
export function voiceLine(
  { phase, line, taken, microphone }: Voice,
  other: Presence | undefined,
  name: string,
  connected: boolean,
): VoiceLine | null {
  if (phase !== "in" || line === "alone") return null;
  if (!connected) {
    if (line === "open") return instead("You are not connected to the room. Your voice still is.");
    return line === "connecting" ? null : instead("You are not connected. The sound is interrupted too.");
  }
  const isHere = other?.state === "here" || other?.state === "elsewhere";
  if (line === "open") {
    if (other?.state === "down")
      return instead(`${name} is heard, but their page has no line. What they write comes later.`);
    if (taken && microphone)
      return instead(`Your device has taken your microphone. ${name} does not hear you until it gives it back.`);
    if (other?.call?.taken)
      return instead(`${name}’s device has taken their microphone. They are not heard meanwhile.`);
    return other?.call?.hears === false ? instead(`${name} does not hear you at the moment.`) : behind("voice open");
  }
  if (!isHere) return null;
  if (line === "connecting") return behind("the voices are being connected");
  return line === "failed"
    ? instead(`${name} is here. The sound does not get through.`)
    : instead(`${name} is here. The sound is interrupted; it is tried again.`);
}

/** One line for a change of the sound, spoken once, or null. */
export function voiceTold(was: VoiceLine | null, is: VoiceLine | null): string | null {
  if (is?.instead) return was?.words === is.words ? null : is.words;
  return was?.instead && is !== null && is.words === "voice open" ? "The sound is back." : null;
}
