/** Lets work of some ms be done one after the other, with a turn of the event loop for everybody else between. */

// Who reads slowly does not keep the next one from beginning.
const longestMs = 50;

/**
 * Makes `work` wait until what was asked before has been done, or has had its time.
 * @returns the same, in turns; it ends, and fails, as `work` does
 */
export function inTurns<Asked extends unknown[]>(work: (...asked: Asked) => Promise<void>) {
  let before: Promise<unknown> = Promise.resolve();
  return async (...asked: Asked): Promise<void> => {
    const turn = before.then(() => new Promise((come) => setImmediate(come)));
    let done: (value: unknown) => void = () => undefined;
    before = new Promise((over) => (done = over));
    await turn;
    const time = setTimeout(done, longestMs, null);
    try {
      await work(...asked);
    } finally {
      clearTimeout(time);
      done(null);
    }
  };
}
