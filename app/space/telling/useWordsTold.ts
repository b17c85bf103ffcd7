import { useEffect, useEffectEvent, useRef } from "react";
import { useRoom } from "../../live/room.ts";
import { useKeeping } from "../../live/use-keeping.ts";
import { usePlaceOf } from "../usePlaceOf.ts";
import { useWaitingLine } from "../words/useWaitingLine.ts";
import { useTell } from "./useTell.ts";

/**
 * Tells this person once that words of theirs have come to wait.
 * @param actsIn the sections of their acts, each of which is told to wait by itself
 */
export function useWordsTold(actsIn: () => readonly string[]): void {
  const { shared } = useRoom();
  const { waiting } = shared;
  const { unkept } = useKeeping(shared);
  const line = useWaitingLine();
  const tellLine = useTell();
  const placeOf = usePlaceOf();
  const before = useRef(waiting);
  const tell = useEffectEvent((come: readonly string[]) => {
    // By place: an agreement waits with the words that it is about.
    const told = new Set(actsIn().map(placeOf));
    const rest = come.filter((section) => !told.has(placeOf(section)));
    // The server says that words wait before it says that they are kept: what comes while nothing here is unkept was
    // written before this page was opened, or on another device.
    if (line !== null && unkept && rest.length > 0) tellLine(line, true);
  });
  useEffect(() => {
    const known = before.current;
    before.current = waiting;
    const come = waiting.filter((section) => !known.includes(section));
    if (come.length > 0) tell(come);
  }, [waiting]);
}
