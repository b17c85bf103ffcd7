/** What was written here and is not on the server's disk yet: numbered, and kept over a reload of this tab. */
import { fromBase64, toBase64 } from "lib0/buffer";
import * as Y from "yjs";
import type { Shelf } from "../browser/storage.ts";
import { copiesSection } from "./copies.ts";
import { type Place, type Words, distinct, placesOf, wordsAt, wordsBuried, wordsOfUpdate } from "./changed-words.ts";

type Change = { number: number; update: Uint8Array; places: readonly Place[] };

/** What was put into a document: for each client from one clock up to before another, but for what `isGone`. */
export type Written = { spans: { client: number; from: number; to: number }[]; isGone(id: Y.ID): boolean };

/** Begins the name of everything that a tab keeps of words which are not sent yet. */
export const unsentPrefix = "unsent:";
const storeAfterMs = 250;

export type Outbox = ReturnType<typeof openOutbox>;

/**
 * Keeps count of one document's own changes until they are kept.
 * @param name tells documents and seats apart within a tab
 * @param storage where changes wait over a reload; null keeps them in memory only
 */
export function openOutbox(doc: Y.Doc, name: string, storage: Shelf | null) {
  const key = unsentPrefix + name;
  let changes: Change[] = [];
  let latest = 0;
  /** What an earlier page in this tab could not send. */
  let restored: Omit<Change, "number"> | null = null;
  let placed = false;
  let stored = false;
  let timer: ReturnType<typeof setTimeout> | undefined;

  // They all stand or fall together from here on: they are acknowledged with the last one's number.
  const merge = (): Change | undefined => {
    const last = changes.at(-1);
    if (!last || changes.length === 1) return last;
    const update = Y.mergeUpdates(changes.map((change) => change.update));
    const merged = { number: last.number, update, places: distinct(changes.flatMap(({ places }) => places)) };
    changes = [merged];
    return merged;
  };

  const store = (): void => {
    clearTimeout(timer);
    timer = undefined;
    const all = merge();
    // Where it is not taken the words are still on the page, and leaving it asks first.
    if (all) storage?.setItem(key, JSON.stringify({ update: toBase64(all.update), places: all.places }));
    else if (stored) storage?.removeItem(key);
    stored = all !== undefined;
  };

  // A page that goes away says so; a timer might come too late.
  const leaving = typeof window === "undefined" ? null : window;
  leaving?.addEventListener("pagehide", store);

  const add = (update: Uint8Array, places: readonly Place[]): number => {
    latest += 1;
    changes.push({ number: latest, update, places });
    timer ??= setTimeout(store, storeAfterMs);
    return latest;
  };

  /** What builds on words that this document never received is not in it, only in the update. */
  const unplaced = ({ update, places: [first] }: Change): Words[] => {
    const words = restored !== null && doc.store.pendingStructs !== null ? wordsOfUpdate(update) : "";
    return words.trim() !== "" && first ? [{ section: first.section, words }] : [];
  };

  return {
    /** Takes one change of one's own, in a transaction that is being announced. Gives its number. */
    add: (update: Uint8Array, transaction: Y.Transaction): number => add(update, placesOf(transaction)),

    /** Puts back into the document what an earlier page in this tab could not send. */
    restore(): void {
      const earlier = read(storage, key);
      if (!earlier) return;
      restored = earlier;
      stored = true;
      add(earlier.update, earlier.places);
      Y.applyUpdate(doc, earlier.update);
    },

    /** The server has everything up to this number on its disk. */
    keptUpTo(number: number): void {
      changes = changes.filter((change) => change.number > number);
      if (changes.length === 0) store();
    },

    /** The number of the last change, 0 before the first. */
    latest: (): number => latest,
    isOpen: (): boolean => changes.length > 0,

    /** The words of the changes that are open, as they stand in the document now. */
    words(): Words[] {
      const all = merge();
      if (!all) return [];
      return [...wordsAt(doc, all.places), ...unplaced(all)];
    },

    /** Those of them that the document does not hold. */
    unplaced(): Words[] {
      const all = merge();
      return all ? unplaced(all) : [];
    },

    /** What the changes that are open have put into the document, but for what they have taken out of it again. */
    written: (): Written => writtenIn(changes.map(({ update }) => update)),

    /**
     * What an earlier page in this tab wrote in something that was removed before this one came: given once, as soon as
     * all is here that those words build on.
     */
    buriedBefore(): Words[] {
      if (restored === null || placed || doc.store.pendingStructs !== null) return [];
      placed = true;
      const words = wordsBuried(restored.update, doc);
      const place = restored.places.find(({ section, path }) => section !== copiesSection && path.length > 0);
      return place && words.trim() !== "" ? [{ section: place.section, words }] : [];
    },

    /** Writes the open changes into the tab's storage now, or removes them there when none is open. */
    store,

    /** Lets the changes go, here and in the tab's storage. */
    forget(): void {
      changes = [];
      store();
    },

    /** Stops, leaving what is open in the tab's storage. */
    close(): void {
      leaving?.removeEventListener("pagehide", store);
      store();
    },
  };
}

function read(storage: Shelf | null, key: string): Omit<Change, "number"> | null {
  const stored = storage?.getItem(key) ?? null;
  if (stored === null) return null;
  try {
    const { update, places } = JSON.parse(stored) as { update: string; places: Place[] };
    const bytes = fromBase64(update);
    Y.decodeUpdate(bytes);
    return { update: bytes, places: places.filter(isPlace) };
  } catch {
    return null; // Not written by this page, or cut short: nothing that could be placed.
  }
}

function writtenIn(updates: readonly Uint8Array[]): Written {
  const deletes = updates.map((update) => Y.decodeUpdate(update).ds);
  return {
    spans: updates.flatMap((update) => {
      const { from, to } = Y.parseUpdateMeta(update);
      return [...from].map(([client, clock]) => ({ client, from: clock, to: to.get(client) ?? clock }));
    }),
    isGone: (id) => deletes.some((ds) => Y.isDeleted(ds, id)),
  };
}

const isPlace = (place: Place): boolean =>
  typeof place === "object" && typeof place.section === "string" && Array.isArray(place.path);
