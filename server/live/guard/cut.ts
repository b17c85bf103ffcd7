/** Cuts a large update into pieces that can be judged and taken one after the other. */
import * as Y from "yjs";
import { type Deletion, effectiveDeletesInSteps } from "./deletes.ts";
import { countEffort } from "./effort.ts";
import { readNew } from "./judge.ts";
import { type Stretch, inOrder } from "./order.ts";
import { withoutOverlaps } from "./overlaps.ts";
import { type Run, readUpdate } from "./reader.ts";
import { nothing, writeUpdate } from "./writer.ts";

// To look once at all that would be deleted.
const mostSteps = 10_000_000;
// Structs, and stretches of them, put in order.
const placedAStep = 5_000;

/**
 * Gives what is new in an update in pieces of at most `most` structs or deleted items, in an order in which each can be
 * taken once those before it were. New structs that are deleted again are so in the same piece. Null where something
 * that it builds on is missing.
 * @throws {Unreadable}
 */
export function* cut(
  doc: Y.Doc,
  bytes: Uint8Array,
  most: number,
): Generator<void, Iterable<Uint8Array> | null, undefined> {
  const knownClock = (client: number) => Y.getState(doc.store, client);
  let update = readUpdate(bytes, knownClock);
  if (update.overlaps) {
    yield;
    const rest = withoutOverlaps(update, knownClock);
    yield;
    update = readNew(rest, knownClock);
  }
  yield;
  const stretches: Stretch[] = [];
  const order = inOrder([...update.runs.values()], knownClock);
  let next = order.next();
  for (let placed = 0; !next.done; next = order.next()) {
    stretches.push(next.value);
    placed += 1 + next.value.to - next.value.from;
    if (placed < placedAStep) continue;
    placed = 0;
    yield;
  }
  if (!next.value) return null;
  const deletes = yield* effectiveDeletesInSteps(doc, update, countEffort(mostSteps));
  if (deletes === null) return null;
  const isNew = ({ section }: Deletion): boolean => section === null;
  return piecesOf(
    update.bytes,
    stretches,
    deletes.filter(isNew),
    insideFirst(deletes.filter((deletion) => !isNew(deletion))),
    most,
  );
}

/** What stands in a card goes before the card: with all that is in it, a card can be too much for one piece. */
const insideFirst = (deletes: readonly Deletion[]): Deletion[] => [
  ...deletes.filter(({ holdsOthers }) => !holdsOthers),
  ...deletes.filter(({ holdsOthers }) => holdsOthers).reverse(),
];

function* piecesOf(
  bytes: Uint8Array,
  stretches: readonly Stretch[],
  ofNew: readonly Deletion[],
  ofKnown: readonly Deletion[],
  most: number,
): Generator<Uint8Array> {
  // All of it has come in another way meanwhile: that is taken like everything else.
  if (stretches.length === 0 && ofKnown.length === 0) yield nothing;
  const deletesIn = deletesOfRuns(ofNew);
  for (const runs of runsOf(stretches, most)) yield writeUpdate(bytes, runs, runs.flatMap(deletesIn)) ?? nothing;
  for (let from = 0, to = 0; from < ofKnown.length; from = to) {
    for (let items = 0; to < ofKnown.length && (to === from || items < most); to += 1) items += ofKnown[to]?.items ?? 0;
    yield (
      writeUpdate(
        bytes,
        [],
        ofKnown.slice(from, to).sort((one, other) => one.clock - other.clock),
      ) ?? nothing
    );
  }
}

/** Stretches as runs, `most` structs at a time, each time descending by clientID. */
function* runsOf(stretches: Iterable<Stretch>, most: number): Generator<Run[]> {
  let parts = new Map<number, Stretch>();
  let left = most;
  for (const { run, from, to } of stretches) {
    for (let start = from, end = from; start < to; start = end) {
      end = Math.min(to, start + left);
      left -= end - start;
      parts.set(run.client, { run, from: parts.get(run.client)?.from ?? start, to: end });
      if (left > 0) continue;
      yield asRuns(parts);
      parts = new Map();
      left = most;
    }
  }
  if (parts.size > 0) yield asRuns(parts);
}

/** Stretches by clientID as runs, descending as Yjs writes them. */
export const asRuns = (parts: ReadonlyMap<number, Stretch>): Run[] =>
  [...parts.values()].map(part).sort((one, other) => other.client - one.client);

function part({ run, from, to }: Stretch): Run {
  const structs = run.structs.slice(from, to);
  const [first, after] = [structs[0], run.structs[to]];
  return {
    client: run.client,
    clock: first?.clock ?? run.clock,
    end: structs.at(-1)?.end ?? run.end,
    structs,
    from: first?.from ?? run.from,
    to: after?.from ?? run.to,
  };
}

/** Gives, run by run and ascending, what of each is deleted. */
function deletesOfRuns(deletes: readonly Deletion[]): (run: Run) => Deletion[] {
  const lists = new Map<number, { deletes: Deletion[]; next: number }>();
  for (const deletion of deletes) {
    const list = lists.get(deletion.client) ?? { deletes: [], next: 0 };
    lists.set(deletion.client, list);
    list.deletes.push({ ...deletion });
  }
  return ({ client, end }) => {
    const found: Deletion[] = [];
    const list = lists.get(client);
    for (let next = list?.deletes[list.next]; list && next && next.clock < end; next = list.deletes[list.next]) {
      found.push({ ...next, end: Math.min(next.end, end) });
      if (next.end > end) {
        next.clock = end;
        break;
      }
      list.next += 1;
    }
    return found;
  };
}
