/** A server was set back, and the other has a program of their own: what this browser brings back breaks on nothing of theirs. */
import { expect, test } from "vitest";
import * as Y from "yjs";
import { copiesOfLost } from "../../app/live/lost-words.ts";
import { wordsAt } from "../../app/live/changed-words.ts";
import { changedSince, remainsOf } from "../../app/live/remains.ts";
import { type Seat, otherSeat, seats } from "../../lib/seats.ts";
import { sharedRules } from "../../lib/sections.ts";
import { type Verdict, judge } from "../../server/live/guard/judge.ts";
import { applyJudged } from "../../server/live/guard/tripwire.ts";
import { craft, honestHistory, honestUpdate } from "../support/guard-crafting.ts";
import { copyOf } from "../support/guard-oracle.ts";
import { type Random, newRandom, settings } from "../support/guard-random.ts";

const { seed, count } = settings("SET_BACK_SPACES", 20);
const rules = sharedRules(() => ({ noOutcome: false, floor: null }));

function take(doc: Y.Doc, update: Uint8Array, by: Seat): Verdict {
  const verdict = judge(doc, update, by, rules);
  if (verdict.kind === "accepted" && verdict.update) applyJudged(doc, verdict.update, by, verdict.sections);
  return verdict;
}

/** Both write: one as people do, the other whatever a program can make up. */
function goOn(doc: Y.Doc, seat: Seat, times: number, random: Random): void {
  for (let time = 0; time < times; time += 1)
    if (random.chance(0.5)) take(doc, craft(doc, otherSeat(seat), random), otherSeat(seat));
    else take(doc, honestUpdate(doc, seat, random.clientId(seat), random), seat);
}

/** Brings back to `server` what `old` has. Gives how often it was taken, and what is left as a copy. */
function bringBack(old: Y.Doc, server: Y.Doc, seat: Seat, random: Random): { taken: number; copies: number } {
  const fresh = copyOf(server);
  const removes = (section: string): boolean => rules.right(seat, section) !== "no" && rules.shape(section) !== "grows";
  const changed = random.chance(0.3) ? changedSince(old, fresh) : new Set<string>();
  let gives = true;
  for (let taken = 0, patient = true; ; taken += 1) {
    const { next, rest, letGo } = remainsOf({ old, fresh, seat, removes, changed, gives, patient });
    const copies = copiesOfLost(old, fresh, rest).length;
    const update: Uint8Array | null | undefined = next ?? (patient ? null : letGo);
    if (!update && !patient) return { taken, copies };
    patient &&= update !== null;
    if (!update) continue;
    // What the other has put in the place of what was lost can make it another: then all of it becomes copies.
    const { kind } = take(server, update, seat);
    expect(kind).not.toBe("incomplete");
    if (kind === "refused") gives = false;
    else Y.applyUpdate(fresh, update);
    expect(taken).toBeLessThan(500);
  }
}

test("the words of a place are found, also where somebody has put a type of another kind there", () => {
  const doc = new Y.Doc();
  const list = Y.Array.from<Y.Map<unknown> | Y.XmlText | string>(["in a list"]);
  doc.getMap<unknown>("both:expectations").set("card", new Y.Map<unknown>([["text", list]]));
  list.push([new Y.Map([["deeper", "in it"]]), new Y.XmlText()]);
  const place = { section: "both:expectations", path: ["card"] };
  expect(wordsAt(doc, [place])).toEqual([{ section: "both:expectations", words: "in a list\nin it" }]);
});

test(`words go back or become copies, whatever the other wrote before and since (SEED=${seed}, SET_BACK_SPACES=${count})`, () => {
  const all = { taken: 0, copies: 0 };
  for (let spaces = 0; spaces < count; spaces += 1) {
    const random = newRandom(seed + spaces);
    const seat = random.pick(seats);
    try {
      const old = honestHistory(random);
      goOn(old, seat, 20, random);
      const server = copyOf(old);
      goOn(old, seat, 30, random);
      for (let more = random.below(8); more > 0; more -= 1)
        take(server, craft(server, otherSeat(seat), random), otherSeat(seat));
      const { taken, copies } = bringBack(old, server, seat, random);
      all.taken += taken;
      all.copies += copies;
    } catch (error) {
      throw new Error(`With SEED=${seed + spaces} SET_BACK_SPACES=1: ${String(error)}`, { cause: error });
    }
  }
  console.log(`seed ${seed}:`, JSON.stringify(all));
  expect(all.taken).toBeGreaterThan(0);
});
