/** How much of a document each seat may fill, so that nobody can make it too large to open or use it up for both. */
import * as Y from "yjs";
import { type Author, type Seat, authorOf, seats } from "../../lib/seats.ts";
import type { Steps } from "./budget.ts";
import { openCardSizes } from "./card-sizes.ts";
import type { Splits } from "./guard/deletes.ts";
import type { SharedType } from "./guard/home.ts";
import { isSameId } from "./guard/reader.ts";
import { structsOfAValue } from "./in-steps.ts";
import type { Taken } from "./taken.ts";

// For each seat: bytes of words, pieces that were written in a row, and clientIDs. Five years of ten sessions a day with
// two pens make 36,000 clientIDs; 500,000 keystrokes about 20,000 pieces.
const mostBytes = 5 * 1024 * 1024;
const mostPieces = 150_000;
const mostClients = 40_000;
// Items in memory, by who wrote them. Deletes make more of them, of the other's words too, and nobody can tell afterwards
// whose deletes those were. So beyond this number a seat's words are not cut in two any more, by neither of the two, and
// of new words it may add only what it has left of a smaller share: who cuts up their own words stops nobody else.
const mostItems = 150_000;
const ownPieces = 30_000;

// What a piece takes beside its words: its number and its neighbours.
const bytesOfAPiece = 20;
// What a value takes beside its words, and what the server's own line about an entry of a list does.
const bytesOfAValue = 10;
const bytesOfAnEntry = 700;
const bytesOfARange = 10;
// A new struct may cut the items on both of its sides.
const itemsOfAStruct = 3;

/** What of a document is used up. */
export type NoRoom = "full" | "many-pieces" | "card-pieces" | "many-pages";

/** What an update would add. */
export type Growth = {
  update: Uint8Array;
  structs: number;
  splits: Splits;
  cards: ReadonlyMap<SharedType, number>;
  newClients: number;
  values: number;
  entries: number;
};

const bytesIn = ({ update, values, entries }: Growth): number =>
  update.length + values * bytesOfAValue + entries * bytesOfAnEntry;

type Share = { bytes: number; pieces: number; clients: number; items: number };
type Count = { shares: Record<Author, Share>; ranges: number };

const authors = ["server", ...seats] as const;
const noShare = (): Share => ({ bytes: 0, pieces: 0, clients: 0, items: 0 });

// How many structs are looked at in a step.
const structsAStep = 2_500;

const nothing = (): Count => ({
  shares: { server: noShare(), client: noShare(), practitioner: noShare() },
  ranges: 0,
});

/** Counts what a document holds, in steps. What changes meanwhile may be in it or not. */
function* count(doc: Y.Doc): Steps<Count> {
  const total = nothing();
  let looked = 0;
  for (const client of doc.store.clients.keys()) {
    const author = authorOf(client);
    if (author === null) continue;
    total.shares[author].clients += 1;
    looked += yield* countStructs(doc, client, total.shares[author], total);
    if (looked < structsAStep) continue;
    looked = 0;
    yield;
  }
  return total;
}

/** Counts what a clientID has written, and gives how many structs were looked at since the last step. */
function* countStructs(doc: Y.Doc, client: number, share: Share, total: Count): Steps<number> {
  let before: Y.Item | Y.GC | null = null;
  for (let at = 0; ; yield) {
    // Between two steps structs may have been joined, or cut.
    const structs = doc.store.clients.get(client) ?? [];
    const from = at === 0 ? 0 : Y.findIndexSS(structs, at);
    let index = from;
    for (let looked = 0; looked < structsAStep && index < structs.length; index += 1) {
      const struct = structs[index] as Y.Item | Y.GC;
      const isNew = !continues(struct, before);
      if (isNew) share.pieces += 1;
      share.bytes += (isNew ? bytesOfAPiece : 0) + bytesOf(struct);
      if (struct.deleted && !before?.deleted) total.ranges += 1;
      at = struct.id.clock + struct.length;
      before = struct;
      looked += 1 + structsOfAValue * valuesIn(struct).length;
    }
    share.items += index - from;
    if (index === structs.length) return index - from;
  }
}

const valuesIn = (struct: Y.Item | Y.GC): readonly unknown[] =>
  struct instanceof Y.Item && struct.content instanceof Y.ContentAny ? struct.content.arr : [];

/**
 * Whether a struct was once one with the struct before it, or could have been: written behind it in a row. Others can
 * cut what somebody has written, and that is not to count against who wrote it.
 */
function continues(struct: Y.Item | Y.GC, before: Y.Item | Y.GC | null): boolean {
  if (before === null || !("content" in struct) || !("content" in before)) return false;
  const { origin, rightOrigin, id } = struct;
  return origin?.client === id.client && origin.clock === id.clock - 1 && isSameId(rightOrigin, before.rightOrigin);
}

