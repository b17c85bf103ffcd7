/** A server that can be set back, and browsers that had more than it: all in memory, judged by the real guard. */
import * as Y from "yjs";
import type { Copy } from "../../app/live/copies.ts";
import { regain } from "../../app/live/regain.ts";
import { type Seat, newClientId } from "../../lib/seats.ts";
import { declareSections, sections, sharedRules } from "../../lib/sections.ts";
import { applyJudged } from "../../server/live/guard/tripwire.ts";
import { judge } from "../../server/live/guard/judge.ts";

const rules = sharedRules(() => ({ noOutcome: false, floor: null }));

export function newDocument(from?: Y.Doc): Y.Doc {
  const doc = new Y.Doc();
  declareSections(doc, sections);
  if (from) Y.applyUpdate(doc, Y.encodeStateAsUpdate(from));
  return doc;
}

/** All of a document as plain values, the keys of each map in one order. */
export const valuesOf = (doc: Y.Doc): unknown =>
  inOrder(Object.fromEntries(Object.keys(sections).map((name) => [name, doc.share.get(name)?.toJSON() as unknown])));

function inOrder(value: unknown): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, inner]) => [key, inOrder(inner)]),
  );
}

export type Browser = ReturnType<ReturnType<typeof openServer>["browser"]>;

/** Opens a server that holds what `from` holds. */
export function openServer(from?: Y.Doc) {
  const doc = newDocument(from);
  const browsers: { doc: Y.Doc }[] = [];

  const take = (update: Uint8Array, seat: Seat, writer: { doc: Y.Doc } | null): void => {
    const verdict = judge(doc, update, seat, rules);
    if (verdict.kind !== "accepted") throw new Error(`The guard says: ${JSON.stringify(verdict)}`);
    if (!verdict.update) return;
    for (const shown of applyJudged(doc, verdict.update, seat, verdict.sections))
      for (const browser of browsers) if (browser !== writer) Y.applyUpdate(browser.doc, shown);
  };

  return {
    doc,
    /** A browser of `seat` that has all the server has. */
    browser(seat: Seat) {
      const browser = { doc: newDocument(doc), seat };
      const pen = newClientId(seat);
      browsers.push(browser);
      return Object.assign(browser, {
        /** Makes one change, which the server takes. */
        edit(change: (doc: Y.Doc) => void): void {
          const updates: Uint8Array[] = [];
          const collect = (update: Uint8Array): number => updates.push(update);
          browser.doc.clientID = pen;
          browser.doc.on("update", collect);
          browser.doc.transact(() => change(browser.doc));
          browser.doc.off("update", collect);
          for (const update of updates) take(update, seat, browser);
        },
        /** Brings back here what another server, that was set back to this one, had shown this browser. */
        regain(old: Y.Doc, options: { late?: boolean; gives?: boolean } = {}) {
          const copies = new Map<string, Copy>();
          const state = { settled: false, ended: false };
          const regaining = regain({
            old,
            fresh: browser.doc,
            seat,
            removes: (section) => rules.right(seat, section) !== "no" && rules.shape(section) !== "grows",
            gives: options.gives ?? true,
            late: options.late ?? false,
            isOnline: () => true,
            offer(update, then) {
              // As on the wire: the answer comes later, and what others wrote before comes first.
              setTimeout(() => {
                take(update, seat, browser);
                then(true);
              }, 5);
            },
            keep(added) {
              for (const copy of added) copies.set(copy.id, copy);
              return true;
            },
            drop(ids) {
              for (const id of ids) copies.delete(id);
            },
            settled: () => (state.settled = true),
            ended: () => (state.ended = true),
          });
          regaining.begin();
          return { ...regaining, state, copies: () => [...copies.values()] };
        },
      });
    },
  };
}
