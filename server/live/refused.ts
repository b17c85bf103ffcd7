/** What a writer is told whose words were not taken. */
import { type PlainCode, type Refusal, said } from "../../lib/refusals.ts";
import type { Refused } from "../../lib/yjs-wire.ts";
import type { Reason } from "./guard/cursor.ts";
import type { NoRoom } from "./quota.ts";

type Because = Exclude<Reason, "large"> | "author" | "section" | "waiting";

/** What is too much, as it is said. All other reasons are codes. */
const tooMuch = { size: "much-at-once", deletes: "much-deleted", waiting: "much-waits" } as const satisfies Partial<
  Record<Because, PlainCode>
>;

/** Words that the guard does not take. `why` is its own sentence, which speaks of Yjs. */
export function notTaken(reason: Because, why: string, sections: string[] = []): Refused {
  if (reason === "size" || reason === "deletes" || reason === "waiting") return noRoom(tooMuch[reason], sections);
  return { code: reason, kind: reason, sections, why };
}

/** Words for which there is no place. */
export const noRoom = (
  code: NoRoom | "much-waits" | "much-at-once" | "much-deleted",
  sections: string[] = [],
): Refused => ({ ...said({ code }), kind: "size", sections });

/** Nothing can be written. */
export const damaged: Refused = { ...said({ code: "damaged" }), kind: "damaged", sections: [] };

/** Not now. What was not taken is sent again. */
export const notNow = (seconds: number): Refused => ({
  ...said<Refusal>({ code: "wait", of: "words", seconds }),
  kind: "pace",
  sections: [],
});
