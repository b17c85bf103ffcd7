/** Reads the bytes of a Yjs update (V1) without Yjs, and keeps only what a document does not know yet. */
import { Cursor, Unreadable } from "./cursor.ts";

/**
 * The kinds of struct a plain-text document needs. Formats, embeds, XML, bytes and subdocuments are refused. A skip is
 * a gap: honest people send one when words reached them out of order.
 */
export const kinds = { gc: 0, deleted: 1, string: 4, type: 7, any: 8, skip: 10 } as const;
export type Kind = (typeof kinds)[keyof typeof kinds];

/** What a type is: it decides what may stand in it. */
export type Shape = "list" | "map" | "text";

export type Id = { client: number; clock: number };

export const isSameId = (one: Id | null, other: Id | null): boolean =>
  one === other || (one !== null && one.client === other?.client && one.clock === other.clock);

/** One new struct: the clocks from `clock` up to `end`, and what its bytes say about its place. */
export type Struct = Id & {
  end: number;
  kind: Kind;
  /** What it is, if it is a type. */
  shape: Shape | null;
  /** The character or value it was written behind (`origin`), and the one it was written before (`rightOrigin`). */
  left: Id | null;
  right: Id | null;
  /** Said only where there is neither left nor right: the name of a root type, or the struct that holds the type. */
  parent: string | Id | null;
  key: string | null;
  /** Where it begins in the bytes, and where its content does. */
  from: number;
  at: number;
};

/** The new structs of one clientID, without gaps, and where they stand in the bytes. */
export type Run = Id & { end: number; structs: Struct[]; from: number; to: number };

export type Range = { clock: number; end: number };

export type Update = {
  bytes: Uint8Array;
  /** By clientID, descending, as Yjs writes them. */
  runs: Map<number, Run>;
  /** The whole delete set, known or not: by clientID, ranges ascending and disjoint. */
  deletes: Map<number, Range[]>;
  /** Whether a run begins with a struct of which the document already knows a part. */
  overlaps: boolean;
  /** How many values the new structs hold, one in another too. */
  values: number;
};

// Who has been here before names all deletes of the document. Of structs alone 1 MiB is taken.
const longestUpdate = 3 * 2 ** 20;
const longestRuns = 2 ** 20;
const lastClock = 2 ** 31;
const mostStructs = 50_000;
const mostRuns = 500;
const mostRanges = 300_000;
const longestStruct = 1_000_000;
// One in another counts too. A change of a person holds ten, and 1 MiB of what people write 40,000.
export const mostValues = 50_000;
// In one, with itself. What people write has ten. What has many more takes long to be read, wherever it lies.
const mostInAValue = 100;
/** As Yjs numbers them; what follows is XML. */
export const shapes: readonly Shape[] = ["list", "map", "text"];

/**
 * Takes the bytes of an update and the clock up to which each clientID is known; gives what is new in them, `most`
 * structs. It reads as Yjs 13.6 does (`readClientsStructRefs`, `readAndApplyDeleteSet`), but nothing that Yjs' readers take differently.
 * Known structs are checked for form and forgotten, so that what is allocated is bounded by what is new.
 * @throws {Unreadable} for anything else
 */
export function readUpdate(
  bytes: Uint8Array,
  knownClock: (client: number) => number,
  most: number = mostStructs,
): Update {
  if (bytes.length > longestUpdate) throw new Unreadable("limit", "The update is longer than 3 MiB.");
  const cursor = new Cursor(bytes);
  const update: Update = { bytes, runs: new Map(), deletes: new Map(), overlaps: false, values: 0 };
  let last = Infinity;
  let structs = 0;
  for (let runs = cursor.count(5); runs > 0; runs -= 1) {
    const run = readRun(cursor, knownClock, last, most - structs);
    last = run.client;
    if (run.structs.length === 0) continue;
    update.runs.set(run.client, run);
    update.overlaps ||= run.clock < knownClock(run.client);
    structs += run.structs.length;
    if (structs > most)
      throw new Unreadable(most < mostStructs ? "large" : "limit", "The update has too many new structs.");
    if (update.runs.size > mostRuns) throw new Unreadable("limit", "The update has too many new clientIDs.");
  }
  if (cursor.at > longestRuns) throw new Unreadable("size", "This is too much to keep in one piece.");
  update.values = cursor.values;
  update.deletes = readDeletes(cursor);
  if (cursor.left > 0) throw new Unreadable("malformed", "Something follows the end of the update.");
  return update;
}

/** The delete set that an update ends with. */
export function readDeletes(cursor: Cursor): Map<number, Range[]> {
  const deletes = new Map<number, Range[]>();
  for (const { client, clock, end } of deletesIn(cursor)) {
    const ranges = deletes.get(client);
    if (ranges) ranges.push({ clock, end });
    else deletes.set(client, [{ clock, end }]);
  }
  return deletes;
}

