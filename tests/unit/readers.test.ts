import { expect, test } from "vitest";
import * as Y from "yjs";
import { readCopies } from "../../app/live/copies.ts";
import { lastOrder, moved } from "../../app/space/canvas/moving.ts";
import { calendarDay } from "../../app/space/words/times.ts";
import { readCanonical, readSigned, whyNotSignable } from "../../lib/agreement.ts";
import { placedCards } from "../../lib/cards.ts";
import { readOption } from "../../lib/sections/options.ts";
import { decisionsIn } from "../../lib/sections/decisions.ts";
import { copyOf } from "../../lib/copy.ts";
import { readMoment } from "../../lib/days.ts";
import { type SectionName, declareSections, ownSections, sections } from "../../lib/sections.ts";
import { agreementsIn, standingOf } from "../../lib/standing.ts";
import { type Random, newRandom, settings } from "../support/guard-random.ts";
import { hostileField, hostileText, hostileValue } from "../support/hostile-values.ts";

const fields = ["kind", "text", "lookAgain", "order", "aside", "title", "gives", "asks", "earns"];
const entryFields = ["id", "card", "says", "sha256", "text", "at", "entry", "seat", "name", "same", "stands", "from"];

/** Something like an entry, with hostile values in some of its fields. */
const entryLike = (random: Random): unknown =>
  random.chance(0.2)
    ? hostileValue(random)
    : {
        id: "e",
        card: "c1",
        says: "agree",
        sha256: "0".repeat(64),
        text: "x",
        at: 1,
        entry: "e",
        seat: "client",
        name: "N",
        same: true,
        stands: "now",
        section: "both:sheet",
        words: "x",
        ...Object.fromEntries(
          Array.from({ length: random.below(5) }, () => [random.pick(entryFields), hostileValue(random)]),
        ),
      };

function fill(doc: Y.Doc, name: string, shape: string, random: Random): void {
  for (let left = 1 + random.below(5); left > 0; left -= 1) {
    if (shape === "text") doc.getText(name).insert(0, hostileText(random));
    else if (shape === "grows") doc.getArray(name).push([entryLike(random) ?? null]);
    else {
      const key = random.pick(["c1", "c2", "wait", "constructor", "toString"]);
      const section = doc.getMap<unknown>(name);
      if (random.chance(0.2)) section.set(key, hostileField(random));
      else if (random.chance(0.4)) section.set(key, entryLike(random));
      else {
        const card = new Y.Map<unknown>([
          ["text", new Y.Text(hostileText(random))],
          ["title", new Y.Text("A title")],
        ]);
        section.set(key, card);
        for (let set = random.below(6); set > 0; set -= 1) card.set(random.pick(fields), hostileField(random));
      }
    }
  }
}

function filled(table: Record<string, { shape: string }>, random: Random): Y.Doc {
  const doc = new Y.Doc();
  declareSections(doc, table as typeof sections);
  for (const [name, { shape }] of Object.entries(table)) fill(doc, name, shape, random);
  return doc;
}

const { seed, count } = settings("HOSTILE_DOCUMENTS", 300);

test(`whatever stands in a document, each reader makes something of it that can be shown (SEED=${seed}, HOSTILE_DOCUMENTS=${count})`, () => {
  for (let at = 0; at < count; at += 1) {
    const random = newRandom(seed + at);
    const [shared, own] = [filled(sections, random), filled(ownSections, random)];
    const here = seed + at;
    for (const name of ["both:expectations", "both:options"] satisfies SectionName[]) {
      const cards = shared.getMap<unknown>(name);
      const placed = placedCards(cards);
      const orders = placed.map(({ order }) => order);
      expect(orders.every(Number.isFinite) && Number.isFinite(lastOrder(orders)), `seed ${here}`).toBe(true);
      expect(
        moved(orders, 0, 1).every(([, order]) => Number.isFinite(order)),
        `seed ${here}`,
      ).toBe(true);
      for (const { id } of placed) {
        const option = readOption(cards, id);
        expect(
          Object.values(option ?? {}).every((field) => typeof field === "string"),
          `seed ${here}`,
        ).toBe(true);
        checkSigned(shared, cards, id, here);
      }
    }
    for (const decision of decisionsIn(shared.getMap("client:decisions")))
      expect(decision.at, `seed ${here}`).toBe(readMoment(decision.at));
    for (const { words } of readCopies(own)) expect(typeof words, `seed ${here}`).toBe("string");
    const parts = { space: "s", names: { client: "C", practitioner: null }, shared, own, at: new Date(0) };
    for (const seat of ["client", "practitioner"] as const)
      expect(copyOf({ ...parts, seat }), `seed ${here}`).toMatch(/<\/html>\s*$/);
  }
});

/** Holds that what would be signed of a card is what is shown of it, and that its standing can be told. */
function checkSigned(shared: Y.Doc, cards: Y.Map<unknown>, id: string, here: number): void {
  const { words, signature } = readSigned("s", cards, id) ?? expect.unreachable("a placed card can be read");
  expect(words.lookAgain === "" || calendarDay(words.lookAgain) !== null, `seed ${here}`).toBe(true);
  whyNotSignable(words);
  if (signature) {
    const signed = readCanonical(signature.canonical);
    expect(signed, `seed ${here}`).toMatchObject({ card: id, kind: words.kind, lookAgain: words.lookAgain });
    expect(words.text.normalize("NFC").replace(/\s/g, ""), `seed ${here}`).toBe(signed?.text.replace(/\s/g, ""));
  }
  const listed = (name: SectionName) => shared.getArray<unknown>(name).toArray();
  const agreements = agreementsIn({
    client: listed("client:agreed"),
    practitioner: listed("practitioner:agreed"),
    lines: listed("server:witness"),
  });
  const { client, practitioner, since } = standingOf(id, signature?.sha256 ?? null, agreements, "client");
  for (const at of [client.at, practitioner.at, since]) expect(at, `seed ${here}`).toBe(readMoment(at));
}
