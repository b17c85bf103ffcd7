/** Shows what comes from elsewhere as it comes, but takes nothing off a screen so often that it could flash. */
import * as Y from "yjs";

// What goes and comes again is a flash: WCAG 2.3.1 allows three in any second.
const betweenLossesMs = 334;

export type Calm = ReturnType<typeof openCalm>;

/**
 * Holds back what would take something off the screen before its time, and all that comes behind it.
 * @param doc what it all is shown in: what was held back comes into it as one change of `origin`
 */
export function openCalm(doc: Y.Doc, origin: unknown) {
  let held: (() => void)[] = [];
  let lostAt = -Infinity;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const flush = (): void => {
    clearTimeout(timer);
    if (held.length === 0) return;
    const now = held;
    held = [];
    lostAt = performance.now();
    Y.transact(doc, () => now.forEach((show) => show()), origin, false);
  };

  return {
    /** Shows an update by `show`, now or with others in a moment. */
    take(update: Uint8Array, show: () => void): void {
      const takesAway = Y.decodeUpdate(update).ds.clients.size > 0;
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
    /** Shows all that was held back. */
    flush,
  };
}
