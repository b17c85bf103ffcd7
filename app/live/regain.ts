/** Brings what this browser still has back to a server that was set back: words to their places, or as copies. */
import * as Y from "yjs";
import type { Copy } from "./copies.ts";
import { structAt } from "./homes.ts";
import { copiesOfLost } from "./lost-words.ts";
import { type Comparing, changedSince, remainsOf } from "./remains.ts";

export type RegainParts = Pick<Comparing, "old" | "fresh" | "seat" | "removes" | "gives"> & {
  /** Whether so much time has gone by that people may have written anew what was lost. */
  late: boolean;
  /** How long to wait for what the other may still bring back, after the last that came back, in ms. */
  patienceMs?: number;
  /** Whether the fresh document is in step with the server. */
  isOnline(): boolean;
  /** Sends an update without applying it. `then` hears whether the server has it on disk; false when the line went. */
  offer(update: Uint8Array, then: (kept: boolean) => void): void;
  /** Keeps copies on the person's own page. Gives whether all of them are there. */
  keep(copies: Copy[]): boolean;
  /** Takes copies off that page which are not needed any more. */
  drop(ids: string[]): void;
  /** All that can go back for now has gone, and the rest has copies; or there is no place for these. */
  settled(kept: boolean): void;
  /** Nothing more will go back. */
  ended(): void;
};

export type Regaining = ReturnType<typeof regain>;

// Longer than the longest pause between two tries to connect: the other's browser has a chance to bring its words.
const usualPatienceMs = 15_000;
const gatherMs = 20;
// Once it has ended, only copies of the other's words may turn out not to be needed any more.
const restingMs = 1_000;

/** Brings back what `old` has and the server's copy in `fresh` has not, from `begin` on. */
export function regain(parts: RegainParts) {
  const { old, fresh, seat, removes, gives, patienceMs = usualPatienceMs } = parts;
  const changed = parts.late ? changedSince(old, fresh) : new Set<string>();
  const copies = new Map<string, Copy>();
  /** Words that the server lacked at some time, and has not had since. */
  const lost = new Set<Y.Item>();
  let patient = gives;
  let offering = false;
  let ended = false;
  let stopped = false;
  let soon: ReturnType<typeof setTimeout> | undefined;
  let patience: ReturnType<typeof setTimeout> | undefined;
  let backBefore = 0;

  const send = (update: Uint8Array): void => {
    offering = true;
    parts.offer(update, (kept) => {
      offering = false;
      if (stopped) return;
      // Only now: what another tab sent for the same place before has come already, and stays.
      if (kept) Y.applyUpdate(fresh, update);
      if (kept) go();
      else later();
    });
  };

  /** Lost words in whose place there is a hole now, whichever tab of this person has put it there. */
  const letGone = (rest: ReadonlySet<Y.Item>): Y.Item[] => {
    for (const item of rest) lost.add(item);
    const gone = [...lost].filter((item) => !rest.has(item));
    for (const item of gone) if (!hasHole(fresh, item)) lost.delete(item);
    return gone.filter((item) => lost.has(item) && !item.deleted);
  };

  /** Gives each of the rest a copy, and takes away those that are not needed any more. */
  const copy = (rest: readonly Y.Item[]): boolean => {
    const without = [...rest, ...letGone(new Set(rest))];
    const needed = new Map(copiesOfLost(old, fresh, without).map((one) => [one.id, one]));
    const added = [...needed.values()].filter(({ id }) => !copies.has(id));
    const dropped = [...copies.keys()].filter((id) => !needed.has(id));
    for (const id of dropped) copies.delete(id);
    parts.drop(dropped);
    if (added.length > 0 && !parts.keep(added)) return false;
    for (const one of added) copies.set(one.id, one);
    return true;
  };

  const end = (): void => {
    clearTimeout(patience);
    if (ended) return;
    ended = true;
    parts.ended();
  };

  const go = (): void => {
    clearTimeout(soon);
    soon = undefined;
    if (stopped || offering || !parts.isOnline()) return;
    const { next, rest, letGo } = remainsOf({ old, fresh, seat, removes, gives, changed, patient });
    if (next) return send(next);
    const kept = copy(rest);
    parts.settled(kept);
    if (!kept || stopped) return;
    if (rest.length === 0 && letGo === null) {
      // Only a hand that still holds the old document can add to it now.
      fresh.off("update", later);
      return end();
    }
    if (patient) return wait();
    if (letGo === null) return end();
    send(letGo);
  };

  /** Waits, and anew where something has come back. What is written meanwhile is nothing to wait for. */
  const wait = (): void => {
    const back = howMuchIsBack(old, fresh);
    if (patience !== undefined && back <= backBefore) return;
    backBefore = back;
    clearTimeout(patience);
    patience = setTimeout(() => {
      patient = false;
      go();
    }, patienceMs);
  };

  const later = (): void => {
    if (!offering) soon ??= setTimeout(go, ended ? restingMs : gatherMs);
  };
  fresh.on("update", later);
  old.on("update", later);

  return {
    /** Looks what can go back. */
    begin: go,
    /** Looks again: the line is back. */
    again(): void {
      if (!ended) later();
    },
    stop(): void {
      stopped = true;
      clearTimeout(soon);
      clearTimeout(patience);
      fresh.off("update", later);
      old.off("update", later);
    },
  };
}

/** How much of `old` the fresh document holds. */
const howMuchIsBack = (old: Y.Doc, fresh: Y.Doc): number =>
  [...old.store.clients.keys()].reduce(
    (much, client) => much + Math.min(Y.getState(old.store, client), Y.getState(fresh.store, client)),
    0,
  );

/** Whether there is nothing any more in the place of some of an item. */
function hasHole(doc: Y.Doc, { id: { client, clock }, length }: Y.Item): boolean {
  for (let at = clock; at < clock + length;) {
    const there = structAt(doc, Y.createID(client, at));
    if (!(there instanceof Y.Item)) return true;
    at = there.id.clock + there.length;
  }
  return false;
}
