/** What arrives one by one, and waiting for one of it: a test waits for events, never for a while. */

/** Only for what never comes: the test then ends with what came instead of with the runner's bare timeout. */
const longestWaitMs = 60_000;

export type Heard<T> = ReturnType<typeof openHeard<T>>;

/** Collects things that arrive. `what` names them where none of them fits. */
export function openHeard<T>(what: string) {
  const all: T[] = [];
  const looks = new Set<() => void>();
  return {
    all,
    push(thing: T): void {
      all.push(thing);
      for (const look of looks) look();
    },
    /**
     * The first that fits, of those that have come from number `from` on and of those still to come.
     * @param withinMs more than usual where the product itself takes its time
     */
    when(fits: (thing: T) => boolean, from = 0, withinMs = longestWaitMs): Promise<T> {
      let next = from;
      return waitFor(
        () => {
          while (next < all.length) {
            const thing = all[next] as T;
            next += 1;
            if (fits(thing)) return { thing };
          }
          return null;
        },
        (look) => {
          looks.add(look);
          return () => looks.delete(look);
        },
        () => `No ${what} that fits came. The last of ${all.length}: ${JSON.stringify(all.at(-1))}`,
        withinMs,
      ).then(({ thing }) => thing);
    },
  };
}

/**
 * Waits until `look` finds something. It looks now and whenever what `watch` watches has changed.
 * @param watch takes how to look again, gives how to stop
 * @param missing what to say when it never comes
 */
export function waitFor<T>(
  look: () => T | null,
  watch: (look: () => void) => () => unknown,
  missing: () => string,
  withinMs = longestWaitMs,
): Promise<T> {
  const found = look();
  if (found !== null) return Promise.resolve(found);
  return new Promise((done, failed) => {
    const stop = (): void => {
      clearTimeout(tooLong);
      unwatch();
    };
    const unwatch = watch(() => {
      const thing = look();
      if (thing === null) return;
      stop();
      done(thing);
    });
    const tooLong = setTimeout(() => {
      stop();
      failed(new Error(missing()));
    }, withinMs);
  });
}
