/** The line of one document to the server: y-websocket's provider, with a number behind everything that is sent. */
import { Awareness } from "y-protocols/awareness";
import { WebsocketProvider } from "y-websocket";
import * as Y from "yjs";
import type { Seat } from "../../lib/seats.ts";
import { closeCodes } from "../../lib/wire.ts";
import {
  type PlaceSaid,
  fromServer,
  messageKinds,
  messages,
  mostSyncBytes,
  mostUpdateBytes,
  peekUpdate,
  readQuestion,
} from "../../lib/yjs-wire.ts";
import { openCalm } from "./calm.ts";
import { refusedSentence } from "./close-sentences.ts";
import { isOpen } from "./is-open.ts";
import { lacksOthersWords } from "./remains.ts";

/** What a line tells its page. */
export type Hears = {
  /** The server's copy is here and everything goes through; or it no longer does, and will be tried again. */
  online(is: boolean): void;
  /** All changes up to this number are on the server's disk. */
  kept(number: number): void;
  /** All sections in which words of this seat wait at the server. */
  waits(sections: string[]): void;
  /** Where the document stands at the server. On each connection this comes before its copy. */
  placed(said: PlaceSaid): void;
  /** The server has lost words that were kept. It has been told nothing on this connection yet. */
  setBack(): void;
  /** Why the server did not take something, as a sentence for the person. It closes the line next. */
  refused(why: string): void;
  /** The line is closed for good, with one of the wire's close codes from 4400 to 4499. */
  closed(code: number): void;
};

export type LineParts = {
  /** `ws://host/yjs`, and what stands behind it. */
  url: string;
  room: string;
  doc: Y.Doc;
  seat: Seat;
  /** What the server said last of where the document stands, to be given back; empty before it has. */
  place(): string;
  /** The number of the last own change, 0 before the first. */
  latest(): number;
  hears: Hears;
  Socket?: typeof WebSocket;
};

export type Line = ReturnType<typeof openLine>;

const longestPauseMs = 10_000;
/** Offers are numbered apart from changes, which count from 1. */
const firstOffer = 2 ** 40;

/** Connects `doc` to the server and keeps it connected until it is closed. */
export function openLine({ url, room, doc, seat, place, latest, hears, Socket }: LineParts) {
  const { provider, asItself, destroy } = openProvider({ url, room, doc, place, Socket });
  /** Whether the server's first question on this connection is answered. Until then it lacks what came before. */
  let answered = false;
  /** Whether the server has said on this connection what waits. Where nothing does it says nothing. */
  let toldWaits = false;
  let closed = false;
  const offers = openOffers();

  const reconnect = (): void =>
    asItself(() => {
      provider.disconnect();
      provider.connect();
    });

  // While a goodbye is on its way the provider still takes the line for one.
  const goesThrough = (): boolean => answered && isOpen(provider.ws);

  const numbered = (message: Uint8Array<ArrayBuffer>, number: number): void => {
    provider.ws?.send(message);
    provider.ws?.send(messages.kept(number));
  };

  const answer = (vector: Uint8Array): void => {
    if (!isOpen(provider.ws)) return;
    if (lacksOthersWords(doc, vector, seat)) return hears.setBack();
    // Where it asks once more it has dropped something that did not fit.
    offers.forget();
    const update = Y.encodeStateAsUpdate(doc, vector);
    if (isTooLong(doc, update)) {
      asItself(() => provider.disconnect());
      hears.closed(closeCodes.tooLarge);
      return;
    }
    answered = true;
    numbered(messages.step2(update), latest());
  };

  const calm = openCalm(doc, provider);
  const readSync = provider.messageHandlers[messageKinds.sync];
  provider.messageHandlers[messageKinds.sync] = (encoder, decoder, ...rest) => {
    const show = (): void => readSync?.(encoder, decoder, ...rest);
    const update = peekUpdate(decoder);
    if (update) return calm.take(update, show);
    calm.flush();
    const vector = readQuestion(decoder);
    if (vector === null) show();
    else answer(vector);
  };
  const hearWaits = (sections: string[]): void => {
    toldWaits = true;
    hears.waits(sections);
  };
  provider.messageHandlers[messageKinds.kept] = (_, decoder) => {
    const number = fromServer.kept(decoder);
    if (number > firstOffer) {
      // The server said it of what was offered behind all that it has shown before.
      calm.flush();
      offers.kept(number);
      return;
    }
    // What waits comes first: what is kept is seen by the other unless it waits.
    if (!toldWaits) hearWaits([]);
    // What came before it may have taken away what these words stood in, which is to be known while they are not kept.
    calm.after(() => hears.kept(number));
  };
  provider.messageHandlers[messageKinds.place] = (_, decoder) => {
    const said = fromServer.place(decoder);
    if (said === null) return;
    hears.placed(said);
    provider.params = { place: said.place };
  };
  provider.messageHandlers[messageKinds.refused] = (_, decoder) =>
    hears.refused(refusedSentence(fromServer.refused(decoder)));
  provider.messageHandlers[messageKinds.waits] = (_, decoder) => hearWaits(fromServer.waits(decoder));

  provider.on("status", ({ status }) => {
    answered = toldWaits = false;
    offers.forget();
    calm.flush();
    if (status === "disconnected") hears.online(false);
  });
  provider.on("sync", hears.online);
  provider.on("closed", ({ code }) => hears.closed(code));
  provider.connect();

  return {
    /** Sends one own change, or leaves it for the answer that the next connection begins with. */
    send(update: Uint8Array, number: number): void {
      if (!goesThrough()) return;
      if (update.length > mostUpdateBytes) reconnect();
      else numbered(messages.update(update), number);
    },
    /** Sends an update that is not in the document. `then` hears whether the server has all of it on its disk now. */
    offer(update: Uint8Array, then: (kept: boolean) => void): void {
      if (!goesThrough()) return then(false);
      const number = offers.number(then);
      numbered(update.length > mostUpdateBytes ? messages.step2(update) : messages.update(update), number);
    },
    /** Connects anew at once, also where the line only seems to be up, or was closed for good. */
    reconnect,
    close(): void {
      if (closed) return;
      closed = true;
      offers.forget();
      calm.flush();
      destroy();
    },
  };
}

