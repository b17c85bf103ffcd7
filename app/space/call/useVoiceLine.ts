import { useEffect, useEffectEvent, useRef } from "react";
import { graceMs } from "../../../lib/wire.ts";
import { useRoom } from "../../live/room.ts";
import { usePeople } from "../people.ts";
import { capital } from "../words/times.ts";
import { type VoiceLine, mayJoin, voiceLine, voiceTold } from "./lines.ts";

/** What there is to say about the voices at this moment. */
export function useVoiceLine(): VoiceLine | null {
  const { call, present, connected } = useRoom();
  const { other, otherName } = usePeople();
  return voiceLine(call, present?.[other], capital(otherName), connected);
}

/** Tells this person in one line when the other opens their voice, and how it stands with the sound. */
export function useVoiceTold(): void {
  const { call, holding, present, seat, say } = useRoom();
  const { other, otherName } = usePeople();
  const line = useVoiceLine();
  const before = useRef(line);
  // A still page says itself what there is to know.
  const still = Boolean(holding?.moment) || holding?.quiet?.state === "running";
  const tell = useEffectEvent((was: VoiceLine | null) => {
    const told = voiceTold(was, line);
    if (told && !still) say(told);
  });
  const words = line?.words ?? null;
  useEffect(() => {
    tell(before.current);
    before.current = line;
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- a line is another one when its words are
  }, [words]);
  const isOpen = present ? present[other].call !== null : null;
  const told = useRef(false);
  const tellOpen = useEffectEvent(() => {
    // To who could join; who is in the call hears it. It stands at the foot.
    if (!still && call.phase === "out" && mayJoin(holding, seat)) say(`${capital(otherName)}’s voice is open.`, true);
  });
  useEffect(() => {
    if (isOpen && !told.current) tellOpen();
    if (isOpen) told.current = true;
    if (isOpen !== false) return undefined;
    // A line that blinks takes the voice off the server's list for a moment.
    const over = setTimeout(() => (told.current = false), graceMs);
    return () => clearTimeout(over);
  }, [isOpen]);
  useEffect(() => {
    // It stands at the foot.
    if (call.why) say(call.why, true);
  }, [call.why, say]);
}
