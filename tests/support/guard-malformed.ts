/** Updates that are broken, oversized, or hold what a plain-text document never holds. */
import * as Y from "yjs";
import { newClientId } from "../../lib/seats.ts";
import {
  type Attack,
  type History,
  attack,
  decisions,
  idOf,
  inOwn,
  limit,
  malformed,
  mine,
  next,
  own,
  rangeOf,
  twoIds,
} from "./guard-history.ts";
import { type Piece, forge, fromHex, gc, raw, skip, tombstone, text, type, values } from "./guard-space.ts";

const nested = (depth: number): unknown => {
  let value: unknown = 1;
  for (let i = 0; i < depth; i += 1) value = [value];
  return value;
};
const nestedBytes = (depth: number) => new Uint8Array([1, ...Array<number[]>(depth).fill([117, 1]).flat(), 126]);
/** Content that Yjs knows and plain text does not, as Yjs would write it: the kind, then its bytes. */
const foreignContent: Record<string, [kind: number, ...bytes: number[]]> = {
  "old JSON values": [2, 1, 1, 49],
  bytes: [3, 1, 65],
  "an embed": [5, 1, 49],
  "a format mark": [6, 1, 98, 1, 49],
  "a subdocument": [9, 1, 103, 118, 0],
  "content of an unknown kind": [11, 1],
  "content of the last kind": [31, 1, 49],
};

/** Content in a type that counts it and does not show it. */
const misfits: [string, (h: History) => Piece[]][] = [
  ["a hidden value in a text", (h) => [values([1], inOwn(h))]],
  ["a hidden type in a text", (h) => [type("map", inOwn(h))]],
  ["a key on a text", () => [text("x", { root: "both:sheet", key: "k" })]],
  ["words under a key of a map", () => [text("x", { root: own, key: "k" })]],
  ["a hidden value in a map", () => [values([1], { root: own })]],
  ["a hidden tombstone in a map", () => [tombstone(1, { root: own })]],
  ["words in a list", () => [text("x", { root: "practitioner:received" })]],
  ["a value set before another under its key", (h) => [values([1], { right: idOf(h.at(own, "mood")) })]],
  ["a hidden value in a new text", (h) => [type("text", { root: own, key: "k" }), values([1], { parent: next(h) })]],
  ["words in a new list", (h) => [type("array", { root: own, key: "k" }), text("x", { parent: next(h) })]],
  ["a hidden value in a new map", (h) => [type("map", { root: own, key: "k" }), values([1], { parent: next(h) })]],
];

