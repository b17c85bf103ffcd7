/** Pages for a test, without a browser: opened on a server, with a storage like a tab's. */
import { WebSocket } from "ws";
import type * as Y from "yjs";
import type { Copy } from "../../app/live/copies.ts";
import { openPage } from "../../app/live/open-page.ts";
import type { OpenPage, PageParts } from "../../app/live/page-state.ts";
import type { Store } from "../../app/live/store.ts";
import { type Mode, rightTo, sections, sharedRules } from "../../lib/sections.ts";
import type { RoomServer } from "./room-server.ts";

/** A tab's storage. */
export function newStorage(): Storage {
  const values = new Map<string, string>();
  return {
    get length() {
      return values.size;
    },
    clear: () => values.clear(),
    getItem: (key) => values.get(key) ?? null,
    key: (index) => [...values.keys()][index] ?? null,
    removeItem: (key) => void values.delete(key),
    setItem: (key, value) => void values.set(key, value),
  };
}

export const anyTime: Mode = { noOutcome: false, floor: null };
const closed: Mode = { noOutcome: true, floor: "practitioner" };

export type TestPage = OpenPage & { copies: Copy[]; told: string[] };

/** Opens the shared document of `space` as the client. What it cannot place lies in `copies`. */
export function openClient(server: RoomServer, space: string, parts: Partial<PageParts> = {}): TestPage {
  const copies: Copy[] = [];
  const told: string[] = [];
  const page = openPage({
    url: server.url,
    room: space,
    seat: "client",
    table: sections,
    rules: sharedRules(() => anyTime),
    closable: (section) => rightTo("client", section, closed) === "closed",
    storage: null,
    Socket: WebSocket as unknown as typeof globalThis.WebSocket,
    onCopies(given, why) {
      copies.push(...given);
      told.push(why);
      return true;
    },
    onNeedless(ids) {
      for (const id of ids)
        copies.splice(
          copies.findIndex((copy) => copy.id === id),
          1,
        );
    },
    ...parts,
  });
  return Object.assign(page, { copies, told });
}

/** Waits until a store's value is so. */
export async function until<T>({ subscribe, snapshot }: Store<T>, so: (value: T) => boolean): Promise<void> {
  if (so(snapshot())) return;
  await new Promise<void>((done) => {
    const stop = subscribe(() => {
      if (!so(snapshot())) return;
      stop();
      done();
    });
  });
}

export const isKept = (page: OpenPage): Promise<void> => until(page.progress, ({ keeping }) => keeping === "kept");

export const sheetOf = (doc: Y.Doc): Y.Text => doc.getText("both:sheet");

/** Adds words at the end of the sheet, as a hand on the screen would. */
export function writeOn(page: OpenPage, words: string): boolean {
  const text = sheetOf(page.snapshot().doc);
  return page.write({ section: "both:sheet", text }, () => text.insert(text.length, words));
}
