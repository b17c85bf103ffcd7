import { useCallback } from "react";
import { type Room, useRoom } from "../../live/room.ts";

/** Tells this person what comes about by itself. In a quiet nothing is spoken: what has to be known stands on its page. */
export function useTell(): Room["say"] {
  const { holding, say } = useRoom();
  const quiet = holding?.quiet?.state === "running";
  return useCallback(
    (line, stands) => {
      if (!quiet) say(line, stands);
    },
    [quiet, say],
  );
}
