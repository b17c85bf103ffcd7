/** What a connection asks for, one thing after another, each when its seat has time left for it. */
import type { WebSocket } from "ws";
import { closeCodes } from "../../lib/wire.ts";
import { type Log, traceOf } from "../log.ts";
import type { Purse, Steps } from "./budget.ts";
import type { Ending } from "./missing.ts";

// How often a line that waits is looked at, and from what wait on its seat is told that it has used up its time. A
// machine that is busy with something else is not the seat's fault, and closing its line would only begin anew.
const patienceMs = 10_000;
const longWaitMs = 2_000;

/** What a message leads to, or the steps that are left until that is known. */
export type Outcome = Ending | Steps<Ending>;

type Parts = {
  /** The time of the seat. */
  purse: Purse;
  log: Log;
  /** Says when to go on, and gives how the line ends by that. */
  tooFast(): Ending;
};

/** Takes things in turn until `stop` is called. While something waits nothing more is read: it stays where it came from. */
export function openTurns(socket: WebSocket, { purse, log, tooFast }: Parts) {
  let unheard = 0;
  let patience: NodeJS.Timeout | undefined;

  const end = (ending: Ending): void => {
    if (ending !== undefined) socket.close(ending);
  };
  const endAfter = (error: unknown): void => {
    log.error(traceOf(error), "a message could not be taken");
    socket.close(closeCodes.serverFault);
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
  /** Begins something. Gives the steps that are left to do. */
  const begin = (heed: () => Outcome): Steps | undefined => {
    if (socket.readyState !== socket.OPEN) return undefined;
    try {
      const outcome = heed();
      if (typeof outcome === "object") return goThrough(outcome);
      end(outcome);
    } catch (error) {
      endAfter(error);
    }
    return undefined;
  };

  const heard = (): void => {
    unheard -= 1;
    if (unheard > 0) return;
    clearTimeout(patience);
    socket.resume();
  };
  const lookLater = (): void => {
    patience = setTimeout(() => (purse.wait() < longWaitMs ? lookLater() : end(tooFast())), patienceMs);
  };

  return {
    /** Does something now, or when its turn has come. */
    take(heed: () => Outcome): void {
      unheard += 1;
      if (purse.run(() => begin(heed), heard)) {
        unheard -= 1;
        return;
      }
      if (unheard > 1) return;
      socket.pause();
      lookLater();
    },
    /** Whether something has yet to be done. */
    waits: (): boolean => unheard > 0,
    stop: (): void => clearTimeout(patience),
  };
}
