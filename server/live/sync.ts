/** The Yjs wire: the y-websocket protocol as its stock client speaks it, and our *kept*, *refused* and *waits*. */
import * as decoding from "lib0/decoding";
import * as encoding from "lib0/encoding";
import type { WebSocket } from "ws";
import type { Seat } from "../../lib/seats.ts";
import { type Refused, type Waits, closeCodes, messageKinds, mostSyncBytes, mostUpdateBytes } from "../../lib/wire.ts";
import { type Log, traceOf } from "../log.ts";
import type { OpenDocument, Reader } from "./document.ts";
import { type Ending, openGap } from "./gap.ts";
import { openPace } from "../pace.ts";

// The message kinds inside a sync message (y-protocols/sync).
const syncStep1 = 0;
const syncStep2 = 1;
const syncUpdate = 2;

const mostUnsentBytes = 1024 * 1024;
// An answer to a sync step 1 can be as large as the document, for four bytes of question.
const answersAMinute = 10;
const messagesASecond = 100;
// y-websocket closes a connection on which nothing has come for 30 s.
const tickEveryMs = 10_000;

/**
 * Serves one document to one connection until it closes.
 * @returns how to take the connection off the document
 */
export function serveYjs(socket: WebSocket, document: OpenDocument, seat: Seat, log: Log): () => void {
  const questions = openPace(answersAMinute, 60_000);
  const messages = openPace(messagesASecond * 10, 10_000);
  let kept: Promise<void> = Promise.resolve();
  // One whole document may take its time on a slow line. What comes behind it must not pile up.
  let answering = 0;
  const send = (bytes: Uint8Array): void => {
    if (socket.readyState !== socket.OPEN) return;
    if (socket.bufferedAmount - answering > mostUnsentBytes) socket.close(closeCodes.tooSlow);
    else socket.send(bytes);
  };
  const sendWhole = (bytes: Uint8Array): void => {
    if (socket.readyState !== socket.OPEN) return;
    if (answering > mostUnsentBytes) return socket.close(closeCodes.tooSlow);
    answering += bytes.length;
    socket.send(bytes, () => (answering -= bytes.length));
  };

  const reader: Reader = {
    seat,
    show: (update) => send(syncMessage(syncUpdate, update)),
    waits: (waiting) => send(jsonMessage(messageKinds.waits, { sections: [...waiting] } satisfies Waits)),
    lost: (because) => socket.close(because === "cannot store" ? closeCodes.cannotStore : closeCodes.serverFault),
  };

  const askForAll = (): void => send(syncMessage(syncStep1, document.vector()));
  const gap = openGap(askForAll, (number) => void kept.then(() => send(keptMessage(number))));

  /** Answers a question for what is missing, once all that the answer holds is on disk. */
  const answer = (vector: Uint8Array): Ending => {
    if (!questions.take()) return closeCodes.tooMany;
    if (entriesOf(vector) > document.authors() + 64) return closeCodes.malformed;
    const { update, kept: onDisk } = document.answer(vector);
    void onDisk.then(() => {
      sendWhole(syncMessage(syncStep2, update));
      const held = document.heldOf(seat);
      if (!held) return;
      send(syncMessage(syncUpdate, held));
      reader.waits(document.waitsOf(seat));
    });
    return undefined;
  };

  type Then = { placed(): Ending; missing(): Ending };
  const take = (update: Uint8Array, most: number, then: Then): Ending => {
    if (update.length > most)
      return refuse({ kind: "size", sections: [], why: "This is too much to keep in one piece." });
    const taken = document.take(update, reader);
    if (taken.kind === "refused") return refuse(taken.refused);
    if (taken.kind === "incomplete") return then.missing();
    kept = taken.kept;
    return then.placed();
  };

  const refuse = (refused: Refused): Ending => {
    send(jsonMessage(messageKinds.refused, refused));
    return refused.kind === "size" ? closeCodes.tooLarge : closeCodes.refused;
  };

  const sync = (message: decoding.Decoder): Ending => {
    const kind = decoding.readVarUint(message);
    const bytes = decoding.readVarUint8Array(message);
    if (decoding.hasContent(message)) return closeCodes.malformed;
    if (kind === syncStep1) return answer(bytes);
    if (kind === syncUpdate) return take(bytes, mostUpdateBytes, { placed: () => undefined, missing: gap.miss });
    if (kind !== syncStep2) return closeCodes.malformed;
    return take(bytes, mostSyncBytes, { placed: gap.fill, missing: gap.missAgain });
  };

  const readNumber = (message: decoding.Decoder): Ending => {
    const number = decoding.readVarUint(message);
    if (decoding.hasContent(message)) return closeCodes.malformed;
    return gap.owe(number);
  };

  const read = (bytes: Uint8Array): Ending => {
    const message = decoding.createDecoder(bytes);
    switch (decoding.readVarUint(message)) {
      case messageKinds.sync:
        return sync(message);
      case messageKinds.kept:
        return readNumber(message);
      // Who is here is the server's word, over the other wire. What the stock client says of it is left lying.
      case messageKinds.awareness:
      case messageKinds.queryAwareness:
        return undefined;
      default:
        return closeCodes.malformed;
    }
  };

  const heed = (data: unknown, isBinary: boolean): Ending => {
    if (!messages.take()) return closeCodes.tooMany;
    if (!isBinary || !(data instanceof Buffer)) return closeCodes.malformed;
    try {
      return read(data);
    } catch (error) {
      if (isUnreadable(error)) return closeCodes.malformed;
      log.error(traceOf(error), "a message could not be taken");
      return closeCodes.serverFault;
    }
  };

  socket.on("message", (data, isBinary) => {
    if (socket.readyState !== socket.OPEN) return;
    const ending = heed(data, isBinary);
    if (ending !== undefined) socket.close(ending);
  });

  // A line that is cut says nothing. It must neither hold the document open nor push out a living tab.
  let alive = true;
  socket.on("pong", () => (alive = true));
  const tick = setInterval(() => {
    if (!alive) return socket.terminate();
    alive = false;
    socket.ping();
    send(emptyAwareness);
  }, tickEveryMs);
  const leave = document.read(reader);
  askForAll();
  return () => {
    clearInterval(tick);
    leave();
  };
}

/** Whether an error is what lib0 throws for bytes that cannot be read; any other would be a fault of ours. */
const isUnreadable = (error: unknown): boolean =>
  error instanceof RangeError ||
  (error instanceof Error && /^(Unexpected end of array|Integer out of Range)/.test(error.message));

/** How many clientIDs a state vector names. */
const entriesOf = (vector: Uint8Array): number => decoding.readVarUint(decoding.createDecoder(vector));

function syncMessage(kind: number, bytes: Uint8Array): Uint8Array {
  const message = encoding.createEncoder();
  encoding.writeVarUint(message, messageKinds.sync);
  encoding.writeVarUint(message, kind);
  encoding.writeVarUint8Array(message, bytes);
  return encoding.toUint8Array(message);
}

function keptMessage(number: number): Uint8Array {
  const message = encoding.createEncoder();
  encoding.writeVarUint(message, messageKinds.kept);
  encoding.writeVarUint(message, number);
  return encoding.toUint8Array(message);
}

function jsonMessage(kind: number, value: Refused | Waits): Uint8Array {
  const message = encoding.createEncoder();
  encoding.writeVarUint(message, kind);
  encoding.writeVarString(message, JSON.stringify(value));
  return encoding.toUint8Array(message);
}

// An awareness message that names nobody.
const emptyAwareness = Uint8Array.of(messageKinds.awareness, 1, 0);
