import { expect, test, vi } from "vitest";
import * as Y from "yjs";
import { runsOf } from "../../app/space/sheet/runs.ts";
import { placedCards } from "../../lib/cards.ts";
import { readOption } from "../../lib/sections/options.ts";
import { Space, type Tally } from "../support/guard-people.ts";
import { type Random, newRandom, settings } from "../support/guard-random.ts";
import { wordsIn } from "../support/guard-tab.ts";

// Yjs takes the clock at the moment it is loaded, so it has to be stopped before that.
const clock = vi.hoisted(() => {
  const stopped = { now: Date.now() };
  Date.now = () => stopped.now;
  return stopped;
});

/** All that a person can read in a document. */
const readable = (doc: Y.Doc) =>
  Object.fromEntries([...doc.share].map(([name, type]) => [name, type.toJSON() as unknown]));
const clocks = (doc: Y.Doc) =>
  new Map([...doc.store.clients.keys()].map((client) => [client, Y.getState(doc.store, client)]));

/** Makes the clientIDs that the app draws follow from the seed too. */
function drawFrom(random: Random): void {
  vi.spyOn(crypto, "getRandomValues").mockImplementation((array) => {
    if (array instanceof Uint32Array) for (let at = 0; at < array.length; at += 1) array[at] = random.below(2 ** 32);
    return array;
  });
}

/** Everything that must be so when all that was written has arrived everywhere. */
function check(space: Space): void {
  const [server, ...others] = space.documents() as [Y.Doc, ...Y.Doc[]];
  for (const doc of others) {
    expect(readable(doc)).toEqual(readable(server));
    expect(clocks(doc)).toEqual(clocks(server));
  }
  for (const { store } of [server, ...others]) expect([store.pendingStructs, store.pendingDs]).toEqual([null, null]);
  expect(space.heldSeats).toEqual([]);
  expect(space.tabs.filter(({ outbox }) => outbox.isOpen())).toEqual([]);
  checkWords(space, server);
}

/** No word is lost and none is there twice, but for those that somebody deleted; and all are their author's. */
function checkWords({ words }: Space, doc: Y.Doc): void {
  const seen = new Map<string, number>();
  for (const word of wordsIn(JSON.stringify(readable(doc)))) seen.set(word, (seen.get(word) ?? 0) + 1);
  // What was typed into a card that the other had removed meanwhile went with it.
  const isGone = (word: string) => words.deleted.has(word) || words.removed.has(words.inCards.get(word) ?? "");
  expect([...words.by.keys()].filter((word) => !seen.has(word) && !isGone(word))).toEqual([]);
  expect([...seen].filter(([word, times]) => times > 1 && !words.deleted.has(word))).toEqual([]);
  for (const { by, broughtBack, words: written } of runsOf(doc.getText("both:sheet")))
    for (const word of broughtBack ? [] : wordsIn(written)) expect([word, by]).toEqual([word, words.by.get(word)]);
  const options = doc.getMap<unknown>("both:options");
  for (const { id, by } of placedCards(options)) {
    expect(words.cards.get(id)).toBe(by);
    expect(["", "I sell it"]).toContain(readOption(options, id)?.earns);
  }
}

const { seed, count } = settings("HONEST_MESSAGES", 3_000);

test(`honest people are never refused, nothing is lost or there twice, and all end with the same words (SEED=${seed}, HONEST_MESSAGES=${count})`, () => {
  const tally: Tally = { messages: 0, incomplete: 0, held: 0, released: 0, restarts: 0, reloads: 0, faults: 0 };
  let spaces = 0;
  for (; tally.messages < count; spaces += 1) {
    const random = newRandom(seed + spaces);
    drawFrom(random);
    const space = new Space(random, tally, random.chance(0.7) ? 1 : 3);
    try {
      for (let steps = 100 + random.below(900); steps > 0; steps -= 1) {
        if (random.chance(0.3)) clock.now += random.below(1_500);
        space.step();
      }
      space.settle();
      check(space);
    } catch (error) {
      throw new Error(`With SEED=${seed + spaces} HONEST_MESSAGES=1: ${String(error)}`, { cause: error });
    } finally {
      space.close();
      vi.restoreAllMocks();
    }
  }
  console.log(`seed ${seed}: ${spaces} spaces,`, JSON.stringify(tally));
  const unseen = Object.entries(tally).filter(([, times]) => times === 0);
  expect(count < 3_000 ? [] : unseen).toEqual([]);
}, 10_000_000);
