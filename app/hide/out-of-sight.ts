/** Whether anybody can see this page: what is on it then is seen by nobody, and what is told there is told to nobody. */
import { useSyncExternalStore } from "react";
import { useHidden } from "./hidden.ts";

const subscribe = (changed: () => void): (() => void) => {
  document.addEventListener("visibilitychange", changed);
  return () => document.removeEventListener("visibilitychange", changed);
};

/** Whether this page is out of sight: its person has hidden it, or another tab or program lies over it. */
export function useOutOfSight(): boolean {
  const isAway = useSyncExternalStore(
    subscribe,
    () => document.visibilityState === "hidden",
    () => false,
  );
  return [useHidden(), isAway].includes(true);
}
