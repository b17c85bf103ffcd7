import { afterAll, beforeAll, expect, test } from "vitest";
import * as Y from "yjs";
import { type Seat, newClientId } from "../../lib/seats.ts";
import { rowsIn } from "../support/database.ts";
import { type Random, newRandom, settings } from "../support/guard-random.ts";
import { type Pair, pair } from "../support/people.ts";
import { type Server, startServer } from "../support/server.ts";
import { documentOf, openLine, say } from "../support/wire.ts";
import { type Writer, openWriter } from "../support/writer.ts";

let server: Server;
let people: Pair;

beforeAll(async () => {
  server = await startServer({ env: { LOG_LEVEL: "warn" } });
  people = await pair(server.origin);
});
afterAll(() => server.end());

const { seed, count } = settings("KILL_ROUNDS", 25);
const cards = "both:expectations";
type Cards = Y.Map<Y.Map<unknown>>;

const textIn = (doc: Y.Doc, card: string): Y.Text | null => {
  const found = (doc.getMap(cards) as Cards).get(card)?.get("text");
  return found instanceof Y.Text ? found : null;
};
const allText = (doc: Y.Doc): string =>
  [...(doc.getMap(cards) as Cards).values()].map((card) => String(card.get("text"))).join("\n");

/** What one person did: words put in, and words of their own taken out again, each with its message number. */
type Deed = { number: number; put?: string; took?: string };

function doSomething(writer: Writer, deeds: Deed[], random: Random, word: string): void {
  const here = allText(writer.doc);
  const standing = deeds.slice(-40).filter(({ put }) => put !== undefined && here.includes(put));
  const victim = random.chance(0.15) && standing.length > 0 ? random.pick(standing).put : undefined;
  if (victim !== undefined) {
    const text = ["one", "two"]
      .map((card) => textIn(writer.doc, card))
      .find((field) => field?.toJSON().includes(victim));
    const number = writer.edit(() => text?.delete(text.toJSON().indexOf(victim), victim.length));
    deeds.push({ number, took: victim });
    return;
  }
  const text = textIn(writer.doc, random.pick(["one", "two"]));
  const number = writer.edit(() => text?.insert(random.chance(0.5) ? 0 : (text?.length ?? 0), word));
  deeds.push({ number, put: word });
}

/** The words that must stand in every copy: put in by a deed that fits, and not taken out by any. */
const wordsOf = (deeds: readonly Deed[], fits: (deed: Deed) => boolean): string[] => {
  const taken = new Set(deeds.map(({ took }) => took));
  return deeds.filter((deed) => fits(deed) && !taken.has(deed.put)).flatMap(({ put }) => put ?? []);
};

/** Words end with a blank, and nothing is ever put inside one. */
const missing = (text: string, words: readonly string[]): string[] => {
  const there = new Set(text.split(/\s+/));
  return words.filter((word) => !there.has(word.trimEnd()));
};

const integrity = (): unknown => rowsIn(server.dataDir, "PRAGMA integrity_check")[0]?.integrity_check;

