/** What a connection asks for, one thing after another, each when its seat has time left for it. */
import type { WebSocket } from "ws";
import { closeCodes } from "../../lib/wire.ts";
import { type Log, traceOf } from "../log.ts";
import type { Purse, Steps } from "./budget.ts";
import type { Ending } from "./missing.ts";

// How often a line that waits is looked at, and how often its seat may have used up its time by then before it is told so.
// A machine that is busy with something else is not the seat's fault, and closing its line would only begin anew.
const lookEveryMs = 1_000;
const mostOwing = 10;

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
  let looking: NodeJS.Timeout | undefined;
  let owing = 0;

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
    clearTimeout(looking);
    socket.resume();
  };
  const look = (): void => {
    if (purse.wait() > 0) owing += 1;
    if (owing >= mostOwing) return end(tooFast());
    looking = setTimeout(look, lookEveryMs);
  };

  return {
    /** Does something now, or when its turn has come. */
    take(heed: () => Outcome): void {
      unheard += 1;
      if (purse.run(() => begin(heed), heard)) {
        unheard -= 1;
        return;
      }
      socket.pause();
      if (unheard > 1) return;
      owing = 0;
      looking = setTimeout(look, lookEveryMs);
    },
    /** Whether something has yet to be done. */
    waits: (): boolean => unheard > 0,
    stop: (): void => clearTimeout(looking),
  };
}
