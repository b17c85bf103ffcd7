import { useCallback, useSyncExternalStore } from "react";

/** The width up to which the columns stand behind tabs, as under one thumb. */
export const narrow = "(max-width: 760px)";

/** Whether a media query holds at this moment. The room is never drawn on the server. */
export function useMedia(query: string): boolean {
  const subscribe = useCallback(
    (changed: () => void) => {
      const list = matchMedia(query);
      list.addEventListener("change", changed);
      return () => list.removeEventListener("change", changed);
    },
    [query],
  );
  return useSyncExternalStore(
    subscribe,
    () => matchMedia(query).matches,
    () => false,
  );
}
