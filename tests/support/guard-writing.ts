/** What honest people do in the sections of a space, at random. */
import * as Y from "yjs";
import { type SectionName, sections } from "../../lib/sections.ts";
import type { Random } from "./guard-random.ts";

const words = ["a ", "slow ", "walk", "é", "😀", "👨‍👩‍👧", "\n", "I do not know yet. ", "שלום", "."];

/** Makes one change in a section of `doc`, as its view would. */
export function write(doc: Y.Doc, name: SectionName, random: Random): void {
  const { shape } = sections[name];
  if (shape === "text") writeText(doc.getText(name), random);
  else if (shape === "cards") writeCards(doc.getMap(name), random);
  else if (shape === "given") give(doc.getMap(name), random);
  else doc.getArray(name).push([{ id: random.below(1_000), words: random.pick(words), seen: true }]);
}

function writeText(text: Y.Text, random: Random): void {
  const content = text.toJSON();
  if (content.length > 0 && random.chance(0.3)) {
    const from = border(content, random.below(content.length));
    const to = border(content, Math.min(content.length, from + 1 + random.below(8)));
    if (to > from) text.delete(from, to - from);
    return;
  }
  const at = random.chance(0.6) ? content.length : border(content, random.below(content.length + 1));
  text.insert(at, Array.from({ length: 1 + random.below(4) }, () => random.pick(words)).join(""));
}

/** An index that does not cut a surrogate pair: a text field never does. */
function border(content: string, index: number): number {
  const code = content.charCodeAt(index - 1);
  return index < content.length && code >= 0xd800 && code <= 0xdbff ? index + 1 : index;
}

/** Gives an entry, as a whole and under a key of its own, or takes one away. */
function give(entries: Y.Map<unknown>, random: Random): void {
  const ids = [...entries.keys()];
  if (ids.length > 0 && random.chance(0.15)) entries.delete(random.pick(ids));
  else entries.set(`given ${random.below(2 ** 31)}`, { text: random.pick(words), at: random.below(1_000) });
}

type Cards = Y.Map<unknown>;

function writeCards(cards: Cards, random: Random): void {
  const ids = [...cards.keys()];
  if (ids.length === 0 || random.chance(0.15)) return addCard(cards, `card ${random.below(12)}`, random);
  const id = random.pick(ids);
  const card = cards.get(id);
  if (random.chance(0.1) || !(card instanceof Y.Map)) return cards.delete(id);
  const held = card.get(random.pick(["title", "text"]));
  const steps = card.get("steps");
  const choice = random.below(10);
  if (choice < 6 && held instanceof Y.Text) writeText(held, random);
  else if (choice < 7) card.set("order", random.below(100) / 7);
  else if (choice < 8) card.set("kind", random.pick(["trial", "cost", null, { until: "spring", weeks: [6, -1] }]));
  else if (choice < 9) card.delete("kind");
  else if (steps instanceof Y.Array) writeList(steps, random);
}

function addCard(cards: Cards, id: string, random: Random): void {
  const card = new Y.Map<unknown>();
  card.set("title", new Y.Text());
  card.set("text", new Y.Text(random.pick(words)));
  card.set("order", random.below(100));
  if (random.chance(0.5)) card.set("steps", new Y.Array());
  cards.set(id, card);
}

function writeList(list: Y.Array<unknown>, random: Random): void {
  if (list.length > 0 && random.chance(0.4)) list.delete(random.below(list.length));
  else
    list.insert(
      random.below(list.length + 1),
      Array.from({ length: 1 + random.below(3) }, () => random.below(9)),
    );
}
