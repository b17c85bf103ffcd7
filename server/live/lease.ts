/** Leases: who uses what is open, so that it can be put away when nobody does. */

const keepOpenMs = 60_000;

export type Leases<T> = ReturnType<typeof openLeases<T>>;

/**
 * Things that are opened once for all who use them, by key, and put away a while after the last of them has gone.
 * @param open gives the thing of a key. `forget` lets whoever comes next open it anew, without closing this one; it does
 *   nothing to another that was opened since under the same key
 * @param onFault told of a thing that could not be put away
 */
export function openLeases<T>(
  open: (key: string, forget: () => void) => Promise<T>,
  close: (thing: T) => void | Promise<void>,
  onFault: (error: unknown) => void,
) {
  type Entry = { thing: Promise<T>; users: number; timer: NodeJS.Timeout | undefined };
  const entries = new Map<string, Entry>();
  const forget = (key: string, entry: Entry): void => {
    clearTimeout(entry.timer);
    if (entries.get(key) === entry) entries.delete(key);
  };
  const putAway = async (key: string, entry: Entry): Promise<void> => {
    forget(key, entry);
    await close(await entry.thing);
  };
  const begin = (key: string): Entry => {
    // What is opened may be given up before it is there.
    const entry: Entry = {
      thing: Promise.resolve().then(() => open(key, () => forget(key, entry))),
      users: 0,
      timer: undefined,
    };
    entries.set(key, entry);
    return entry;
  };
  return {
    /** Opens it, or joins who has it open. Gives it with the way to let it go. */
    async use(key: string): Promise<{ thing: T; release: () => void }> {
      const entry = entries.get(key) ?? begin(key);
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
        forget(key, entry);
        release();
        throw error;
      }
    },
    /** The open one, if it is open. */
    find: (key: string): Promise<T> | undefined => entries.get(key)?.thing,
    /** Closes the open one, if it is open, and lets whoever comes next open it anew. */
    async putAway(key: string): Promise<void> {
      const entry = entries.get(key);
      if (entry) await putAway(key, entry);
    },
    async closeAll(): Promise<void> {
      await Promise.all([...entries].map(([key, entry]) => putAway(key, entry)));
    },
  };
}
