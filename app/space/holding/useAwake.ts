import { useEffect } from "react";

/** Keeps the screen from going dark while `on`, where the browser and the battery allow it. */
export function useAwake(on: boolean): void {
  useEffect(() => {
    if (!on || !("wakeLock" in navigator)) return undefined;
    let lock: WakeLockSentinel | null = null;
    let over = false;
    const isHeld = (): boolean => lock !== null && !lock.released;
    // The browser takes the lock back whenever the page is hidden.
    const take = async (): Promise<void> => {
      if (document.visibilityState !== "visible" || isHeld()) return;
      const taken = await askForLock();
      if (over || isHeld()) void taken?.release();
      else lock = taken;
    };
    const again = (): void => void take();
    again();
    document.addEventListener("visibilitychange", again);
    return () => {
      over = true;
      document.removeEventListener("visibilitychange", again);
      void lock?.release();
    };
  }, [on]);
}

/** A battery that is low, or a setting, may refuse it: then the screen goes dark as it always does. */
async function askForLock(): Promise<WakeLockSentinel | null> {
  try {
    return await navigator.wakeLock.request("screen");
  } catch {
    return null;
  }
}
