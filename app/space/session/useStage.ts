import { useCallback, useSyncExternalStore } from "react";
import { useRoom } from "../../live/room.ts";
import { type Stage, stageOf, untilNextStage } from "./stage.ts";

/**
 * Where the session stands, counted from what the server said remained; null without an agreed length. It is looked at
 * again when it comes to its next stage, and not in between.
 */
export function useStage(): Stage | null {
  const { holding, holdingAt } = useRoom();
  const session = holding?.session;
  const minutes = session?.length?.minutes ?? 0;
  const remaining = session?.remaining ?? null;
  const left = useCallback(
    () => (remaining === null ? null : holdingAt + remaining - performance.now()),
    [remaining, holdingAt],
  );
  const stage = useCallback(() => {
    const still = left();
    return still === null ? null : stageOf(minutes, still);
  }, [left, minutes]);
  const changes = useCallback(
    (changed: () => void) => {
      let timer: ReturnType<typeof setTimeout> | undefined;
      const wait = (): void => {
        const still = left();
        const pause = still === null ? null : untilNextStage(minutes, still);
        if (pause !== null) timer = setTimeout(look, pause + 1);
      };
      const look = (): void => {
        changed();
        wait();
      };
      wait();
      return () => clearTimeout(timer);
    },
    [left, minutes],
  );
  return useSyncExternalStore(changes, stage, stage);
}
