/** Makes fewer pieces of what was typed letter by letter. */
import * as encoding from "lib0/encoding";
import { Cursor } from "./cursor.ts";
import { type Id, type Run, type Struct, kinds, readUpdate } from "./reader.ts";
import { writeDeletes } from "./writer.ts";

/**
 * Gives the same update, in which characters that were written behind each other, before the same one, are one struct.
 * Yjs reads both alike: it parts a struct again where something else comes between. To be asked of what was judged.
 */
export function joined(bytes: Uint8Array): Uint8Array {
  const { runs, deletes } = readUpdate(bytes, () => 0);
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, runs.size);
  for (const run of runs.values()) writeRun(encoder, bytes, run);
  const deleted = [...deletes].flatMap(([client, ranges]) => ranges.map((range) => ({ client, ...range })));
  writeDeletes(encoder, deleted);
  return encoding.toUint8Array(encoder);
}

function writeRun(encoder: encoding.Encoder, bytes: Uint8Array, { client, clock, structs, to }: Run): void {
  const rows: Struct[][] = [];
  for (const struct of structs) {
    const row = rows.at(-1);
    const before = row?.at(-1);
    if (row && before && goesOn(before, struct)) row.push(struct);
    else rows.push([struct]);
  }
  encoding.writeVarUint(encoder, rows.length);
  encoding.writeVarUint(encoder, client);
  encoding.writeVarUint(encoder, clock);
  let next = 0;
  for (const row of rows) {
    next += row.length;
    const [first] = row;
    if (!first) continue;
    const end = structs[next]?.from ?? to;
    if (row.length === 1) encoding.writeUint8Array(encoder, bytes.subarray(first.from, end));
    else writeRow(encoder, bytes, first, row);
  }
}

/** Writes the place of the first struct of a row, and the characters of all of them. */
function writeRow(encoder: encoding.Encoder, bytes: Uint8Array, first: Struct, row: readonly Struct[]): void {
  const words = row.map(({ at }) => charactersAt(bytes, at));
  encoding.writeUint8Array(encoder, bytes.subarray(first.from, first.at));
  encoding.writeVarUint(
    encoder,
    words.reduce((sum, { length }) => sum + length, 0),
  );
  for (const some of words) encoding.writeUint8Array(encoder, some);
}

function charactersAt(bytes: Uint8Array, at: number): Uint8Array {
  const cursor = new Cursor(bytes);
  cursor.at = at;
  const length = cursor.uint();
  return bytes.subarray(cursor.at, cursor.at + length);
}

function goesOn(before: Struct, { kind, left, right, client, clock }: Struct): boolean {
  const isText = kind === kinds.string && before.kind === kinds.string;
  return isText && isSame(left, { client, clock: clock - 1 }) && isSame(right, before.right);
}

const isSame = (one: Id | null, other: Id | null): boolean =>
  one === other || (one !== null && other !== null && one.client === other.client && one.clock === other.clock);
