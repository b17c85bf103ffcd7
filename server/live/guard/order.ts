/** Whether Yjs could integrate everything that is new in an update, and in which order. */
import { type Id, type Run, type Struct, type Update, kinds } from "./reader.ts";

/**
 * Gives the new structs so that each comes after the one before it in its run and after all it refers to; null if
 * something is missing or refers in a circle. Exactly then Yjs would park a part of the update, or throw half way
 * (it does not check references within one clientID).
 */
export function integrationOrder(update: Update, knownClock: (client: number) => number): Struct[] | null {
  const reached = new Map<number, number>();
  const isThere = (id: Id | string | null) =>
    id === null || typeof id === "string" || id.clock < (reached.get(id.client) ?? knownClock(id.client));
  for (const run of update.runs.values()) {
    if (run.clock !== knownClock(run.client)) return null;
    reached.set(run.client, run.clock);
  }
  const order: Struct[] = [];
  const advance = (run: Run, from: number): number => {
    let next = from;
    for (let struct = run.structs[next]; struct !== undefined; struct = run.structs[next]) {
      if (struct.kind === kinds.skip || !isThere(struct.left) || !isThere(struct.right) || !isThere(struct.parent))
        break;
      order.push(struct);
      reached.set(run.client, struct.end);
      next += 1;
    }
    return next;
  };
  let waiting = [...update.runs.values()].map((run) => ({ run, next: 0 }));
  while (waiting.length > 0) {
    const before = order.length;
    for (const entry of waiting) entry.next = advance(entry.run, entry.next);
    if (order.length === before) return null;
    waiting = waiting.filter(({ run, next }) => next < run.structs.length);
  }
  return order;
}
