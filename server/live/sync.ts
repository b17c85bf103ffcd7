/** The Yjs wire: the y-websocket protocol as its stock client speaks it, and our *kept*, *refused* and *waits*. */
import type { WebSocket } from "ws";
import type { Seat } from "../../lib/seats.ts";
import { closeCodes } from "../../lib/wire.ts";
import { type Refused, isVector, messages, mostSyncBytes, mostUpdateBytes, readFromPage } from "../../lib/yjs-wire.ts";
import { type Log, traceOf } from "../log.ts";
import type { Purse, Steps } from "./budget.ts";
import type { OpenDocument } from "./document.ts";
import { type Ending, openMissing } from "./missing.ts";
import { openRateLimit } from "../rate-limit.ts";
import type { Place } from "./place.ts";
import { noRoom, notNow } from "./refused.ts";
import type { Reader, Taken } from "./taken.ts";

const mostUnsentBytes = 1024 * 1024;
// An answer to a sync step 1 can be as large as the document, for four bytes of question.
const answersAMinute = 10;
const messagesASecond = 100;
// y-websocket closes a connection on which nothing has come for 30 s.
const tickEveryMs = 10_000;
// How often a line that waits is looked at, and from what wait on its seat is told that it has used up its time. A
// machine that is busy with something else is not the seat's fault, and closing its line would only begin anew.
const patienceMs = 10_000;
const longWaitMs = 2_000;

export type YjsParts = {
  document: OpenDocument;
  /** Where the document tells how far it has come; null for a reader that has not asked. */
  place: Place | null;
  seat: Seat;
  /** The time this seat may use. */
  purse: Purse;
  log: Log;
};

/** What a message leads to, or the steps that are left until that is known. */
type Outcome = Ending | Steps<Ending>;

/**
 * Serves one document to one connection until it closes.
 * @returns how to take the connection off the document
 */
export function serveYjs(socket: WebSocket, { document, place, seat, purse, log }: YjsParts): () => void {
  const questions = openRateLimit(answersAMinute, 60_000);
  const often = openRateLimit(messagesASecond * 10, 10_000);
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
  const gap = openMissing(askForAll, (number) => void kept.then(() => acknowledge(number)));

  /** Answers a question for what is missing, once all that the answer holds is on disk. */
  const answer = function* (vector: Uint8Array): Steps<Ending> {
    if (!questions.take()) return tooFast();
    if (!isVector(vector, document.authors() + 64)) return closeCodes.malformed;
    const { update, kept: onDisk } = yield* document.answer(vector);
    void onDisk.then(() => {
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

  const end = (ending: Ending): void => {
    if (ending !== undefined) socket.close(ending);
  };
  const endAfter = (error: unknown): void => {
    log.error(traceOf(error), "a message could not be taken");
    socket.close(closeCodes.serverFault);
  };

  /** Hears one message. Gives the steps that are left to do. */
  const hear = (data: unknown, isBinary: boolean): Steps | undefined => {
    if (socket.readyState !== socket.OPEN) return undefined;
    try {
      const outcome = heed(data, isBinary);
      if (typeof outcome === "object") return goThrough(outcome);
      end(outcome);
    } catch (error) {
      endAfter(error);
    }
    return undefined;
  };
  const goThrough = function* (steps: Steps<Ending>): Steps {
    try {
      for (let step = steps.next(); ; step = steps.next()) {
        if (socket.readyState !== socket.OPEN) return;
        if (step.done) return end(step.value);
        yield;
      }
    } catch (error) {
      endAfter(error);
    }
  };

  // While something waits for its turn nothing more is read: it stays where it came from.
  let unheard = 0;
  let patience: NodeJS.Timeout | undefined;
  const heard = (): void => {
    unheard -= 1;
    if (unheard > 0) return;
    clearTimeout(patience);
    socket.resume();
  };
  const inTurn = (work: () => Steps | undefined): void => {
    unheard += 1;
    if (purse.run(work, heard)) {
      unheard -= 1;
      return;
    }
    if (unheard > 1) return;
    socket.pause();
    lookLater();
  };
  const lookLater = (): void => {
    patience = setTimeout(() => (purse.wait() < longWaitMs ? lookLater() : end(tooFast())), patienceMs);
  };
  socket.on("message", (data, isBinary) => inTurn(() => hear(data, isBinary)));

  // A line that is cut says nothing. It must neither hold the document open nor push out a living tab.
  let alive = true;
  socket.on("pong", () => (alive = true));
  const tick = setInterval(() => {
    if (!alive && unheard === 0) return socket.terminate();
    alive = false;
    socket.ping();
    send(messages.nobody);
  }, tickEveryMs);
  const leave = document.read(reader);
  // Before the question: who finds that words are missing here must not answer it.
  const telling = place?.tell((said) => send(messages.place(said)));
  inTurn(() => {
    askForAll();
    return undefined;
  });
  return () => {
    clearInterval(tick);
    clearTimeout(patience);
    telling?.stop();
    leave();
  };
}
