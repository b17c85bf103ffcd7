/** Leases: who uses what is open, so that it can be put away when nobody does. */

const keepOpenMs = 60_000;

export type Leases<T> = ReturnType<typeof openLeases<T>>;

/**
 * Things that are opened once for all who use them, by key, and put away a while after the last of them has gone.
 * @param onFault told of a thing that could not be put away
 */
export function openLeases<T>(
  open: (key: string) => Promise<T>,
  close: (thing: T) => void | Promise<void>,
  onFault: (error: unknown) => void,
) {
  type Entry = { thing: Promise<T>; users: number; timer: NodeJS.Timeout | undefined };
  const entries = new Map<string, Entry>();
  const putAway = async (key: string, entry: Entry): Promise<void> => {
    if (entries.get(key) === entry) entries.delete(key);
    await close(await entry.thing);
  };
  return {
    /** Opens it, or joins who has it open. Gives it with the way to let it go. */
    async use(key: string): Promise<{ thing: T; release: () => void }> {
      const entry: Entry = entries.get(key) ?? { thing: open(key), users: 0, timer: undefined };
      entries.set(key, entry);
      entry.users += 1;
      clearTimeout(entry.timer);
      let released = false;
      const release = (): void => {
        if (released) return;
        released = true;
        entry.users -= 1;
        if (entry.users > 0 || entries.get(key) !== entry) return;
        entry.timer = setTimeout(() => void putAway(key, entry).catch(onFault), keepOpenMs);
        entry.timer.unref();
      };
      try {
        return { thing: await entry.thing, release };
      } catch (error) {
        if (entries.get(key) === entry) entries.delete(key);
        release();
        throw error;
      }
    },
    /** The open one, if it is open. */
    find: (key: string): Promise<T> | undefined => entries.get(key)?.thing,
    /** Forgets it without closing it, so that it is opened anew for whoever comes next. */
    drop: (key: string): void => {
      clearTimeout(entries.get(key)?.timer);
      entries.delete(key);
    },
    async closeAll(): Promise<void> {
      await Promise.all([...entries].map(([key, entry]) => putAway(key, entry)));
    },
  };
}
