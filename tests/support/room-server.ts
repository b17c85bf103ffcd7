/** A small server for pages under test: it speaks the Yjs wire, keeps what it is sent, and refuses when it is told to. */
import { EventEmitter, once } from "node:events";
import { createServer } from "node:http";
import * as decoding from "lib0/decoding";
import * as encoding from "lib0/encoding";
import { messageYjsSyncStep1, messageYjsSyncStep2, messageYjsUpdate } from "y-protocols/sync";
import { type WebSocket, WebSocketServer } from "ws";
import * as Y from "yjs";
import { type PlaceSaid, messageKinds } from "../../lib/yjs-wire.ts";

type Refusal = { code: number; kind?: string; why?: string };

/** What a page has sent: a sync message with so many bytes in it, or the number of a change. */
export type Heard = { path: string; kind: "step 1" | "step 2" | "update" | "kept"; bytes: number; number: number };

export type RoomServer = Awaited<ReturnType<typeof startRoomServer>>;

/** Starts a server on a port of its own. Undo: `close()`. */
export async function startRoomServer() {
  const http = createServer();
  const server = new WebSocketServer({ noServer: true });
  http.on("upgrade", (request, socket, head) => {
    const [, path] = /^\/yjs(\/[^?]*)/.exec(request.url ?? "") ?? [];
    if (path !== undefined) server.handleUpgrade(request, socket, head, (guest) => receive(guest, path));
  });
  http.listen(0, "127.0.0.1");
  await once(http, "listening");
  const { port } = http.address() as { port: number };
  const changed = new EventEmitter().setMaxListeners(0);
  const docs = new Map<string, Y.Doc>();
  const guests = new Map<WebSocket, string>();
  const heard: Heard[] = [];
  const refusals: Refusal[] = [];
  const unanswered: (() => void)[] = [];
  let keeps = true;
  let isUp = true;
  let asks = true;
  let turnedAway = 0;

  const docOf = (path: string): Y.Doc => {
    const known = docs.get(path);
    if (known) return known;
    const doc = new Y.Doc();
    docs.set(path, doc);
    return doc;
  };

  const take = (path: string, update: Uint8Array, from: WebSocket): void => {
    const refusal = isEmpty(update) ? undefined : refusals.shift();
    if (refusal) {
      const { code, kind = "section", why = "It writes a section its author may not write." } = refusal;
      from.send(json(messageKinds.refused, { kind, sections: [], why }));
      from.close(code);
      return;
    }
    const doc = docOf(path);
    Y.applyUpdate(doc, update);
    if (doc.store.pendingStructs || doc.store.pendingDs) throw new Error("A page sent something with a gap.");
    for (const [guest, place] of guests)
      if (place === path && guest !== from) guest.send(sync(messageYjsUpdate, update));
  };

  const read = (path: string, bytes: Uint8Array, from: WebSocket): void => {
    const message = decoding.createDecoder(bytes);
    const kind = decoding.readVarUint(message);
    if (kind === messageKinds.kept) {
      const number = decoding.readVarUint(message);
      const answer = (): void => from.send(numbered(number));
      heard.push({ path, kind: "kept", bytes: 0, number });
      if (keeps) answer();
      else unanswered.push(answer);
    }
    if (kind !== messageKinds.sync) return;
    const step = decoding.readVarUint(message);
    const payload = decoding.readVarUint8Array(message);
    if (step === messageYjsSyncStep1) from.send(sync(messageYjsSyncStep2, Y.encodeStateAsUpdate(docOf(path), payload)));
    else take(path, payload, from);
    const names = { [messageYjsSyncStep1]: "step 1", [messageYjsSyncStep2]: "step 2" } as const;
    heard.push({ path, kind: names[step as 0 | 1] ?? "update", bytes: payload.length, number: 0 });
  };

  const receive = (guest: WebSocket, path: string): void => {
    if (!isUp) {
      turnedAway += 1;
      guest.terminate();
      changed.emit("changed");
      return;
    }
    guests.set(guest, path);
    guest.on("message", (data: Buffer) => {
      if (guest.readyState === guest.OPEN) read(path, data, guest);
      changed.emit("changed");
    });
    guest.on("close", () => {
      guests.delete(guest);
      changed.emit("changed");
    });
    if (asks) guest.send(sync(messageYjsSyncStep1, Y.encodeStateVector(docOf(path))));
    changed.emit("changed");
  };

  const toAll = (path: string, message: Uint8Array): void => {
    for (const [guest, place] of guests) if (place === path) guest.send(message);
  };

  return {
    http,
    origin: `http://127.0.0.1:${port}`,
    url: `ws://127.0.0.1:${port}/yjs`,
    heard,
    docOf,
    guests: (): number => guests.size,
    /** How many lines came while none was taken. */
    turnedAway: (): number => turnedAway,
    /** Refuses the next updates that say anything, one after the other. */
    refuse: (...next: Refusal[]): void => void refusals.push(...next),
    /** Whether `kept` is answered. What was not is answered when it is again. */
    keep(does: boolean): void {
      keeps = does;
      if (does) for (const answer of unanswered.splice(0)) answer();
    },
    /** Answers one `kept` that was not answered. */
    keepOne: (): void => unanswered.shift()?.(),
    /** Whether a new line is asked for everything at once. */
    askAtOnce: (does: boolean): void => void (asks = does),
    /** Cuts all lines and takes no new ones, or takes them again. */
    up(is: boolean): void {
      isUp = is;
      if (!is) for (const guest of guests.keys()) guest.terminate();
    },
    /** Ends all lines of a document with a close code. */
    end(path: string, code: number): void {
      for (const [guest, place] of guests) if (place === path) guest.close(code);
    },
    waits: (path: string, sections: string[]): void => toAll(path, json(messageKinds.waits, { sections })),
    /** Says where a document stands. */
    place: (path: string, said: PlaceSaid): void => toAll(path, json(messageKinds.place, said)),
    /** Loses all of a document, and says nothing of it. */
    lose: (path: string): void => void docs.delete(path),
    /** Another person's change. */
    write(path: string, change: (doc: Y.Doc) => void): void {
      const doc = docOf(path);
      const before = Y.encodeStateVector(doc);
      doc.transact(() => change(doc));
      toAll(path, sync(messageYjsUpdate, Y.encodeStateAsUpdate(doc, before)));
    },
    /** Asks a page for everything, as after an update that did not fit. */
    ask: (path: string): void => toAll(path, sync(messageYjsSyncStep1, Y.encodeStateVector(docOf(path)))),
    /** Waits until something is so. Looked at again whenever a page has sent something or is gone. */
    async until(so: () => boolean): Promise<void> {
      while (!so()) await once(changed, "changed");
    },
    async close(): Promise<void> {
      for (const guest of server.clients) guest.terminate();
      http.close();
      await once(http, "close");
    },
  };
}

const isEmpty = (update: Uint8Array): boolean => update.length === 2 && update[0] === 0;

function sync(kind: number, bytes: Uint8Array): Uint8Array {
  const message = encoding.createEncoder();
  encoding.writeVarUint(message, messageKinds.sync);
  encoding.writeVarUint(message, kind);
  encoding.writeVarUint8Array(message, bytes);
  return encoding.toUint8Array(message);
}

function numbered(number: number): Uint8Array {
  const message = encoding.createEncoder();
  encoding.writeVarUint(message, messageKinds.kept);
  encoding.writeVarUint(message, number);
  return encoding.toUint8Array(message);
}

function json(kind: number, value: unknown): Uint8Array {
  const message = encoding.createEncoder();
  encoding.writeVarUint(message, kind);
  encoding.writeVarString(message, JSON.stringify(value));
  return encoding.toUint8Array(message);
}
