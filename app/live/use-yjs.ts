"use client";
import { useMemo, useSyncExternalStore } from "react";
import type * as Y from "yjs";

type Watched = Pick<Y.AbstractType<unknown>, "observeDeep" | "unobserveDeep">;

/**
 * What `read` makes of a Yjs type, read again whenever something in it changes, however deep, and not otherwise.
 * @param type a section, or a type inside one; another one after the page's document was replaced
 */
export function useYjs<T extends Watched, Value>(type: T, read: (type: T) => Value): Value {
  const { subscribe, snapshot } = useMemo(() => watch(type), [type]);
  const now = useSyncExternalStore(subscribe, snapshot, snapshot);
  return useMemo(() => read(now.type), [now, read]);
}

/** The type in a wrapping that is another object after each change. */
function watch<T extends Watched>(type: T) {
  let now = { type };
  return {
    snapshot: () => now,
    subscribe(changed: () => void) {
      const turn = (): void => {
        now = { type };
        changed();
      };
      type.observeDeep(turn);
      // It may have changed between being drawn and being watched.
      turn();
      return () => type.unobserveDeep(turn);
    },
  };
}
