/** What hostile pages send so that something is looked for, or moved, along a very long way. */
import * as encoding from "lib0/encoding";
import { newClientId } from "../lib/seats.ts";
import { type ForgedRun, type Id, type Piece, forge, raw, text, type, values } from "../tests/support/guard-space.ts";

const sheet = "both:sheet";
const list = "practitioner:received";
const pen = (): number => newClientId("practitioner");
const pens = (count: number): number[] => Array.from({ length: count }, pen).sort((one, other) => other - one);
const upTo = (count: number, from = 0): number[] => Array.from({ length: count }, (_, i) => from + i);

let heads: number[] = [];

/** A list of single entries, and behind the last of them thousands of two clientIDs in turn. */
export function* longList(): Generator<Uint8Array> {
  heads = pens(240);
  yield forge(heads.map((client) => ({ client, structs: [values([0], { root: list })] })));
  const [high, low] = pens(2) as [number, number];
  const last: Id = [heads[0] as number, 0];
  for (let from = 0; from < 3_000; from += 1_000)
    yield forge([
      {
        client: high,
        clock: from,
        structs: upTo(1_000, from).map((i) => values([0], { left: i === 0 ? last : [low, i - 1] })),
      },
      { client: low, clock: from, structs: upTo(1_000, from).map((i) => values([0], { left: [high, i] })) },
    ]);
}

/** An entry behind each of the single ones, of a clientID that has nothing else there. */
export const behindEach = (): Uint8Array =>
  forge([{ client: pen(), structs: heads.toReversed().map((head) => values([0], { left: [head, 0] })) }]);

/** Two clientIDs whose letters wait for each other in turn, and hundreds that wait for the last of one. */
export function inTurn(): Uint8Array {
  const [high, low] = [4 * 1_000_000 + 2, 4 * 10 + 2];
  const each = 24_500;
  const runs: ForgedRun[] = [
    ...pens(498).map((client) => ({ client, structs: [text("x", { left: [high, each - 1] as Id })] })),
    { client: high, structs: upTo(each).map((i) => text("x", i === 0 ? { root: sheet } : { left: [low, i - 1] })) },
    { client: low, structs: upTo(each).map((i) => text("x", { left: [high, i] })) },
  ];
  return forge(runs);
}

/** The same piece by piece, and with tens of thousands that wait: a document that is hard to open. */
export function* waiters(): Generator<Uint8Array> {
  const [high, low] = [4 * 100 + 2, 4 * 10 + 2];
  const each = 30_000;
  for (let from = 0; from < each; from += 1_000)
    yield forge([
      {
        client: high,
        clock: from,
        structs: upTo(1_000, from).map((i) => text("x", i === 0 ? { root: sheet } : { left: [low, i - 1] })),
      },
      { client: low, clock: from, structs: upTo(1_000, from).map((i) => text("x", { left: [high, i] })) },
    ]);
  let right: Id = [low, each - 1];
  for (let from = 0; from < each; from += 500) {
    const runs = upTo(500).map((): ForgedRun => {
      const client = pen();
      const run = { client, structs: [text("x", { left: [high, each - 1], right })] };
      right = [client, 0];
      return run;
    });
    yield forge(runs.sort((one, other) => other.client - one.client));
  }
}

/** Letters before a row of letters at the front, each as who has not seen the ones before it writes; then all the rest. */
export function* farOnceRead(): Generator<Uint8Array> {
  const [first, second, row] = pens(3) as [number, number, number];
  const late = 4 * 10 + 2;
  const many = 300;
  const before = (client: number, i: number): Id => [client, i];
  yield forge([
    {
      client: row,
      structs: upTo(many).map((i) => text("r", i === 0 ? { root: sheet } : { right: before(row, i - 1) })),
    },
  ]);
  yield forge([{ client: late, structs: upTo(many).map((i) => text("x", { right: before(row, i) })) }]);
  for (let from = 0; from < 20_000; from += 1_000)
    yield forge([
      {
        client: first,
        clock: from,
        structs: upTo(1_000, from).map((i) =>
          text("x", i === 0 ? { right: [row, many - 1] } : { left: [second, i - 1] }),
        ),
      },
      { client: second, clock: from, structs: upTo(1_000, from).map((i) => text("x", { left: [first, i] })) },
    ]);
}

let maker = 0;

const emptyCards = (client: number, count: number): Uint8Array =>
  forge([
    {
      client,
      structs: upTo(count).flatMap((i): Piece[] => [
        type("map", { root: "both:expectations", key: `card ${i}` }),
        type("text", { parent: [client, 2 * i], key: "text" }),
      ]),
    },
  ]);

/** Letters of `cards` cards, and of the sheet where `withSheet`, in turn: none lies beside another of its own. */
function* lettersInTurn(by: number, client: number, cards: number, withSheet: boolean): Generator<Uint8Array> {
  const ways = cards + Number(withSheet);
  const place = (i: number): Piece => {
    if (i >= ways) return text("x", { right: [client, i - ways] });
    return text("x", i < cards ? { parent: [by, 2 * i + 1] } : { root: sheet });
  };
  for (let from = 0; from < ways * 9_500; from += 1_500)
    yield forge([{ client, clock: from, structs: upTo(Math.min(1_500, ways * 9_500 - from), from).map(place) }]);
}

/** Two cards of letters that are all gone, in one row with 100,000 of the sheet. */
export function* twoCards(): Generator<Uint8Array> {
  maker = pen();
  const client = pen();
  yield emptyCards(maker, 2);
  yield* lettersInTurn(maker, client, 2, true);
  const all = 3 * 9_500;
  for (let from = all; from < all + 90_000; from += 1_500)
    yield forge([
      { client, clock: from, structs: upTo(1_500, from).map((i) => text("x", { right: [client, i - 1] })) },
    ]);
  for (let from = 0; from < all; from += 4_500)
    yield forge([], [[client, upTo(Math.min(1_500, (all - from) / 3)).map((i) => [from + 3 * i, 2])]]);
}

/** One of the two is removed. */
export const oneRemoved = (): Uint8Array => forge([], [[maker, [[0, 1]]]]);

/** The client's cards, as full as they may be, written in turn. */
export function* fullCards(): Generator<Uint8Array> {
  const by = newClientId("client");
  yield emptyCards(by, 14);
  yield* lettersInTurn(by, newClientId("client"), 14, false);
}

let halfKnown = 0;

/** Words that the next update says again with more behind them. */
export function halfOfIt(): Uint8Array {
  halfKnown = pen();
  return forge([{ client: halfKnown, structs: [text("abc", { root: sheet })] }]);
}

/** Those, and 49,000 single letters. */
export function allOfIt(): Uint8Array {
  const letters = upTo(49_000).map((i) => text("x", { left: [halfKnown, 3 + i] }));
  return forge([{ client: halfKnown, structs: [text("abcd", { root: sheet }), ...letters] }]);
}

/** One struct of values with many keys each, in 1 MB. */
export function manyKeys(): Uint8Array {
  const value = encoding.encode((to) => encoding.writeAny(to, Object.fromEntries(upTo(50).map((key) => [key, null]))));
  const content = encoding.encode((to) => {
    const count = Math.floor(1_040_000 / value.length);
    encoding.writeVarUint(to, count);
    for (let i = 0; i < count; i += 1) encoding.writeUint8Array(to, value);
  });
  return forge([{ client: pen(), structs: [raw(8, content, { root: list })] }]);
}
