/** Hostile updates, at random: structs with any neighbours, parents and keys, wild deletes, and damaged bytes. */
import * as Y from "yjs";
import { type Author, authorOf } from "../../lib/seats.ts";
import { rightTo, sectionNames } from "../../lib/sections.ts";
import { type SharedType, rootOf } from "../../server/live/guard/home.ts";
import type { Random } from "./guard-random.ts";
import {
  type ForgedDeletes,
  type ForgedRun,
  type Id,
  type Piece,
  edited,
  forge,
  gc,
  give,
  newDocument,
  openMode,
  raw,
  skip,
  text,
  tombstone,
  type,
  values,
} from "./guard-space.ts";
import { write } from "./guard-writing.ts";

/** A server's document with some weeks of honest history. */
export function honestHistory(random: Random): Y.Doc {
  const doc = newDocument("server");
  doc.clientID = random.clientId("server");
  const pens = (["client", "practitioner", "client", "practitioner"] as const).map((seat) => ({
    seat,
    id: random.clientId(seat),
  }));
  for (let edits = 40; edits > 0; edits -= 1) {
    const { seat, id } = random.pick(pens);
    give(doc, honestUpdate(doc, seat, id, random), seat);
  }
  return doc;
}

export const mayWrite = (author: Author) => sectionNames.filter((name) => rightTo(author, name, openMode) === "yes");

/** One to four honest edits in sections that `author` may write. */
export function honestUpdate(doc: Y.Doc, author: Author, id: number, random: Random): Uint8Array {
  return edited(doc, id, (copy) => {
    for (let edits = 1 + random.below(4); edits > 0; edits -= 1) write(copy, random.pick(mayWrite(author)), random);
  });
}

type Place = Pick<Piece, "left" | "right" | "root" | "parent" | "key">;

/** What an attacker can point at. What the author may write is named more often, so that more gets past the first check. */
type Known = { doc: Y.Doc; all: Y.Item[]; mine: Y.Item[]; types: Y.Item[]; collected: Id[]; roots: string[] };

function survey(doc: Y.Doc, author: Author, random: Random): Known {
  const own = mayWrite(author);
  const known: Known = {
    doc,
    all: [],
    mine: [],
    types: [],
    collected: [],
    roots: [...own, ...own, ...sectionNames, "__proto__"],
  };
  for (const structs of doc.store.clients.values()) {
    for (const struct of structs) {
      if (!("content" in struct)) {
        known.collected.push([struct.id.client, struct.id.clock]);
        continue;
      }
      known.all.push(struct);
      const isType = "type" in struct.content;
      const { root } = rootOf(struct.parent as SharedType);
      const isMine = rightTo(author, root, openMode) === "yes";
      if (isMine) known.mine.push(struct);
      if (isType && (isMine || random.chance(0.2))) known.types.push(struct);
    }
  }
  return known;
}

/** An update made by hand, most of it well-formed and much of it within the author's own sections. */
export function craft(doc: Y.Doc, author: Author, random: Random): Uint8Array {
  const known = survey(doc, author, random);
  const fresh: Id[] = [];
  const writers = [...doc.store.clients.keys()].filter((client) => authorOf(client) === author || random.chance(0.01));
  const clients = new Set<number>();
  for (let runs = random.chance(0.7) ? 1 : 2 + random.below(2); runs > 0; runs -= 1) {
    clients.add(writers.length > 0 && random.chance(0.5) ? random.pick(writers) : random.clientId(author));
  }
  const runs = [...clients]
    .sort((a, b) => (random.chance(0.01) ? a - b : b - a))
    .map((client): ForgedRun => {
      const now = Y.getState(doc.store, client);
      const clock = random.chance(0.88) ? now : Math.max(0, now + random.below(9) - 7);
      const structs: Piece[] = [];
      let end = clock;
      for (let count = random.chance(0.6) ? 1 : 2 + random.below(5); count > 0; count -= 1) {
        const length = random.chance(0.02) ? random.below(2) * 2_000_000 : 1 + random.below(random.chance(0.7) ? 1 : 4);
        structs.push(craftStruct(known, fresh, length, random));
        fresh.push([client, end]);
        end += length;
      }
      return { client, clock, structs };
    });
  return forge(runs, random.chance(0.5) ? craftDeletes(doc, known, fresh, random) : []);
}

