/** Shows what comes from elsewhere as it comes, but takes nothing off a screen so often that it could flash. */
import * as Y from "yjs";

// What goes and comes again is a flash: WCAG 2.3.1 allows three in any second.
const betweenLossesMs = 334;

export type Calm = ReturnType<typeof openCalm>;

/** Whether all that an update does is to put words into texts. Anything else can take something off the screen. */
function onlyAddsWords(update: Uint8Array): boolean {
  const { structs, ds } = Y.decodeUpdate(update);
  return (
    ds.clients.size === 0 &&
    structs.every((struct) => struct instanceof Y.Item && struct.content instanceof Y.ContentString)
  );
}

/**
 * Holds back what would take something off the screen before its time, and all that comes behind it.
 * @param doc what it all is shown in: what was held back comes into it as one change of `origin`
 */
export function openCalm(doc: Y.Doc, origin: unknown) {
  let held: (() => void)[] = [];
  let behind: (() => void)[] = [];
  let lostAt = -Infinity;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const flush = (): void => {
    clearTimeout(timer);
    if (held.length === 0) return;
    const [now, then] = [held, behind];
    held = [];
    behind = [];
    lostAt = performance.now();
    try {
      Y.transact(doc, () => now.forEach((show) => show()), origin, false);
    } catch (fault) {
      console.error(fault); // Somebody who heard of it has failed. The line goes on, as after any other change.
    }
    for (const next of then) next();
  };

  return {
    /** Shows an update by `show`, now or with others in a moment. */
    take(update: Uint8Array, show: () => void): void {
      const takesAway = !onlyAddsWords(update);
      if (held.length === 0) {
        const left = takesAway ? lostAt + betweenLossesMs - performance.now() : 0;
        if (left <= 0) {
          if (takesAway) lostAt = performance.now();
          return show();
        }
        timer = setTimeout(flush, left);
      }
      held.push(show);
    },
    /** Does something as soon as all is shown that came before it. */
    after(then: () => void): void {
      if (held.length === 0) then();
      else behind.push(then);
    },
    /** Shows all that was held back. */
    flush,
  };
}
