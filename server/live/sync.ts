/** The Yjs wire: the y-websocket protocol as its stock client speaks it, and our *kept*, *refused* and *waits*. */
import type { WebSocket } from "ws";
import type { Seat } from "../../lib/seats.ts";
import { closeCodes } from "../../lib/wire.ts";
import { type Refused, isVector, messages, mostSyncBytes, mostUpdateBytes, readFromPage } from "../../lib/yjs-wire.ts";
import type { Log } from "../log.ts";
import type { Purse, Steps } from "./budget.ts";
import type { OpenDocument } from "./document.ts";
import { type Outcome, openTurns } from "./in-turn.ts";
import { type Ending, openMissing } from "./missing.ts";
import { openRateLimit } from "../rate-limit.ts";
import type { Place } from "./place.ts";
import { noRoom, notNow } from "./refused.ts";
import { openSending } from "./sending.ts";
import type { Reader, Taken } from "./taken.ts";

// An answer to a sync step 1 can be as large as the document, for four bytes of question.
const answersAMinute = 10;
const messagesASecond = 100;
// y-websocket closes a connection on which nothing has come for 30 s.
const tickEveryMs = 10_000;

export type YjsParts = {
  document: OpenDocument;
  /** Where the document tells how far it has come; null for a reader that has not asked. */
  place: Place | null;
  seat: Seat;
  /** The time this seat may use. */
  purse: Purse;
  log: Log;
};

/**
 * Serves one document to one connection until it closes.
 * @returns how to take the connection off the document
 */
export function serveYjs(socket: WebSocket, { document, place, seat, purse, log }: YjsParts): () => void {
  const questions = openRateLimit(answersAMinute, 60_000);
  const often = openRateLimit(messagesASecond * 10, 10_000);
  let kept: Promise<boolean> = Promise.resolve(true);
  const { send, sendWhole } = openSending(socket);

  const reader: Reader = {
    seat,
    show(update) {
      send(messages.update(update));
      telling?.moved();
    },
    waits: (waiting) => send(messages.waits({ sections: [...waiting] })),
    lost: (because) => socket.close(because === "cannot store" ? closeCodes.cannotStore : closeCodes.serverFault),
  };

  const askForAll = (): void => send(messages.step1(document.vector()));
  const acknowledge = (number: number): void => {
    send(messages.kept(number));
    telling?.moved();
  };
  const gap = openMissing(askForAll, (number) => void kept.then((is) => is && acknowledge(number)));

  /** Answers a question for what is missing, once all that the answer holds is on disk. */
  const answer = function* (vector: Uint8Array): Steps<Ending> {
    if (!questions.take()) return tooFast();
    if (!isVector(vector, document.authors() + 64)) return closeCodes.malformed;
    const { update, kept: onDisk } = yield* document.answer(vector);
    void onDisk.then((isThere) => {
      if (!isThere) return;
      sendWhole(messages.step2(update));
      const held = document.heldOf(seat);
      if (!held) return;
      send(messages.update(held));
      reader.waits(document.waitsOf(seat));
    });
    return undefined;
  };

  type Then = { placed(): Ending; missing(): Ending };
  const take = (update: Uint8Array, most: number, then: Then): Outcome => {
    if (update.length > most) return refuse(noRoom("much-at-once"));
    const taken = document.take(update, reader);
    const takesLong = taken.kind === "large" || taken.kind === "uncounted";
    return takesLong ? takeLarge(update, then) : follow(taken, then);
  };
  const takeLarge = function* (update: Uint8Array, then: Then): Steps<Ending> {
    return follow(yield* document.takeLarge(update, reader), then);
  };
  const follow = (taken: Taken, then: Then): Ending => {
    if (taken.kind === "refused") return refuse(taken.refused);
    if (taken.kind === "lost") {
      // It has closed the line, or does so.
      kept = Promise.resolve(false);
      return undefined;
    }
    if (taken.kind !== "taken") return then.missing();
    kept = taken.kept;
    return then.placed();
  };

  /** Says when to go on. Nothing is lost by it: what was not taken is sent again. */
  const tooFast = (): Ending => {
    const seconds = Math.max(1, Math.ceil(purse.wait() / 1_000));
    send(messages.refused(notNow(seconds)));
    return closeCodes.tooMany;
  };

  const refuse = (refused: Refused): Ending => {
    send(messages.refused(refused));
    return refused.kind === "size" ? closeCodes.tooLarge : closeCodes.refused;
  };

  const read = (bytes: Uint8Array): Outcome => {
    const message = readFromPage(bytes);
    switch (message?.is) {
      case "step1":
        return answer(message.vector);
      case "update":
        return take(message.update, mostUpdateBytes, { placed: () => undefined, missing: gap.miss });
      case "step2":
        // An answer names all that is deleted besides, and the other may have deleted much.
        return take(message.update, mostSyncBytes + document.deleteBytes(), {
          placed: gap.fill,
          missing: gap.missAgain,
        });
      case "kept":
        return gap.owe(message.number);
      // Who is here is the server's word, over the other wire. What the stock client says of it is left lying.
      case "awareness":
        return undefined;
      case undefined:
        return closeCodes.malformed;
    }
  };

  const heed = (data: unknown, isBinary: boolean): Outcome => {
    if (!often.take()) return tooFast();
    if (!isBinary || !(data instanceof Buffer)) return closeCodes.malformed;
    return read(data);
  };

  const turns = openTurns(socket, { purse, log, tooFast });
  socket.on("message", (data, isBinary) => turns.take(() => heed(data, isBinary)));

  const stopTicking = keepAlive(socket, turns.waits, () => send(messages.nobody));
  const leave = document.read(reader);
  // Before the question: who finds that words are missing here must not answer it.
  const telling = place?.tell((said) => send(messages.place(said)));
  turns.take(() => {
    askForAll();
    return undefined;
  });
  return () => {
    stopTicking();
    turns.stop();
    telling?.stop();
    leave();
  };
}

/** Ends a line that was cut, which says nothing: it must neither hold the document open nor push out a living tab. */
function keepAlive(socket: WebSocket, isBusy: () => boolean, say: () => void): () => void {
  let alive = true;
  socket.on("pong", () => (alive = true));
  const tick = setInterval(() => {
    if (!alive && !isBusy()) return socket.terminate();
    alive = false;
    socket.ping();
    say();
  }, tickEveryMs);
  return () => clearInterval(tick);
}
