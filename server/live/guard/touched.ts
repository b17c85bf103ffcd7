/** Lets the transactions of a document look only at the clientIDs they touch, and not at all it ever had. */
import * as Y from "yjs";

type Structs = (Y.Item | Y.GC)[];

/** The structs of a document by clientID. While something is touched, only that is gone through. */
class Clients extends Map<number, Structs> {
  touched: readonly number[] | null = null;

  override forEach(look: (structs: Structs, client: number, all: Map<number, Structs>) => void): void {
    if (this.touched === null) return super.forEach(look);
    for (const client of this.touched) {
      const structs = this.get(client);
      if (structs) look(structs, client, this);
    }
  }
}

/** The clocks before a transaction. Those of clientIDs that it does not touch are what they are now. */
class Before extends Map<number, number> {
  readonly #touched: readonly number[];
  readonly #clients: Clients;

  constructor(before: ReadonlyMap<number, number>, touched: readonly number[], clients: Clients) {
    super(before);
    this.#touched = touched;
    this.#clients = clients;
  }

  override get(client: number): number | undefined {
    if (this.#touched.includes(client)) return super.get(client);
    const last = this.#clients.get(client)?.at(-1);
    return last && last.id.clock + last.length;
  }
}

/**
 * Prepares an empty document. Yjs writes down the clocks of all clientIDs before and after each transaction; a space of
 * some years has tens of thousands, and then that costs a hundred times as much as the letter it is done for.
 */
export function touchOnlySome(doc: Y.Doc): void {
  const clients = new Clients();
  doc.store.clients = clients;
  doc.on("beforeTransaction", (transaction: Y.Transaction) => {
    const { touched } = clients;
    if (touched !== null) transaction.beforeState = new Before(transaction.beforeState, touched, clients);
  });
  doc.on("afterTransaction", sortMerges);
}

// How many places may be moved in a row of structs, for those of one clientID: some ms.
const mostMoved = 2_000_000;

/**
 * Puts in order what Yjs is about to join with its neighbours: it begins at the end. In the order of a text each may
 * move all that stand behind it, and a card of 40,000 pieces that goes then takes seconds. Of a row that goes with its
 * card the last one stands for all, for what becomes of them is joined in one sweep. Where what is left would still take
 * long it stays apart: that says the same, in more pieces.
 */
function sortMerges({ doc, _mergeStructs: structs }: Y.Transaction): void {
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

/** Does something with a document, in which Yjs looks after words that were added under these clientIDs only. */
export function touching(doc: Y.Doc, grown: readonly number[], action: () => void): void {
  const { clients } = doc.store;
  if (!(clients instanceof Clients)) return action();
  // Yjs always asks for the document's own one.
  clients.touched = [...grown, doc.clientID];
  try {
    action();
  } finally {
    clients.touched = null;
  }
}
