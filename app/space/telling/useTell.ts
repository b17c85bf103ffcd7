import { useCallback } from "react";
import { useRoom } from "../../room/room.ts";

/** Tells this person what comes about by itself. In a quiet nothing is spoken: what has to be known stands on its page. */
export function useTell(): (line: string) => void {
  const { holding, say } = useRoom();
  const quiet = holding?.quiet?.state === "running";
  return useCallback(
    (line) => {
      if (!quiet) say(line);
    },
    [quiet, say],
  );
}
