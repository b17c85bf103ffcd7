import { expect, test } from "vitest";
import * as Y from "yjs";
import { Space, type Tally } from "../support/guard-people.ts";
import { newRandom, settings } from "../support/guard-random.ts";

/** All that a person can read in a document. */
const readable = (doc: Y.Doc) =>
  Object.fromEntries([...doc.share].map(([name, type]) => [name, type.toJSON() as unknown]));
const clocks = (doc: Y.Doc) =>
  new Map([...doc.store.clients.keys()].map((client) => [client, Y.getState(doc.store, client)]));

const { seed, count } = settings("HONEST_SPACES", 100);

test(`honest people are never refused, and all end with the same words (SEED=${seed}, HONEST_SPACES=${count})`, () => {
  const tally: Tally = { messages: 0, incomplete: 0, held: 0, released: 0, restarts: 0 };
  for (let space = 0; space < count; space += 1) {
    const random = newRandom(seed + space);
    const room = new Space(random, tally);
    for (let steps = 40 + random.below(200); steps > 0; steps -= 1) room.step();
    room.settle();
    const [server, ...others] = room.documents() as [Y.Doc, ...Y.Doc[]];
    for (const doc of others) {
      expect(readable(doc), `seed ${seed + space}`).toEqual(readable(server));
      expect(clocks(doc), `seed ${seed + space}`).toEqual(clocks(server));
    }
    for (const { store } of [server, ...others]) {
      expect([store.pendingStructs, store.pendingDs], `seed ${seed + space}`).toEqual([null, null]);
    }
    expect(room.heldSeats, `seed ${seed + space}`).toEqual([]);
  }
  console.log(`seed ${seed}: ${count} spaces,`, JSON.stringify(tally));
  if (count >= 100) for (const seen of Object.values(tally)) expect(seen).toBeGreaterThan(0);
}, 10_000_000);