export const malformedUpdates: Attack[] = [
  attack(
    "a clock of 2^40",
    () => forge([{ client: newClientId("practitioner"), clock: 2 ** 40, structs: [gc(1)] }]),
    malformed,
  ),
  attack("a collected struct of 2^53 - 1 clocks", (h) => mine(h, [gc(Number.MAX_SAFE_INTEGER)]), malformed),
  attack("a collected struct of two million clocks", (h) => mine(h, [gc(2_000_000)]), limit),
  attack(
    "one clientID in two runs",
    () => {
      const client = newClientId("practitioner");
      return forge([
        { client, structs: [text("x", { root: own })] },
        { client, clock: 1, structs: [text("y", { root: decisions })] },
      ]);
    },
    malformed,
  ),
  attack(
    "clientIDs in ascending order",
    () => {
      const [high, low] = twoIds("practitioner");
      return forge([low, high].map((client) => ({ client, structs: [text("x", { root: own })] })));
    },
    malformed,
  ),
  attack(
    "one clientID twice among the deletes",
    (h) => {
      const range = rangeOf(h.at(own, "r", "text"));
      return forge([], [range, range]);
    },
    malformed,
  ),
  attack("a run without structs", () => forge([{ client: newClientId("practitioner"), structs: [] }]), malformed),
  attack("a collected struct of no length", (h) => mine(h, [gc(0)]), malformed),
  attack("words of no length", (h) => mine(h, [text("", { root: own })]), malformed),
  attack("a tombstone of no length", (h) => mine(h, [tombstone(0, { root: own })]), malformed),
  attack("a list of no values", (h) => mine(h, [values([], { root: own })]), malformed),
  attack("a delete of no length", (h) => forge([], [[h.ids.practitioner, [[0, 0]]]]), malformed),
  attack(
    "a skip with flags, which Yjs' two readers take differently",
    (h) => mine(h, [{ ...skip(1), info: 42 }]),
    malformed,
  ),
  attack("a collected struct with flags", (h) => mine(h, [{ ...gc(1), info: 128 }]), malformed),
  attack(
    "a parent that is neither name nor struct",
    (h) => mine(h, [raw(4, new Uint8Array([2, 1, 0, 1, 97]), {})]),
    malformed,
  ),
  ...Object.entries(foreignContent).map(([what, [kind, ...bytes]]) =>
    attack(what, (h) => mine(h, [raw(kind, new Uint8Array(bytes), { root: own, key: "k" })]), malformed),
  ),
  ...[3, 4, 5, 6, 7, 99].map((ref) =>
    attack(`a type of kind ${ref}`, (h) => mine(h, [type(ref, { root: own, key: "k" })]), malformed),
  ),
  attack("a BigInt", (h) => mine(h, [values([1n], { root: own, key: "k" })]), malformed),
  attack("bytes as a value", (h) => mine(h, [values([new Uint8Array(3)], { root: own, key: "k" })]), malformed),
  ...["__proto__", "constructor", "prototype"].flatMap((key) => [
    attack(
      `a value with the key ${key}`,
      (h) => {
        const object = JSON.parse(`{"${key}": 1}`) as { [key: string]: number };
        return mine(h, [values([object], { root: own, key: "k" })]);
      },
      malformed,
    ),
    attack(`the map key ${key}`, (h) => mine(h, [values([1], { root: own, key })]), malformed),
  ]),
  attack("a key of 201 characters", (h) => mine(h, [values([1], { root: own, key: "k".repeat(201) })]), limit),
  attack("a root name of 300 characters", (h) => mine(h, [values([1], { root: "k".repeat(300) })]), limit),
  attack("a value nested 17 deep", (h) => mine(h, [values([nested(17) as never], { root: own, key: "k" })]), limit),
  attack("a value nested 5,000 deep", (h) => mine(h, [raw(8, nestedBytes(5_000), { root: own, key: "k" })]), limit),
  attack(
    "a value of 1,001 entries",
    (h) => mine(h, [values([Array<number>(1_001).fill(1)], { root: own, key: "k" })]),
    limit,
  ),
  attack("a lone surrogate", (h) => mine(h, [raw(4, new Uint8Array([3, 0xed, 0xa0, 0xbd]), inOwn(h))]), malformed),
  attack(
    "types nested 5,000 deep",
    (h) =>
      mine(
        h,
        Array.from({ length: 5_000 }, (_, i) =>
          type("array", i === 0 ? { root: own, key: "k" } : { parent: next(h, i - 1) }),
        ),
      ),
    limit,
  ),
  attack(
    "types nested one too deep",
    (h) =>
      mine(
        h,
        Array.from({ length: 10 }, (_, i) =>
          type("array", i === 0 ? { root: own, key: "k" } : { parent: next(h, i - 1) }),
        ),
      ),
    limit,
  ),
  attack(
    "50,001 new structs",
    (h) =>
      mine(
        h,
        Array.from({ length: 50_001 }, () => gc(1)),
      ),
    limit,
  ),
  attack(
    "501 new clientIDs",
    () => {
      const ids = Array.from({ length: 501 }, () => newClientId("practitioner")).sort((a, b) => b - a);
      return forge(ids.map((client) => ({ client, structs: [gc(1)] })));
    },
    limit,
  ),
  ...misfits.map(([what, structs]) => attack(what, (h) => mine(h, structs(h)), malformed)),
  attack("a key with two values", (h) => mine(h, [values([1, 2], { root: own, key: "k" })]), malformed),
  attack(
    "a key with two values of which one is deleted",
    (h) => mine(h, [values([1, 2], { root: own, key: "k" })], [[h.ids.practitioner, [[next(h)[1], 1]]]]),
    malformed,
  ),
  attack(
    "a key with two values of which the second is deleted",
    (h) => mine(h, [values([1, 2], { root: own, key: "k" })], [[h.ids.practitioner, [[next(h)[1] + 1, 1]]]]),
    malformed,
  ),
  attack(
    "a key with two deleted values, as undo leaves behind",
    (h) => mine(h, [values([1, 2], { root: own, key: "k" })], [[h.ids.practitioner, [[next(h)[1], 2]]]]),
    { accepted: [own] },
  ),
  attack(
    "delete ranges that are not in order",
    (h) =>
      forge(
        [],
        [
          [
            h.ids.practitioner,
            [
              [3, 1],
              [1, 1],
            ],
          ],
        ],
      ),
    malformed,
  ),
  attack(
    "delete ranges that overlap",
    (h) =>
      forge(
        [],
        [
          [
            h.ids.practitioner,
            [
              [1, 3],
              [2, 3],
            ],
          ],
        ],
      ),
    malformed,
  ),
  attack("one byte more than 3 MiB", () => new Uint8Array(3 * 2 ** 20 + 1), limit),
  attack(
    "more than 1 MiB of words",
    (h) => mine(h, [text("x".repeat(600_000), inOwn(h)), text("x".repeat(600_000), inOwn(h))]),
    {
      refused: "size",
    },
  ),
  attack("a count of 30,000,000 structs", () => fromHex("0180 87a7 0e01 00".replaceAll(" ", "")), malformed),
  attack("a varint without end", () => new Uint8Array(20).fill(255), malformed),
  attack("a clientID beyond 2^53", () => fromHex("0101ffffffffffffff7f00000100"), malformed),
  attack("a number beyond 2^53", () => fromHex("ffffffffffffff7f"), malformed),
  attack("no bytes", () => new Uint8Array(0), malformed),
  attack("an update cut short", (h) => mine(h, [text("word", inOwn(h))]).slice(0, -3), malformed),
  attack(
    "a thousand bytes behind the end",
    (h) => Buffer.concat([mine(h, [text("x", inOwn(h))]), Buffer.alloc(1_000)]),
    malformed,
  ),
  attack("noise", () => fromHex("8f3c99e2b5a1704477de"), malformed),
  attack("an update of the second format", (h) => Y.encodeStateAsUpdateV2(h.doc), malformed),
];
