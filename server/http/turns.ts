/** Lets work of some ms be done one after the other, with a turn of the event loop for everybody else between. */

// Who reads slowly does not keep the next one from beginning.
const shortMs = 50;

const stays = (): boolean => false;

export type Turns = ReturnType<typeof openTurns>;

/**
 * Opens a queue, in which what was asked first is done first.
 * @param turnMs for how long small pieces of work may follow each other before everybody else has a turn
 * @param longestMs how long the next one waits for work that does not end
 * @returns waits until what was asked before has been done, or has had its time, and does `work`; it ends, and fails, as
 * `work` does. `isOver` says whether who asked has gone meanwhile: then nothing is done, and that is null
 */
export function openTurns({ turnMs = 0, longestMs = shortMs } = {}) {
  let before: Promise<void> = Promise.resolve();
  let until = -Infinity;
  return async <T>(work: () => Promise<T>, isOver: () => boolean = stays): Promise<T | null> => {
    const last = before;
    let done = (): void => undefined;
    before = new Promise((over) => (done = over));
    await last;
    let time: NodeJS.Timeout | undefined;
    try {
      if (isOver()) return null;
      if (performance.now() >= until) {
        await new Promise((come) => setImmediate(come));
        until = performance.now() + turnMs;
      }
      time = setTimeout(done, longestMs);
      return await work();
    } finally {
      clearTimeout(time);
      done();
    }
  };
}

/**
 * Makes `work` wait for its turn, in a queue of its own.
 * @param isOver whether who asked has gone meanwhile: then nothing is done
 */
export function inTurns<Asked extends unknown[]>(
  work: (...asked: Asked) => Promise<void>,
  isOver: (...asked: Asked) => boolean,
) {
  const turn = openTurns();
  return async (...asked: Asked): Promise<void> =>
    void (await turn(
      () => work(...asked),
      () => isOver(...asked),
    ));
}