/** y-websocket's provider, which sends no change of the document by itself. */
function openProvider({ url, room, doc, place, Socket }: Pick<LineParts, "url" | "room" | "doc" | "place" | "Socket">) {
  const awareness = new Awareness(doc);
  // Who is here travels on the other wire.
  awareness.setLocalState(null);
  const provider = new WebsocketProvider(url, room, doc, {
    connect: false,
    params: { place: place() },
    disableBc: true,
    maxBackoffTime: longestPauseMs,
    awareness,
    WebSocketPolyfill: Socket,
  });
  // Changes are sent by the line instead: with a number, never before the server's question, never beyond its limit.
  doc.off("update", provider._updateHandler);
  /** The provider looks its own clientID up when it closes, and fails if the document has another at that moment. */
  const asItself = (action: () => void): void => {
    const current = doc.clientID;
    doc.clientID = awareness.clientID;
    try {
      action();
    } finally {
      doc.clientID = current;
    }
  };
  const destroy = (): void => {
    asItself(() => provider.destroy());
    awareness.destroy();
  };
  return { provider, asItself, destroy };
}

/** What was offered on a connection, by number, and who wants to hear of it. */
function openOffers() {
  let open = new Map<number, (kept: boolean) => void>();
  let last = firstOffer;
  return {
    /** The number of a new offer. `then` hears whether the server has kept it. */
    number(then: (kept: boolean) => void): number {
      last += 1;
      open.set(last, then);
      return last;
    },
    /** The server has kept what has this number. Of one that was forgotten meanwhile nobody wants to hear. */
    kept(number: number): void {
      const then = open.get(number);
      open.delete(number);
      then?.(true);
    },
    /** The connection is gone, and with it whatever was not answered. */
    forget(): void {
      const gone = open;
      open = new Map();
      for (const then of gone.values()) then(false);
    },
  };
}

/**
 * Whether an answer brings more than is kept in one piece. It always names all that was ever deleted, by whomever: that
 * can be long, and is no word of this page.
 */
export function isTooLong(doc: Y.Doc, answer: Uint8Array): boolean {
  if (answer.length <= mostSyncBytes) return false;
  const deletes = Y.encodeStateAsUpdate(doc, Y.encodeStateVector(doc));
  return answer.length - deletes.length > mostSyncBytes;
}
