import { expect, test } from "vitest";
import * as Y from "yjs";
import { type Seat, seats } from "../../lib/seats.ts";
import { type Mode, type SectionName, rightTo, sectionNames, sections } from "../../lib/sections.ts";
import { craft, damage, honestHistory, honestUpdate } from "../support/guard-crafting.ts";
import { Target, copyOf, inventory, keepsEntries, keepsGiven } from "../support/guard-oracle.ts";
import { type Random, newRandom, settings } from "../support/guard-random.ts";
import { edited, openMode } from "../support/guard-space.ts";
import { write } from "../support/guard-writing.ts";

const modes: Mode[] = [openMode, openMode, { noOutcome: true, floor: null }, { noOutcome: false, floor: "client" }];
const perHistory = 100;

type Attack = (by: Seat, mode: Mode) => string;

/** Lets attacks loose on fresh histories, `count` times in all, and prints what the verdicts were. */
function campaign(name: string, usual: number, against: (target: Target, random: Random) => Attack) {
  const { seed, count } = settings(name, usual);
  test(`${name}=${count} SEED=${seed}`, () => {
    const verdicts = new Map<string, number>();
    for (let done = 0; done < count; done += perHistory) {
      const random = newRandom(seed + done / perHistory);
      const target = new Target(honestHistory(random));
      const attack = against(target, random);
      for (let i = 0; i < perHistory; i += 1) {
        try {
          const verdict = attack(random.pick(seats), random.pick(modes));
          verdicts.set(verdict, (verdicts.get(verdict) ?? 0) + 1);
        } catch (fault) {
          throw new Error(`SEED=${seed + done / perHistory} ${name}=${perHistory}, attack ${i}`, { cause: fault });
        }
      }
    }
    console.log(`${name} seed ${seed}:`, JSON.stringify(Object.fromEntries(verdicts)));
    expect(verdicts.get("accepted")).toBeGreaterThan(0);
    expect(verdicts.size).toBeGreaterThan(2);
  }, 100_000_000);
}

const outcome = (verdict: ReturnType<Target["receive"]>) => {
  if (verdict.kind === "refused") return verdict.reason;
  return verdict.kind === "accepted" && verdict.held !== null ? "held" : verdict.kind;
};

campaign("FORBIDDEN_EDITS", 200, (target, random) => (by, mode) => {
  const places = [random.pick(sectionNames), random.pick(sectionNames)].slice(random.below(2));
  const update = edited(target.doc, random.clientId(by), (copy) => {
    for (const name of places) {
      if (random.chance(0.3) && sections[name].shape === "grows")
        copy.getArray(name).delete(0, Math.min(1, copy.getArray(name).length));
      else if (random.chance(0.3) && sections[name].shape === "given")
        for (const id of [...copy.getMap(name).keys()].slice(0, 1)) copy.getMap(name).set(id, { text: "over it" });
      else write(copy, name, random);
    }
  });
  const bare = copyOf(target.doc);
  const changed = new Set<SectionName>();
  const before = inventory(bare);
  Y.applyUpdate(bare, update);
  const after = inventory(bare);
  for (const name of sectionNames) if (before.get(name) !== after.get(name)) changed.add(name);

  const verdict = target.receive(update, by, mode);

  const lost = (name: SectionName) => {
    const [earlier, later] = [before.get(name) ?? "[]", after.get(name) ?? "[]"];
    if (sections[name].shape === "grows") return !keepsEntries(earlier, later);
    return sections[name].shape === "given" && !keepsGiven(earlier, later);
  };
  const right = (name: SectionName) => (lost(name) ? "no" : rightTo(by, name, mode));
  const rights = new Set([...changed].map(right));
  if (rights.has("no")) expect(verdict).toMatchObject({ kind: "refused", reason: "section" });
  else if (rights.has("closed")) expect(outcome(verdict)).toBe("held");
  else if (verdict.kind === "accepted" && verdict.held === null) expect(inventory(target.doc)).toEqual(after);
  return outcome(verdict);
});

campaign("CRAFTED_UPDATES", 1_000, (target, random) => (by, mode) => {
  return outcome(target.receive(craft(target.doc, by, random), by, mode));
});

campaign("DAMAGED_BYTES", 2_000, (target, random) => {
  const honest = () => {
    const seat = random.pick(seats);
    return honestUpdate(target.doc, seat, random.clientId(seat), random);
  };
  const pool = Array.from({ length: 20 }, honest);
  return (by, mode) => {
    const kind = random.below(20);
    if (kind === 0) pool[random.below(pool.length)] = honest();
    const bytes =
      kind < 3 ? Y.encodeStateAsUpdate(target.doc) : kind < 10 ? craft(target.doc, by, random) : random.pick(pool);
    return outcome(target.receive(damage(bytes, random.pick(pool), random), by, mode));
  };
});
