/** What this browser keeps for a page, in a tab or for good: the one place that touches its storages. It never fails. */
import { type Store, openStore } from "../live/store.ts";

/** Where values are kept under names. */
export type Shelf = Pick<Storage, "getItem" | "setItem" | "removeItem">;

/** A shelf that goes on in the memory of this page where the browser refuses to keep something. */
export type Keep = Shelf & {
  /** The names of everything that is on it. */
  names(): string[];
  /** What was kept as JSON; null where nothing was, or nothing that can be read. */
  readJson(name: string): unknown;
  /** Whether the browser refused to keep what was last put here, so that a reload loses it. */
  refuses: Store<{ refuses: boolean }>;
};

/** `tab`: until the tab is closed. `browser`: for good. */
export type Keeps = { tab: Keep; browser: Keep };

/** A window, as far as its storages go. Reading one of them may throw, or give nothing. */
type Place = { readonly sessionStorage?: Storage | null; readonly localStorage?: Storage | null };

const known = new WeakMap<object, Keeps>();

/** What is kept for a window, this page's own where none is named. */
export function keepsOf(page: Place = globalThis): Keeps {
  const before = known.get(page);
  if (before) return before;
  const keeps = { tab: keepIn(() => page.sessionStorage), browser: keepIn(() => page.localStorage) };
  known.set(page, keeps);
  return keeps;
}

const probe = "probe";

/** Keeps in the storage that `find` gives. What that one does not take is kept in memory. */
function keepIn(find: () => Storage | null | undefined): Keep {
  /** What the storage did not take; null what it would not let go of. */
  const held = new Map<string, string | null>();
  const state = openStore({ refuses: false });
  let asked = false;

  /** Does something with the storage. Gives undefined where the browser refuses: not every fault it throws is one of its own kind. */
  const reach = <T>(work: (storage: Storage) => T): T | undefined => {
    try {
      const storage = find();
      return storage ? work(storage) : undefined;
    } catch {
      return undefined;
    }
  };
  const put = (name: string, value: string): boolean =>
    reach((storage) => {
      storage.setItem(name, value);
      return true;
    }) ?? false;
  const drop = (name: string): boolean =>
    reach((storage) => {
      storage.removeItem(name);
      return true;
    }) ?? false;

  const getItem = (name: string): string | null =>
    held.has(name) ? (held.get(name) ?? null) : (reach((storage) => storage.getItem(name)) ?? null);
  return {
    getItem,
    setItem(name, value) {
      const kept = put(name, value);
      if (kept) held.delete(name);
      else held.set(name, value);
      asked = true;
      state.set({ refuses: !kept });
    },
    removeItem(name) {
      if (drop(name)) held.delete(name);
      else held.set(name, null);
    },
    names() {
      const names = new Set(reach((storage) => Object.keys(storage)) ?? []);
      for (const [name, value] of held)
        if (value === null) names.delete(name);
        else names.add(name);
      return [...names];
    },
    readJson(name) {
      try {
        return JSON.parse(getItem(name) ?? "null") as unknown;
      } catch {
        return null; // Not written by this page, or cut short.
      }
    },
    refuses: {
      subscribe: state.subscribe,
      snapshot() {
        if (!asked && typeof window !== "undefined") {
          asked = true;
          const kept = put(probe, "");
          if (kept) drop(probe);
          else state.set({ refuses: true });
        }
        return state.snapshot();
      },
    },
  };
}