test(
  "words that were kept, or that the other has seen, outlast a killed server, and the others arrive later",
  async () => {
    console.log(`kept-words: SEED=${seed} KILL_ROUNDS=${count}`);
    const random = newRandom(seed);
    const client = openWriter(server.origin, "client", people.client);
    const practitioner = openWriter(server.origin, "practitioner", people.practitioner);
    const both = [client, practitioner] as const;
    await Promise.all(both.map((writer) => writer.synced()));
    for (const id of ["one", "two"])
      client.edit((doc) => doc.getMap(cards).set(id, new Y.Map<unknown>([["text", new Y.Text()]])));
    await client.allKept();
    await practitioner.seen("the cards", () => textIn(practitioner.doc, "two"));

    const deeds: Record<Seat, Deed[]> = { client: [], practitioner: [] };
    for (let round = 0; round < count; round += 1) {
      await writeUntilKilled(both, deeds, random, round);
      const acknowledged = both.map((writer) => ({ writer, upTo: writer.keptUpTo() }));
      const seenByOther = { client: allText(practitioner.doc), practitioner: allText(client.doc) };

      await server.restart();
      expect(integrity(), `after kill ${round}`).toBe("ok");
      const onDisk = await documentOf(server.origin, people.client);
      for (const { writer, upTo } of acknowledged) {
        const own = deeds[writer.seat];
        const mustStand = wordsOf(
          own,
          ({ number, put }) => number <= upTo || seenByOther[writer.seat].includes(put ?? "\n"),
        );
        expect(missing(allText(onDisk), mustStand), `${writer.seat}, kill ${round}`).toEqual([]);
        const gone = own
          .filter(({ number, took }) => took !== undefined && number <= upTo)
          .flatMap(({ took }) => took ?? []);
        expect(
          gone.filter((word) => allText(onDisk).includes(word)),
          "deletes that were kept",
        ).toEqual([]);
      }

      for (const writer of both) writer.connect();
      await Promise.all(both.map((writer) => writer.allKept()));
      await converged(both);
      const all = both.flatMap(({ seat }) => wordsOf(deeds[seat], () => true));
      expect(missing(allText(client.doc), all), `after reconnecting, kill ${round}`).toEqual([]);
    }
    expect(allText(await documentOf(server.origin, people.practitioner))).toBe(allText(client.doc));
    for (const writer of both) writer.close();
  },
  60_000 + count * 30_000,
);

test("words that build on what the server lacks are not called kept before the answer that brings it", async () => {
  const line = openLine(server.origin, people.practitioner);
  const doc = await line.document();
  doc.clientID = newClientId("practitioner");
  const updates: Uint8Array[] = [];
  doc.on("update", (update: Uint8Array) => updates.push(update));
  for (const word of ["first ", "second "]) doc.getText("both:sheet").insert(doc.getText("both:sheet").length, word);
  const [, second] = updates;
  line.send(say.update(second ?? expect.unreachable()), say.kept(7), say.step1());
  await line.said.when(({ is }) => is === "step2", line.said.all.length);
  expect(line.said.all.filter(({ is }) => is === "kept")).toEqual([]);
  line.send(say.step2(Y.encodeStateAsUpdate(doc)));
  await line.said.when((message) => message.is === "kept" && message.number === 7);
  line.end();
  expect((await documentOf(server.origin, people.client)).getText("both:sheet").toJSON()).toBe("first second ");
});

/** Two people write as fast as they can, until the server is killed in the middle of it. */
async function writeUntilKilled(
  both: readonly [Writer, Writer],
  deeds: Record<Seat, Deed[]>,
  random: Random,
  round: number,
): Promise<void> {
  const downs = both.map(({ lines }) => lines.when((line) => line === "down", lines.all.length));
  const steps = 2 + random.below(60);
  const [client, practitioner] = both;
  for (let step = 0; step < steps; step += 1) {
    const writer = random.pick(both);
    doSomething(writer, deeds[writer.seat], random, `${writer.seat.slice(0, 1)}${round}x${step} `);
    if (random.chance(0.2)) await writer.allKept();
    else if (random.chance(0.5)) await new Promise(setImmediate);
  }
  const ended = server.stop("SIGKILL");
  // Words that can no longer be kept: written before their writer knows that the server is gone.
  doSomething(client, deeds.client, random, `c${round}late `);
  doSomething(practitioner, deeds.practitioner, random, `p${round}late `);
  await Promise.all([ended, ...downs]);
  for (const writer of both) writer.disconnect();
}

async function converged([one, other]: readonly [Writer, Writer]): Promise<void> {
  const same = (): true | null => (allText(one.doc) === allText(other.doc) ? true : null);
  await Promise.race([one.seen("the same words", same), other.seen("the same words", same)]);
}
