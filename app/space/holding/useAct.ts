import { useCallback } from "react";
import type { Act } from "../../../lib/acts.ts";
import { useRoom } from "../../live/room.ts";

/** Asks for an act and says why where it was not done. Gives whether it was. */
export function useAct(): (act: Act) => Promise<boolean> {
  const { act, say } = useRoom();
  return useCallback(
    async (wanted) => {
      const why = await act(wanted);
      if (why !== null) say(why);
      return why === null;
    },
    [act, say],
  );
}