/** Reads the ranges of a delete set one by one. */
export function* deletesIn(cursor: Cursor): Generator<Range & { client: number }> {
  const read = new Set<number>();
  let most = mostRanges;
  for (let clients = cursor.count(2); clients > 0; clients -= 1) {
    const client = cursor.uint();
    if (read.has(client)) throw new Unreadable("malformed", "A clientID has two lists of deletes.");
    read.add(client);
    let last = 0;
    for (let count = cursor.count(2); count > 0; count -= 1) {
      const clock = cursor.uint();
      const end = clock + cursor.uint();
      if (clock < last || end <= clock) throw new Unreadable("malformed", "The deletes are empty or not in order.");
      if (end > lastClock) throw new Unreadable("malformed", "A clock is too high.");
      if ((most -= 1) < 0) throw new Unreadable("limit", "The update has too many deletes.");
      yield { client, clock, end };
      last = end;
    }
  }
}

/** Reads a run, and no further than to the first new struct that is more than `most`. */
function readRun(cursor: Cursor, knownClock: (client: number) => number, last: number, most: number): Run {
  const { count, client, clock } = readHead(cursor, last);
  const known = knownClock(client);
  const run: Run = { client, clock, end: clock, structs: [], from: cursor.at, to: 0 };
  for (let i = 0; i < count; i += 1) {
    const values = cursor.values;
    const struct = readStruct(cursor, client, run.end, mostValues);
    run.end = struct.end;
    if (struct.end <= known) {
      cursor.values = values;
      continue;
    }
    if (run.structs.length === 0) {
      run.clock = struct.clock;
      run.from = struct.from;
    }
    if (struct.end - struct.clock > longestStruct) throw new Unreadable("limit", "A struct is too long.");
    if (run.structs.push(struct) > most) break;
  }
  run.to = cursor.at;
  return run;
}

/** Reads what a run begins with: how many structs it has, whose, and from which clock on. `last` is the clientID before. */
export function readHead(cursor: Cursor, last: number): Id & { count: number } {
  const count = cursor.count(2);
  const client = cursor.uint();
  if (count === 0) throw new Unreadable("malformed", "A clientID has no structs.");
  if (client >= last) throw new Unreadable("malformed", "The clientIDs are not in descending order.");
  return { count, client, clock: cursor.uint() };
}

/** Reads one struct, of any length, that begins at `clock`; throws as soon as the cursor has passed more than `most` values. */
export function readStruct(cursor: Cursor, client: number, clock: number, most = Infinity): Struct {
  const from = cursor.at;
  const info = cursor.byte();
  const struct: Struct = {
    client,
    clock,
    end: 0,
    kind: kindOf(info),
    shape: null,
    left: null,
    right: null,
    parent: null,
    key: null,
    from,
    at: 0,
  };
  if (struct.kind !== kinds.gc && struct.kind !== kinds.skip) {
    if (info & 128) struct.left = readId(cursor);
    if (info & 64) struct.right = readId(cursor);
    if (struct.left === null && struct.right === null) {
      struct.parent = readParent(cursor);
      if (info & 32) struct.key = cursor.key();
    }
  }
  if (struct.kind === kinds.type) struct.shape = readShape(cursor);
  struct.at = cursor.at;
  struct.end = clock + (struct.shape === null ? readContent(cursor, struct.kind, most) : 1);
  if (struct.end === clock) throw new Unreadable("malformed", "A struct has no length.");
  if (struct.end > lastClock) throw new Unreadable("malformed", "A clock is too high.");
  return struct;
}

/** The struct that holds a clock of its run. */
export function structAt(structs: readonly Struct[], clock: number): Struct | undefined {
  let low = 0;
  let high = structs.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((structs[middle]?.end ?? Infinity) <= clock) low = middle + 1;
    else high = middle;
  }
  return structs[low];
}

function kindOf(info: number): Kind {
  // Yjs has two readers, and they disagree about these two when they carry flags.
  if (info === kinds.gc || info === kinds.skip) return info;
  const kind = info & 31;
  if (kind === kinds.deleted || kind === kinds.string || kind === kinds.type || kind === kinds.any) return kind;
  throw new Unreadable("malformed", "A struct is of a kind that this document does not hold.");
}

function readId(cursor: Cursor): Id {
  return { client: cursor.uint(), clock: cursor.uint() };
}

function readParent(cursor: Cursor): string | Id {
  const isRoot = cursor.uint();
  if (isRoot > 1) throw new Unreadable("malformed", "A parent is neither a root type nor a struct.");
  return isRoot === 1 ? cursor.name() : readId(cursor);
}

function readShape(cursor: Cursor): Shape {
  const shape = shapes[cursor.uint()];
  if (shape === undefined) throw new Unreadable("malformed", "A type is of a kind that this document does not hold.");
  return shape;
}

/** Reads past the content and gives its length in clocks. */
function readContent(cursor: Cursor, kind: Kind, most: number): number {
  if (kind === kinds.string) return cursor.text();
  if (kind !== kinds.any) return cursor.uint();
  const values = cursor.count(1);
  for (let i = 0; i < values; i += 1) {
    const before = cursor.values;
    cursor.value();
    if (cursor.values - before > mostInAValue) throw new Unreadable("limit", "A value holds too many others.");
    if (cursor.values > most) throw new Unreadable("limit", "The update has too many values.");
  }
  return values;
}
