/** The door of the sockets: how many may wait there who have no seat yet. */

/** The most that wait at once: strangers at one address, and pages of one browser that has a seat somewhere. */
export const mostWaiting = { strangers: 20, ofOneBrowser: 64 };

/** Counts who waits, by where they come from. `enter` gives how to leave, or null where too many wait already. */
export function openDoor() {
  const waiting = new Map<string, number>();
  return {
    enter(from: string, most: number): (() => void) | null {
      const before = waiting.get(from) ?? 0;
      if (before >= most) return null;
      waiting.set(from, before + 1);
      let inside = true;
      return () => {
        if (!inside) return;
        inside = false;
        const left = (waiting.get(from) ?? 1) - 1;
        if (left > 0) waiting.set(from, left);
        else waiting.delete(from);
      };
    },
  };
}
