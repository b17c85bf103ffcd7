/** Lets work of some ms be done one after the other, with a turn of the event loop for everybody else between. */

// Who reads slowly does not keep the next one from beginning.
const longestMs = 50;

/**
 * Makes `work` wait until what was asked before has been done, or has had its time.
 * @param isOver whether who asked has gone meanwhile: then nothing is done
 * @returns the same, in turns; it ends, and fails, as `work` does
 */
export function inTurns<Asked extends unknown[]>(
  work: (...asked: Asked) => Promise<void>,
  isOver: (...asked: Asked) => boolean,
) {
  let before: Promise<unknown> = Promise.resolve();
  return async (...asked: Asked): Promise<void> => {
    const last = before;
    let done: (value: unknown) => void = () => undefined;
    before = new Promise((over) => (done = over));
    await last;
    if (isOver(...asked)) return done(null);
    await new Promise((come) => setImmediate(come));
    const time = setTimeout(done, longestMs, null);
    try {
      await work(...asked);
    } finally {
      clearTimeout(time);
      done(null);
    }
  };
}
