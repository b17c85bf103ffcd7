/** How much of something may be done in a while. */

/**
 * A pace of `most` in any stretch of `withinMs`, refilled evenly.
 * @returns `take`, which gives whether one more is within it
 */
export function openPace(most: number, withinMs: number) {
  let left = most;
  let filled = performance.now();
  return {
    take(): boolean {
      const now = performance.now();
      left = Math.min(most, left + ((now - filled) * most) / withinMs);
      filled = now;
      if (left < 1) return false;
      left -= 1;
      return true;
    },
  };
}
