/** What is done for good after a while in which it could be taken back: only by a page that knows it was not. */

/**
 * Calls `finish` when the time is over, in the moment in which all that the server has is here. Where that cannot be known
 * then, the time begins anew: a device that was asleep would otherwise finish what was taken back meanwhile.
 * @param catchUp how a page waits for what the server has; gives whether it is here
 * @returns how to stop
 */
export function afterTime(ms: number, catchUp: (then: (is: boolean) => void) => void, finish: () => void): () => void {
  let stopped = false;
  let timer: ReturnType<typeof setTimeout>;
  const over = (): void =>
    catchUp((is) => {
      if (stopped) return;
      if (is) finish();
      else begin();
    });
  const begin = (): void => {
    timer = setTimeout(over, ms);
  };
  begin();
  return () => {
    stopped = true;
    clearTimeout(timer);
  };
}
