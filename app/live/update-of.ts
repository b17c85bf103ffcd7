/** Updates made by hand: of some structs and some deletions, as Yjs itself would write them. */
import * as encoding from "lib0/encoding";
import * as Y from "yjs";

export type Struct = Y.Item | Y.GC;
/** A stretch of one clientID's clocks. */
export type Range = { clock: number; len: number };

/**
 * Writes an update (V1).
 * @param runs by clientID, the structs of each following one another without a gap
 */
export function updateOf(runs: ReadonlyMap<number, readonly Struct[]>, deletes: ReadonlyMap<number, Range[]>) {
  const encoder = new Y.UpdateEncoderV1();
  const to = encoder.restEncoder;
  encoding.writeVarUint(to, runs.size);
  for (const [client, structs] of [...runs].sort(([a], [b]) => b - a)) {
    encoding.writeVarUint(to, structs.length);
    encoder.writeClient(client);
    encoding.writeVarUint(to, structs[0]?.id.clock ?? 0);
    for (const struct of structs) struct.write(encoder, 0);
  }
  encoding.writeVarUint(to, deletes.size);
  for (const [client, ranges] of [...deletes].sort(([a], [b]) => b - a)) {
    encoder.resetDsCurVal();
    encoding.writeVarUint(to, client);
    encoding.writeVarUint(to, ranges.length);
    for (const { clock, len } of ranges) {
      encoder.writeDsClock(clock);
      encoder.writeDsLen(len);
    }
  }
  return encoder.toUint8Array();
}
