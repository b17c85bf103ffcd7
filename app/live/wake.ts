/** Notices that this device, or its line, has been away: whatever seemed connected may not be. */

const lookEveryMs = 2_000;
const asleepMs = 10_000;

/**
 * Calls `woke` after a sleep, when the network is back, and when the page comes back from the browser's memory.
 * @param page the window that is watched
 * @returns how to stop
 */
export function watchWake(woke: () => void, page: Window = window): () => void {
  let looked = Date.now();

  // In a tab that cannot be seen timers come late, and nothing is made of it until it is looked at again. Whether the
  // device was asleep cannot be told then: a line is rather connected anew for nothing than trusted for too long.
  const look = (): void => {
    const since = Date.now() - looked;
    looked = Date.now();
    if (since > asleepMs && page.document.visibilityState === "visible") woke();
  };
  const shown = (event: PageTransitionEvent): void => {
    if (event.persisted) woke();
  };

  const timer = setInterval(look, lookEveryMs);
  page.addEventListener("online", woke);
  page.addEventListener("pageshow", shown);
  page.document.addEventListener("visibilitychange", look);
  return () => {
    clearInterval(timer);
    page.removeEventListener("online", woke);
    page.removeEventListener("pageshow", shown);
    page.document.removeEventListener("visibilitychange", look);
  };
}
