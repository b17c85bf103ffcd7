/** How much of something may be done in a while. */

/**
 * A limit of `most` in any stretch of `withinMs`, refilled evenly.
 * @returns `take`, which gives whether one more (or so many) is within it, and `wait`, the ms until one more is
 */
export function openRateLimit(most: number, withinMs: number, now: () => number = () => performance.now()) {
  let left = most;
  let filled = now();
  const fill = (): void => {
    const at = now();
    left = Math.min(most, left + ((at - filled) * most) / withinMs);
    filled = at;
  };
  return {
    take(count = 1): boolean {
      fill();
      if (left < count) return false;
      left -= count;
      return true;
    },
    wait(): number {
      fill();
      return left >= 1 ? 0 : ((1 - left) * withinMs) / most;
    },
  };
}

// Those that were not asked for longest are let go, so that the table cannot grow for ever.
const mostKeys = 10_000;

/** A limit for each key, such as an address. It knows keys in plain text: never a secret. */
export function openRateLimits(most: number, withinMs: number, now?: () => number) {
  const limits = new Map<string, ReturnType<typeof openRateLimit>>();
  return (key: string): ReturnType<typeof openRateLimit> => {
    const limit = limits.get(key) ?? openRateLimit(most, withinMs, now);
    limits.delete(key);
    for (const oldest of limits.keys()) {
      if (limits.size < mostKeys) break;
      limits.delete(oldest);
    }
    limits.set(key, limit);
    return limit;
  };
}
