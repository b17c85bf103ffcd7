/** What one transaction changed, as an update. */
import * as encoding from "lib0/encoding";
import * as Y from "yjs";

/**
 * Gives what `transaction` changed, byte for byte as Yjs' `update` event would; null for nothing. To be called when the
 * transaction is over, with the clientIDs that grew in it.
 *
 * Yjs looks for those among all clientIDs of the document, several times. A document that has been open a thousand
 * times has a thousand of them, and then that costs as much as everything else that is done with a character.
 */
export function encodeTransaction(transaction: Y.Transaction, grown: readonly number[]): Uint8Array | null {
  const { deleteSet } = transaction;
  if (grown.length === 0 && deleteSet.clients.size === 0) return null;
  const encoder = new Y.UpdateEncoderV1();
  encoding.writeVarUint(encoder.restEncoder, grown.length);
  for (const client of grown.toSorted(descending)) writeGrown(encoder, transaction, client);
  encoding.writeVarUint(encoder.restEncoder, deleteSet.clients.size);
  for (const [client, ranges] of [...deleteSet.clients].sort(([a], [b]) => descending(a, b))) {
    encoding.writeVarUint(encoder.restEncoder, client);
    encoding.writeVarUint(encoder.restEncoder, ranges.length);
    for (const { clock, len } of ranges) {
      encoder.writeDsClock(clock);
      encoder.writeDsLen(len);
    }
  }
  return encoder.toUint8Array();
}

const descending = (a: number, b: number): number => b - a;

function writeGrown(encoder: Y.UpdateEncoderV1, { doc, beforeState }: Y.Transaction, client: number): void {
  const structs = doc.store.clients.get(client) ?? [];
  const clock = beforeState.get(client) ?? 0;
  const first = Y.findIndexSS(structs, clock);
  encoding.writeVarUint(encoder.restEncoder, structs.length - first);
  encoder.writeClient(client);
  encoding.writeVarUint(encoder.restEncoder, clock);
  for (let i = first; i < structs.length; i += 1) {
    const struct = structs[i];
    struct?.write(encoder, Math.max(0, clock - struct.id.clock));
  }
}

/** Makes a change, and gives what it changed as Yjs' own updates. */
export function changesOf(doc: Y.Doc, change: () => void): Uint8Array[] {
  const updates: Uint8Array[] = [];
  const collect = (update: Uint8Array): number => updates.push(update);
  doc.on("update", collect);
  doc.transact(change);
  doc.off("update", collect);
  return updates;
}
