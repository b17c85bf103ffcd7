/** The lines that are said to a person one after another: each stands long enough to be spoken before the next takes its place. */

/** `stands`: whether the screen says it too. `isShown`: whether it is drawn, and not only spoken. */
export type Line = { line: string; stands: boolean; isShown: boolean };
/** The line that is said now, `turn` being another number for each, and those that wait behind it. */
export type Said = Line & { turn: number; next: readonly Line[] };

export const silence: Said = { line: "", stands: false, isShown: false, turn: 0, next: [] };

/**
 * What is said once `come` is to be: it takes the place of the line before, but waits where that has only just come and
 * would never be spoken. An empty line silences at once.
 * @param isHeard whether the line before has stood long enough to be spoken
 */
export function saidNext(now: Said, come: Line, isHeard: boolean): Said {
  const waits = now.line !== "" && come.line !== "" && (now.next.length > 0 || !isHeard);
  return waits ? { ...now, next: [...now.next, come] } : { ...come, turn: now.turn + 1, next: [] };
}

/** What is said once the line that is said has had its turn: the first that waits, if one does. */
export function nextTurn(now: Said): Said {
  const [following, ...next] = now.next;
  return following ? { ...following, turn: now.turn + 1, next } : now;
}
