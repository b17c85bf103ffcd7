import { useEffect, useState } from "react";
import { useRoom } from "../live/room.ts";

// Longer than a slow line takes; what cannot be known by then does not keep the rest from being shown.
const longestMs = 4_000;

/** Whether all that decides where things stand is known: both pages and how the room is held. Then it stays so. */
export function useSettled(): boolean {
  const { shared, own, holding } = useRoom();
  const [settled, setSettled] = useState(false);
  const known = [shared, own].every((page) => page.opened || page.stopped !== null) && holding !== null;
  if (known && !settled) setSettled(true);
  useEffect(() => {
    const late = setTimeout(() => setSettled(true), longestMs);
    return () => clearTimeout(late);
  }, []);
  return settled;
}
