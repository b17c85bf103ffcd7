/** A value that changes, as React's `useSyncExternalStore` reads it. */

export type Store<T> = {
  /** Calls `changed` after each change. Gives back how to stop. */
  subscribe(changed: () => void): () => void;
  /** The value now: the same object until something in it is another. */
  snapshot(): T;
};

/** A store that holds `first` until `set` changes some of its fields. */
export function openStore<T extends object>(first: T): Store<T> & { set(changed: Partial<T>): void } {
  const listeners = new Set<() => void>();
  let value = first;
  return {
    subscribe(changed) {
      listeners.add(changed);
      return () => listeners.delete(changed);
    },
    snapshot: () => value,
    set(changed) {
      const fields = Object.keys(changed) as (keyof T)[];
      if (fields.every((field) => Object.is(value[field], changed[field]))) return;
      value = { ...value, ...changed };
      for (const listener of listeners) listener();
    },
  };
}
