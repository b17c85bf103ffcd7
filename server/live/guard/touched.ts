/** Lets the transactions of a document look only at the clientIDs they touch, and not at all it ever had. */
import * as Y from "yjs";
import { sortMerges } from "../../../lib/merges.ts";

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
