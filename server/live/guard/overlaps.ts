/** Cuts off an update's structs what a document knows of them. */
import * as encoding from "lib0/encoding";
import * as Y from "yjs";
import { type Run, type Update, readUpdate } from "./reader.ts";
import { writeDeletes, writeUpdate } from "./writer.ts";

/**
 * Gives an update whose runs begin where the document ends. Only the first struct of a run can be known in part, so Yjs
 * cuts no more than that: it makes items of all that it is given.
 * @param update what is new, as the guard has read it
 */
export function withoutOverlaps(
  { bytes, runs, deletes }: Update,
  knownClock: (client: number) => number,
): Uint8Array<ArrayBuffer> {
  const overlapping = [...runs.values()].filter(({ client, clock }) => clock < knownClock(client));
  const clocks = new Map(overlapping.map(({ client }) => [client, knownClock(client)]));
  const firsts = writeUpdate(bytes, overlapping.map(firstOf), []) ?? bytes;
  const cut = readUpdate(Y.diffUpdate(firsts, Y.encodeStateVector(clocks)), () => 0);

  const parts = [...runs.values()].map((run) => {
    if (!clocks.has(run.client)) return { run, first: null };
    // Yjs begins nothing with a gap.
    return { run: restOf(run), first: cut.runs.get(run.client) ?? null };
  });
  const left = parts.filter(({ run, first }) => run.structs.length > 0 || first !== null);
  const to = encoding.createEncoder();
  encoding.writeVarUint(to, left.length);
  for (const { run, first } of left) {
    encoding.writeVarUint(to, run.structs.length + (first ? 1 : 0));
    encoding.writeVarUint(to, run.client);
    encoding.writeVarUint(to, first ? first.clock : run.clock);
    if (first) encoding.writeUint8Array(to, cut.bytes.subarray(first.from, first.to));
    encoding.writeUint8Array(to, bytes.subarray(run.from, run.to));
  }
  writeDeletes(to, deletes);
  return encoding.toUint8Array(to);
}

const firstOf = (run: Run): Run => ({ ...run, structs: run.structs.slice(0, 1), to: run.structs[1]?.from ?? run.to });

function restOf(run: Run): Run {
  const structs = run.structs.slice(1);
  return { ...run, structs, clock: structs[0]?.clock ?? run.end, from: structs[0]?.from ?? run.to };
}
