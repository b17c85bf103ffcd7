/** Whether Yjs could integrate everything that is new in an update, and in which order. */
import { type Id, type Run, type Struct, type Update, kinds, structAt } from "./reader.ts";

/** Structs of one run that stand behind each other: those from index `from` up to `to`. */
export type Stretch = { run: Run; from: number; to: number };

/**
 * Gives the new structs so that each comes after the one before it in its run and after all it refers to; null if
 * something is missing or refers in a circle. Exactly then Yjs would park a part of the update, or throw half way
 * (it does not check references within one clientID).
 */
export function integrationOrder(update: Update, knownClock: (client: number) => number): Struct[] | null {
  const order: Struct[] = [];
  const stretches = inOrder([...update.runs.values()], knownClock);
  for (;;) {
    const { done, value } = stretches.next();
    if (done) return value ? order : null;
    const { run, from, to } = value;
    for (let next = from; next < to; next += 1) order.push(run.structs[next] as Struct);
  }
}

// So that who goes through them step by step has steps.
const longestStretch = 1_000;

type Entry = { run: Run; next: number };

/** The same, stretch by stretch; gives in the end whether it was all. */
export function* inOrder(
  runs: readonly Run[],
  knownClock: (client: number) => number,
): Generator<Stretch, boolean, undefined> {
  const reached = new Map<number, number>();
  const missing = (id: Id | string | null): boolean =>
    id !== null && typeof id !== "string" && id.clock >= (reached.get(id.client) ?? knownClock(id.client));
  for (const run of runs) {
    if (run.clock !== knownClock(run.client)) return false;
    reached.set(run.client, run.clock);
  }
  /** What a run cannot go on without. */
  const lacks = ({ left, right, parent }: Struct): Id | null =>
    (missing(left) ? left : missing(right) ? right : missing(parent) ? parent : null) as Id | null;

  const ready: Entry[] = runs.map((run) => ({ run, next: 0 })).reverse();
  const byClient = new Map(runs.map((run) => [run.client, run]));
  // Runs that wait, by the struct that they wait for: each is looked for once, however many there are.
  const waiting = new Map<Struct, Entry[]>();
  let unfinished = runs.length;
  for (let entry = ready.pop(); entry !== undefined; entry = ready.pop()) {
    const { run, next: from } = entry;
    let lacking: Id | null = null;
    for (let struct = run.structs[from]; struct !== undefined; struct = run.structs[entry.next]) {
      if (entry.next - from >= longestStretch) break;
      if (struct.kind === kinds.skip) return false;
      lacking = lacks(struct);
      if (lacking !== null) break;
      reached.set(run.client, struct.end);
      entry.next += 1;
    }
    if (entry.next > from) yield { run, from, to: entry.next };
    if (lacking === null && entry.next < run.structs.length) ready.push(entry);
    else if (lacking === null) unfinished -= 1;
    else {
      const awaited = structAt(byClient.get(lacking.client)?.structs ?? [], lacking.clock);
      if (awaited === undefined) return false;
      const others = waiting.get(awaited);
      if (others) others.push(entry);
      else waiting.set(awaited, [entry]);
    }
    for (let index = from; index < entry.next; index += 1) {
      const struct = run.structs[index] as Struct;
      for (const waiter of waiting.get(struct) ?? []) ready.push(waiter);
      waiting.delete(struct);
    }
  }
  return unfinished === 0;
}
