/** What a program of somebody's own may send into a space where two people agree, at random. */
import * as Y from "yjs";
import { hashOf, readEntry, readSigned, readWitness } from "../../lib/agreement.ts";
import { newExpectation } from "../../lib/expectations.ts";
import { type Seat, seats } from "../../lib/seats.ts";
import type { Random } from "./guard-random.ts";
import { edited, forge, values } from "./guard-space.ts";
import { hostileField, hostileText, hostileValue } from "./hostile-values.ts";

/** The space, and the cards in it. */
export const space = "space";
export const cards = ["one", "two", "three"] as const;

const agreed = (seat: Seat) => `${seat}:agreed` as const;

const pickOf = <T>(random: Random, items: readonly T[]): T | undefined =>
  items.length > 0 ? random.pick(items) : undefined;

/** Something in the place of an entry, anywhere in a list, by a clientID that stands before or behind all others. */
export function forgedEntry(doc: Y.Doc, seat: Seat, random: Random): Uint8Array {
  const root = random.chance(0.85) ? agreed(seat) : random.pick(["server:witness", ...seats.map(agreed)]);
  const items: [number, number][] = [];
  for (let item = doc.getArray(root)._start; item !== null; item = item.right)
    for (let at = 0; at < item.length; at += 1) items.push([item.id.client, item.id.clock + at]);
  const left = items.length > 0 && random.chance(0.8) ? random.pick(items) : undefined;
  const right = items.length > 0 && random.chance(0.1) ? random.pick(items) : undefined;
  const client = random.chance(0.5) ? random.below(64) * 4 + seats.indexOf(seat) + 1 : random.clientId(seat);
  const clock = Y.getState(doc.store, client);
  const given = Array.from({ length: 1 + random.below(3) }, () => entryLike(doc, random));
  const structs = [values(given as Parameters<typeof values>[0], left || right ? { left, right } : { root })];
  return forge([{ client, clock, structs }]);
}

/** An entry with pieces of others: their ids, hashes, texts and cards. */
function entryLike(doc: Y.Doc, random: Random): unknown {
  if (random.chance(0.1)) return hostileValue(random) ?? null;
  const lists = [...seats.map(agreed), "server:witness"].map((name) => doc.getArray<unknown>(name).toArray());
  const known = lists.flat().flatMap((value) => readEntry(value) ?? []);
  const lines = lists.flat().flatMap((value) => readWitness(value) ?? []);
  const card = random.pick(cards);
  const signature = readSigned(space, doc.getMap("both:expectations"), card)?.signature;
  const text =
    random.chance(0.6) && signature ? signature.canonical : (pickOf(random, known)?.text ?? hostileText(random));
  const sha256 = random.chance(0.6) ? hashOf(text) : (pickOf(random, known)?.sha256 ?? "0".repeat(64));
  const id = random.chance(0.6) ? pickOf(random, lines)?.entry : undefined;
  const entry = { card, says: random.pick(["agree", "withdraw"]), sha256, text, at: random.below(10_000) };
  const odd = random.chance(0.15) ? { [random.pick(["id", "card", "says", "at", "text"])]: hostileValue(random) } : {};
  return { id: id ?? `forged ${random.below(2 ** 31)}`, ...entry, ...odd };
}

/** A change of a card, or of a list, that no page of ours makes. */
export function forgedEdit(doc: Y.Doc, seat: Seat, random: Random): Uint8Array {
  return edited(doc, seat, (copy) => {
    const map = copy.getMap<unknown>("both:expectations");
    const id = random.pick(cards);
    const card = map.get(id);
    const choice = random.below(10);
    if (choice === 0) map.delete(id);
    else if (choice === 1) map.set(id, hostileField(random));
    else if (choice === 2) map.set(id, newExpectation("money", 1));
    else if (choice === 3) {
      const list = copy.getArray(random.pick([...seats.map(agreed), "server:witness"]));
      list.delete(0, Math.min(1, list.length));
    } else if (card instanceof Y.Map)
      card.set(random.pick(["kind", "text", "lookAgain", "order", "price"]), hostileField(random));
  });
}
