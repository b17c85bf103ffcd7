/** Writes an update in as few structs as say the same, and without the words in it that it deletes itself. */
import * as encoding from "lib0/encoding";
import { Cursor } from "./cursor.ts";
import { type Id, type Range, type Run, type Struct, isSameId, kinds, readUpdate, shapes } from "./reader.ts";
import { writeDeletes } from "./writer.ts";

/** What one struct of the result says: `words` if it is a text, else `bytes` as they came. */
type Piece = Omit<Struct, "from" | "at"> & { words: string; bytes: Uint8Array };

/**
 * Gives an update (V1) that does to every document what `bytes` does. What was typed letter by letter becomes one
 * struct, as Yjs makes of it in a document (`Item.mergeWith`); words and values that the update itself deletes become
 * the place where they stood.
 * @param bytes what the guard has accepted: it cuts no character in two
 * @throws {Unreadable} for bytes that the guard does not read
 */
export function joined(bytes: Uint8Array): Uint8Array {
  const { runs, deletes } = readUpdate(bytes, () => 0);
  const to = encoding.createEncoder();
  encoding.writeVarUint(to, runs.size);
  for (const run of runs.values()) {
    const pieces = join(piecesOf(bytes, run, deletes.get(run.client) ?? []));
    encoding.writeVarUint(to, pieces.length);
    encoding.writeVarUint(to, run.client);
    encoding.writeVarUint(to, run.clock);
    for (const piece of pieces) write(to, piece);
  }
  writeDeletes(to, deletes);
  return encoding.toUint8Array(to);
}

/** The structs of a run, in pieces of which each is deleted or not. `deletes` are those of its clientID. */
function* piecesOf(bytes: Uint8Array, run: Run, deletes: readonly Range[]): Generator<Piece> {
  let next = 0;
  for (const [index, struct] of run.structs.entries()) {
    const content = bytes.subarray(struct.at, run.structs[index + 1]?.from ?? run.to);
    const words = struct.kind === kinds.string ? new Cursor(content).string() : null;
    for (let from = struct.clock, end = from; from < struct.end; from = end) {
      while ((deletes[next]?.end ?? Infinity) <= from) next += 1;
      const range = deletes[next] ?? { clock: Infinity, end: Infinity };
      const isDead = range.clock <= from;
      // Only a text can be cut.
      end = words === null ? struct.end : Math.min(struct.end, isDead ? range.end : range.clock);
      const isGone = isDead && range.end >= end && (words !== null || struct.kind === kinds.any);
      yield {
        ...struct,
        ...(from > struct.clock && { left: { client: run.client, clock: from - 1 }, parent: null, key: null }),
        clock: from,
        end,
        kind: isGone ? kinds.deleted : struct.kind,
        words: words?.slice(from - struct.clock, end - struct.clock) ?? "",
        bytes: content,
      };
    }
  }
}

function join(pieces: Iterable<Piece>): Piece[] {
  const all: Piece[] = [];
  for (const piece of pieces) {
    const last = all.at(-1);
    if (last && continues(piece, last)) {
      last.end = piece.end;
      last.words += piece.words;
    } else all.push(piece);
  }
  return all;
}

function continues({ kind, left, right, client, clock }: Piece, last: Piece): boolean {
  if (kind !== last.kind || (kind !== kinds.string && kind !== kinds.deleted)) return false;
  return isSameId(left, { client, clock: clock - 1 }) && isSameId(right, last.right);
}

/** As Yjs' `Item.write`, and as the guard's reader reads it. */
function write(to: encoding.Encoder, { kind, shape, left, right, parent, key, clock, end, words, bytes }: Piece): void {
  encoding.writeUint8(to, kind | (left ? 128 : 0) | (right ? 64 : 0) | (key === null ? 0 : 32));
  for (const id of [left, right]) if (id) writeId(to, id);
  if (typeof parent === "string") {
    encoding.writeVarUint(to, 1);
    encoding.writeVarString(to, parent);
  } else if (parent) {
    encoding.writeVarUint(to, 0);
    writeId(to, parent);
  }
  if (key !== null) encoding.writeVarString(to, key);
  if (kind === kinds.string) encoding.writeVarString(to, words);
  else if (kind === kinds.deleted) encoding.writeVarUint(to, end - clock);
  else if (shape !== null) encoding.writeVarUint(to, shapes.indexOf(shape));
  else encoding.writeUint8Array(to, bytes);
}

function writeId(to: encoding.Encoder, { client, clock }: Id): void {
  encoding.writeVarUint(to, client);
  encoding.writeVarUint(to, clock);
}