function craftStruct(known: Known, fresh: Id[], length: number, random: Random): Piece {
  const place = craftPlace(known, fresh, random);
  const kind = random.chance(0.7) ? fittingKind(known, place, random) : random.below(100);
  const few = Math.min(length, 9);
  if (kind < 40) return text("ab😀cdefgh".slice(0, few), place);
  if (kind < 60)
    return values(
      Array.from({ length: few }, () => random.pick([1, "x", null, { a: [1] }])),
      place,
    );
  if (kind < 78) return type(random.below(random.chance(0.95) ? 3 : 8), place);
  if (kind < 88) return tombstone(length, place);
  if (kind < 97) return gc(length);
  if (kind < 98) return skip(length);
  return raw(random.pick([2, 3, 5, 6, 9, 11, 4]), new Uint8Array([length, 1, 49]), place);
}

/** A kind, as `craftStruct` draws it, that can stand in the place; any if that cannot be told. */
function fittingKind(known: Known, { left, right, root, parent, key }: Place, random: Random): number {
  const holds = (id: Id | undefined) => {
    const item =
      id &&
      known.all.find((one) => one.id.client === id[0] && one.id.clock <= id[1] && id[1] < one.id.clock + one.length);
    return id === parent ? item && "type" in item.content && item.content.type : item?.parent;
  };
  const type = root === undefined ? holds(left ?? right ?? parent) : known.doc.share.get(root);
  if (!(type instanceof Y.AbstractType)) return random.below(100);
  if (type instanceof Y.Text) return random.below(40);
  return key === undefined && type instanceof Y.Map && !left && !right ? random.below(100) : 40 + random.below(50);
}

function craftPlace(
  known: Known,
  fresh: Id[],
  random: Random,
): Pick<Piece, "left" | "right" | "root" | "parent" | "key"> {
  const choice = random.below(100);
  const left = craftId(known, fresh, random);
  if (choice < 20) return { left };
  if (choice < 37) return { right: left };
  if (choice < 43) return { left, right: craftId(known, fresh, random) };
  if (choice < 70) {
    const item = random.pick(known.mine.length > 0 ? known.mine : known.all);
    const { lastId, right } = item;
    return { left: [lastId.client, lastId.clock], ...(right && { right: [right.id.client, right.id.clock] }) };
  }
  const key = random.chance(0.5) ? `card ${random.below(12)}` : undefined;
  if (choice < 85) return { root: random.pick(known.roots), key };
  const { id } = random.pick(known.types.length > 0 ? known.types : known.all);
  return { parent: random.chance(0.6) ? [id.client, id.clock] : left, key };
}

function craftId(known: Known, fresh: Id[], random: Random): Id {
  const choice = random.below(100);
  if (choice < 25 && fresh.length > 0) return random.pick(fresh);
  if (choice < 40 && known.collected.length > 0) return random.pick(known.collected);
  if (choice < 42) return [random.clientId("client"), random.below(4)];
  const { id, length } = random.pick(choice < 85 && known.mine.length > 0 ? known.mine : known.all);
  return [id.client, id.clock + random.below(length)];
}

function craftDeletes(doc: Y.Doc, known: Known, fresh: Id[], random: Random): ForgedDeletes[] {
  const ranges = new Map<number, [number, number][]>();
  for (let count = 1 + random.below(3); count > 0; count -= 1) {
    const [client, clock] = random.chance(0.2) && fresh.length > 0 ? random.pick(fresh) : craftId(known, [], random);
    const length = random.chance(0.9) ? 1 + random.below(3) : random.below(2 * Y.getState(doc.store, client) + 2);
    ranges.set(client, [...(ranges.get(client) ?? []), [clock, length]]);
  }
  return [...ranges].map(([client, list]) => [client, list.sort((a, b) => a[0] - b[0])]);
}

/** The bytes with one to three places damaged. */
export function damage(bytes: Uint8Array, other: Uint8Array, random: Random): Uint8Array {
  let damaged = bytes.slice();
  for (let times = 1 + random.below(3); times > 0; times -= 1) {
    const at = random.below(damaged.length + 1);
    const choice = random.below(7);
    if (choice < 2 && at < damaged.length) damaged[at] = (damaged[at] ?? 0) ^ (1 << random.below(8));
    else if (choice < 4 && at < damaged.length) damaged[at] = random.pick([0, 1, 2, 127, 128, 255, random.below(256)]);
    else if (choice < 5) damaged = damaged.slice(0, at);
    else if (choice < 6) damaged = Buffer.concat([damaged.slice(0, at), other.slice(random.below(other.length + 1))]);
    else damaged = Buffer.concat([damaged.slice(0, at), new Uint8Array([random.below(256)]), damaged.slice(at)]);
  }
  return new Uint8Array(damaged);
}
