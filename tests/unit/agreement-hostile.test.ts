import { expect, test } from "vitest";
import type * as Y from "yjs";
import { wordsOf } from "../../app/space/agreement/lines.ts";
import { calendarDay } from "../../app/space/words/times.ts";
import {
  type Signed,
  type Words,
  canonicalText,
  hashOf,
  readCanonical,
  readEntry,
  readWitness,
} from "../../lib/agreement.ts";
import { type Seat, otherSeat, seats } from "../../lib/seats.ts";
import type { Standing } from "../../lib/standing.ts";
import { AgreementSpace, type Press, signedIn, standingsIn, wordsUnder } from "../support/agreement-space.ts";
import { cards } from "../support/agreement-forgery.ts";
import { newRandom, settings } from "../support/guard-random.ts";

/** The words that stand on the screen while a card is read, and nothing else. */
const draw = (read: Signed): string => {
  const { kind, text, lookAgain } = wordsOf(read);
  return JSON.stringify([kind, text, calendarDay(lookAgain)]);
};

function checkPress({ screen, entry }: Press): void {
  const words = wordsUnder(entry) ?? expect.unreachable("what is signed can be read");
  expect(screen).toBe(JSON.stringify([words.kind, words.text, calendarDay(words.lookAgain)]));
  // Nothing else is under the signature than what was read out of it.
  expect(canonicalText("space", entry.card, words)).toBe(entry.text);
  expect(hashOf(entry.text)).toBe(entry.sha256);
}

type Said = { seat: Seat; card: string; says: "agree" | "withdraw"; hash: string; at: number; words: Words | null };

/** What everybody must come to, told a second time by another way: all that was said, in the order in which it came. */
function expected(said: readonly Said[], card: string, now: string | null) {
  const held: Partial<Record<Seat, Said>> = {};
  let common: Said | null = null;
  for (const act of said.filter((one) => one.card === card)) {
    const before = held[act.seat];
    if (before?.says === act.says && before.hash === act.hash) continue;
    held[act.seat] = act;
    const hashes = seats.map((seat) => (held[seat]?.says === "agree" ? held[seat].hash : seat));
    if (hashes[0] === hashes[1]) common = act;
  }
  const says = (seat: Seat) => {
    const act = held[seat];
    if (!act) return ["nothing", null];
    return [act.says === "withdraw" ? "withdrew" : act.hash === now ? "agrees" : "agreed before", act.at];
  };
  const agreed = seats.every((seat) => says(seat)[0] === "agrees");
  return {
    client: says("client"),
    practitioner: says("practitioner"),
    agreed,
    since: agreed ? common?.at : null,
    common,
  };
}

const brief = ({ client, practitioner, agreed, since }: Standing) => ({
  client: [client.says, client.at],
  practitioner: [practitioner.says, practitioner.at],
  agreed,
  since,
});

const hashNow = (doc: Y.Doc, card: string): string | null => signedIn(doc, card)?.signature?.sha256 ?? null;

/** Follows a space from outside, by the entries and not by the lines. */
class Watcher {
  readonly said: Said[] = [];
  readonly #known = new Set<string>();
  #values: Record<Seat, unknown[]> = { client: [], practitioner: [] };

  /** Looks what came with an update of `seat`: nothing that is there may go or move, and only that seat may have spoken. */
  look({ doc, time }: AgreementSpace, seat: Seat): void {
    for (const one of seats) {
      const values = doc
        .getArray<unknown>(`${one}:agreed`)
        .toArray()
        .map((value) => JSON.stringify(value));
      const left = new Map<unknown, number>();
      for (const value of this.#values[one]) left.set(value, (left.get(value) ?? 0) + 1);
      const added = values.filter((value) => {
        const count = left.get(value) ?? 0;
        left.set(value, count - 1);
        return count <= 0;
      });
      if (one !== seat) expect(values).toEqual(this.#values[one]);
      this.#values[one] = values;
      for (const value of added) this.#hear(one, JSON.parse(value), time);
    }
    const lines = doc
      .getArray<unknown>("server:witness")
      .toArray()
      .map((line) => readWitness(line));
    expect(lines.map((line) => line && [line.entry, line.seat, line.at, line.said?.sha256])).toHaveLength(
      this.said.length,
    );
  }

  #hear(seat: Seat, value: unknown, at: number): void {
    const entry = readEntry(value);
    if (!entry || this.#known.has(`${entry.id} of the ${seat}`)) return;
    this.#known.add(`${entry.id} of the ${seat}`);
    this.said.push({
      seat,
      card: entry.card,
      says: entry.says,
      hash: hashOf(entry.text),
      at,
      words: readCanonical(entry.text),
    });
  }
}

const { seed, count } = settings("HOSTILE_SPACES", 30);

test(`whatever anybody sends, what is signed was on the screen, and all know who agrees to what since when (SEED=${seed}, HOSTILE_SPACES=${count})`, () => {
  const sum = { accepted: 0, refused: 0, pressed: 0, lines: 0, agreed: 0 };
  for (let at = 0; at < count; at += 1) {
    const here = seed + at;
    const random = newRandom(here);
    const space = new AgreementSpace(random, draw);
    const watcher = new Watcher();
    for (let steps = 60 + random.below(200); steps > 0; steps -= 1) {
      const before = standingsIn(space.doc);
      const by = space.step();
      if (by === null) continue;
      watcher.look(space, by);
      for (const [index, now] of standingsIn(space.doc).entries()) {
        const card = cards[index] ?? "";
        // Nobody can date back, undo or add to what the other said.
        const { act, at: since } = now[otherSeat(by)];
        const known = before[index]?.[otherSeat(by)];
        expect([act, since], `seed ${here}`).toEqual([known?.act, known?.at]);
        const { common, ...rest } = expected(watcher.said, card, hashNow(space.doc, card));
        expect(brief(now), `seed ${here}`).toEqual(rest);
        // What both last agreed to can be read for ever.
        const lasting = !now.agreed && common?.words ? { words: common.words, at: common.at } : null;
        expect(now.before, `seed ${here}`).toEqual(lasting);
        if (now.agreed) sum.agreed += 1;
      }
    }
    space.settle((seat) => watcher.look(space, seat));
    for (const press of space.presses) checkPress(press);
    const copies = [...space.pages, ...space.reloaded()];
    for (const copy of copies)
      for (const viewer of [undefined, ...seats])
        expect(standingsIn(copy, viewer), `seed ${here}`).toEqual(standingsIn(space.doc, viewer));
    for (const copy of copies)
      for (const name of ["client:agreed", "practitioner:agreed", "server:witness"])
        expect(copy.getArray(name).toJSON(), `seed ${here}`).toEqual(space.doc.getArray(name).toJSON());
    for (const name of Object.keys(space.tally) as (keyof typeof space.tally)[]) sum[name] += space.tally[name];
  }
  console.log(`seed ${seed}: ${count} spaces,`, JSON.stringify(sum));
  for (const seen of Object.values(sum)) expect(seen).toBeGreaterThan(0);
}, 10_000_000);
