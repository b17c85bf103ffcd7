/** Keeps Yjs from moving long rows of structs again and again when it joins what lies side by side. */
import * as Y from "yjs";

// How many places may be moved in a row of structs, for those of one clientID: some ms.
const mostMoved = 2_000_000;

/**
 * After each transaction: puts in order what Yjs is about to join with its neighbours: it begins at the end. In the order of a text each may
 * move all that stand behind it, and a card of 40,000 pieces that goes then takes seconds. Of a row that goes with its
 * card the last one stands for all, for what becomes of them is joined in one sweep. Where what is left would still take
 * long it stays apart: that says the same, in more pieces.
 */
export function sortMerges({ doc, _mergeStructs: structs }: Y.Transaction): void {
  if (structs.length < 2) return;
  const byClient = new Map<number, Map<number, (typeof structs)[number]>>();
  for (const struct of structs) {
    const row = byClient.get(struct.id.client) ?? new Map<number, typeof struct>();
    byClient.set(struct.id.client, row.set(struct.id.clock, struct));
  }
  structs.length = 0;
  for (const [client, row] of byClient) {
    let most = mostMoved / (doc.store.clients.get(client)?.length ?? 1);
    // Numbers are sorted ten times as fast as what has them.
    for (const clock of Float64Array.from(row.keys()).sort()) {
      const struct = row.get(clock);
      if (!struct) continue;
      const next = row.get(clock + struct.length);
      if (next && goesWithParent(struct) && goesWithParent(next)) continue;
      if ((most -= 1) < 0) break;
      structs.push(struct);
    }
  }
}

const goesWithParent = (struct: object): boolean =>
  struct instanceof Y.Item && struct.deleted && struct.parent instanceof Y.AbstractType && isGone(struct.parent._item);

const isGone = (item: Y.Item | null): boolean => item !== null && item.deleted;