function bytesOf(struct: Y.Item | Y.GC): number {
  if (!("content" in struct) || struct.deleted) return 0;
  const { content } = struct;
  if ("str" in content) return Buffer.byteLength(content.str as string);
  const key = struct.parentSub?.length ?? 0;
  const ofEach = struct.parentSub === null ? bytesOfAnEntry : 0;
  return valuesIn(struct).reduce<number>((sum, value) => sum + sizeOf(value) + ofEach, key);
}

function sizeOf(value: unknown): number {
  if (typeof value === "string") return bytesOfAValue + Buffer.byteLength(value);
  if (typeof value !== "object" || value === null) return bytesOfAValue;
  let size = bytesOfAValue;
  if (Array.isArray(value)) for (const inside of value) size += sizeOf(inside);
  else for (const [key, inside] of Object.entries(value)) size += Buffer.byteLength(key) + sizeOf(inside);
  return size;
}

export type Quota = ReturnType<typeof quotaFrom>;

/** Does what may find that there is no room, and once more when that is counted. */
export function* counted<T extends Taken | null>(quota: Quota, attempt: () => T): Steps<T | Taken> {
  const first = attempt();
  if (first?.kind !== "uncounted") return first;
  yield* quota.recount();
  const again = attempt();
  return again?.kind === "uncounted" ? { ...again, kind: "refused" } : again;
}

/** Counts a document that was just opened. */
export function* openQuota(doc: Y.Doc): Steps<Quota> {
  return quotaFrom(doc, yield* count(doc));
}

function quotaFrom(doc: Y.Doc, first: Count) {
  // Never less than what is there: each change adds the most that it could have added, until all is counted again.
  let now = first;
  const added = nothing();
  // How many changes there were, and how many when the count began that these figures are of. One may never come to its end.
  let changes = 0;
  let countedAt = 0;
  const sizes = openCardSizes();
  doc.on("afterTransaction", () => (changes += 1));

  return {
    /** Why a seat may not add this to the document; null where it may. */
    refuses(seat: Seat, growth: Growth): NoRoom | null {
      const { structs, splits, newClients } = growth;
      const { bytes, pieces, clients, items } = now.shares[seat];
      if (authors.some((author) => splits[author] > 0 && now.shares[author].items + splits[author] > mostItems))
        return "many-pieces";
      if (sizes.refuses(growth.cards)) return "card-pieces";
      if (structs === 0) return null;
      const isFull = items + itemsOfAStruct * structs > mostItems;
      if (bytes + bytesIn(growth) > mostBytes) return "full";
      if (clients + newClients > mostClients) return "many-pages";
      return pieces + structs > (isFull ? ownPieces : mostPieces) ? "many-pieces" : null;
    },

    /** Whether what refuses something may be too much, and is worth to be counted anew. */
    isGuess: (): boolean => countedAt !== changes,

    /** Counts all of it anew, in steps. */
    *recount(): Steps {
      const begunAt = changes;
      const before = structuredClone(added);
      const total = yield* count(doc);
      // What was added meanwhile may not be in it.
      now = plus(total, added, before);
      countedAt = begunAt;
    },

    /** Counts what a seat is about to add. */
    add(seat: Seat, growth: Growth): void {
      const { structs, splits, newClients } = growth;
      sizes.add(growth.cards);
      for (const total of [now, added]) {
        const share = total.shares[seat];
        share.clients += newClients;
        share.bytes += bytesIn(growth);
        share.pieces += structs;
        share.items += itemsOfAStruct * structs;
        for (const author of authors) total.shares[author].items += splits[author];
        total.ranges += structs + authors.reduce((sum, author) => sum + splits[author], 0) + 1;
      }
    },

    /** The most bytes in which somebody can name all that is deleted here. */
    deleteBytes: (): number =>
      now.ranges * bytesOfARange + seats.reduce((sum, seat) => sum + now.shares[seat].clients * bytesOfARange, 0),
  };
}

/** A count, and by how much another one has grown. */
function plus(total: Count, after: Count, before: Count): Count {
  const share = (of: Author): Share => {
    const [one, now, then] = [total, after, before].map(({ shares }) => shares[of]) as [Share, Share, Share];
    return {
      bytes: one.bytes + now.bytes - then.bytes,
      pieces: one.pieces + now.pieces - then.pieces,
      clients: one.clients + now.clients - then.clients,
      items: one.items + now.items - then.items,
    };
  };
  return {
    shares: { server: share("server"), client: share("client"), practitioner: share("practitioner") },
    ranges: total.ranges + after.ranges - before.ranges,
  };
}
