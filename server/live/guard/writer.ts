/** Writes updates that hold exactly what was judged. */
import * as encoding from "lib0/encoding";
import type { Range, Run } from "./reader.ts";

type Deleted = Range & { client: number };
export type Copied = Pick<Run, "client" | "clock" | "from" | "to"> & { count: number };

/** An update (V1) without anything in it. */
export const nothing: Uint8Array = Uint8Array.of(0, 0);

/** An update (V1) of these runs, descending by clientID and copied out of `bytes`, and these deletes; null if empty. */
export function writeUpdate(bytes: Uint8Array, runs: readonly Run[], deletes: readonly Deleted[]): Uint8Array | null {
  if (runs.length === 0 && deletes.length === 0) return null;
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, runs.length);
  for (const run of runs) writeRun(encoder, bytes, { ...run, count: run.structs.length });
  const byClient = new Map<number, Deleted[]>();
  for (const deletion of deletes) {
    const others = byClient.get(deletion.client);
    if (others) others.push(deletion);
    else byClient.set(deletion.client, [deletion]);
  }
  writeDeletes(encoder, byClient);
  return encoding.toUint8Array(encoder);
}

/** `count` structs of a clientID from `clock` on, copied from where they stand in `bytes`. */
export function writeRun(
  encoder: encoding.Encoder,
  bytes: Uint8Array,
  { count, client, clock, from, to }: Copied,
): void {
  encoding.writeVarUint(encoder, count);
  encoding.writeVarUint(encoder, client);
  encoding.writeVarUint(encoder, clock);
  encoding.writeUint8Array(encoder, bytes.subarray(from, to));
}

/** The delete set that an update ends with, by clientID. */
export function writeDeletes(encoder: encoding.Encoder, deletes: ReadonlyMap<number, readonly Range[]>): void {
  encoding.writeVarUint(encoder, deletes.size);
  for (const [client, ranges] of deletes) {
    encoding.writeVarUint(encoder, client);
    encoding.writeVarUint(encoder, ranges.length);
    for (const { clock, end } of ranges) {
      encoding.writeVarUint(encoder, clock);
      encoding.writeVarUint(encoder, end - clock);
    }
  }
}
