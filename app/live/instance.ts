/** One life of a document in this browser: from its first connection until the server refuses something in it. */
import * as Y from "yjs";
import { sortMerges } from "../../lib/merges.ts";
import type { Seat } from "../../lib/seats.ts";
import { type Table, declareSections } from "../../lib/sections.ts";
import type { PlaceSaid } from "../../lib/yjs-wire.ts";
import type { Shelf } from "../browser/storage.ts";
import { watchBuried } from "./buried.ts";
import { type Copy, copiesOf } from "./copies.ts";
import { openEditor } from "./editor.ts";
import { openLine } from "./line.ts";
import { placesOf, wordsAt } from "./changed-words.ts";
import { openOutbox } from "./outbox.ts";

export type InstanceParts = {
  /** `ws://host/yjs`, and what stands behind it: the space's id, or the id and `/mine`. */
  url: string;
  room: string;
  seat: Seat;
  table: Table;
  /** Whether this seat may write the section now, and what it writes does not wait. */
  mayWrite(section: string): boolean;
  /** Whether some mode can close this section. */
  closable(section: string): boolean;
  /** Where unsent words wait over a reload; null for nowhere. */
  storage: Shelf | null;
  Socket?: typeof WebSocket;
};

export type InstanceHears = {
  /** `online`, `opened` or `unkept` may be another now. */
  changed(): void;
  waits(sections: string[]): void;
  /** Where the document stands at the server. It may be in another life than it was. */
  placed(said: PlaceSaid): void;
  /** The server has lost words that were kept, and has been told nothing yet. */
  setBack(): void;
  /** What words of this page stood on, which were not kept yet, was removed elsewhere. */
  buried(copies: Copy[]): void;
  /** The line is closed for good; `why` is the server's own sentence, empty where it sent none. */
  closed(code: number, why: string): void;
};

export type Instance = ReturnType<typeof openInstance>;

/**
 * Opens a document and connects it.
 * @param restores whether it begins with what an earlier page in this tab could not send
 * @param place what the server said last of where the document stands, empty before it has
 */
export function openInstance(parts: InstanceParts, restores: boolean, place: () => string, hears: InstanceHears) {
  const { url, room, seat, table, mayWrite, closable, storage, Socket } = parts;
  const doc = new Y.Doc();
  declareSections(doc, table);
  doc.on("afterTransaction", sortMerges);
  const editor = openEditor(doc, { seat, closable, open: mayWrite });
  const outbox = openOutbox(doc, `${room}:${seat}`, storage);
  let online = false;
  let opened = false;
  let why = "";
  let late: ((copies: Copy[]) => void) | null = null;

  if (restores) outbox.restore();
  watchBuried(doc, outbox, seat, (words) => hears.buried(copiesOf(words, "by their words")));
  const line = openLine({
    url,
    room,
    doc,
    seat,
    place,
    latest: outbox.latest,
    Socket,
    hears: {
      online(is) {
        online = is;
        opened ||= is;
        hears.changed();
      },
      kept(number) {
        outbox.keptUpTo(number);
        hears.changed();
      },
      placed: hears.placed,
      setBack: hears.setBack,
      waits(sections) {
        if (sections.length > 0) editor.changePen();
        hears.waits(sections);
      },
      refused(sentence) {
        why = sentence;
      },
      closed: (code) => hears.closed(code, why),
    },
  });

  // What is made here is local; what came over the line, or out of the tab's storage, is not.
  doc.on("update", (update: Uint8Array, _origin: unknown, _doc: Y.Doc, transaction: Y.Transaction) => {
    if (!transaction.local) return;
    if (late) return late(copiesOf(wordsAt(doc, placesOf(transaction))));
    line.send(update, outbox.add(update, transaction));
    hears.changed();
  });

  return {
    doc,
    editor,
    outbox,
    isOnline: (): boolean => online,
    isOpened: (): boolean => opened,
    reconnect: line.reconnect,
    offer: line.offer,
    /** Ends the line. The document stays as it is, and what is written in it goes on being unkept. */
    hangUp: line.close,
    /** Puts the document aside for another. Whatever a hand still holding it writes is handed over as copies. */
    retire(to: (copies: Copy[]) => void): void {
      late = to;
      outbox.forget();
    },
    close(): void {
      line.close();
      editor.close();
      outbox.close();
      doc.destroy();
    },
  };
}
