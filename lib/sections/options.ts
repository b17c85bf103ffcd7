/** What is possible: the option cards on the table. */
import * as Y from "yjs";
import { keptCards, textIn } from "../cards.ts";
import { isolated } from "../isolated.ts";
import { type Author, type Seat, authorOf, newClientId, seats } from "../seats.ts";
import { addedIn, asideLine } from "./news.ts";
import type { CopyLine, CopyParts, News, Section } from "./section.ts";
import { wordsBut } from "./words.ts";

/** `earns` is how the proposer earns from it, in words; empty when they do not. */
export type Option = { title: string; text: string; gives: string; asks: string; earns: string };

/** The option that is always on the table. It can be argued for and against, and not removed. */
export const waitId = "wait";
export const waitTitle = "Wait, and change nothing yet";

type Cards = Y.Map<unknown>;

/** A new option card, not yet in a document. */
export function newOption(option: Option, order: number): Cards {
  return new Y.Map<unknown>([
    ["title", new Y.Text(option.title)],
    ["text", new Y.Text(option.text)],
    ["gives", new Y.Text(option.gives)],
    ["asks", new Y.Text(option.asks)],
    ["earns", option.earns],
    ["order", order],
  ]);
}

/** The card `id` of an options section as plain words, or null when there is none. Waiting says only what both weigh. */
export function readOption(cards: Cards, id: string): Option | null {
  const card = cards.get(id);
  if (!(card instanceof Y.Map)) return null;
  const weighed = { gives: textIn(card, "gives"), asks: textIn(card, "asks") };
  if (id === waitId) return { title: "", text: "", ...weighed, earns: "" };
  return { title: textIn(card, "title"), text: textIn(card, "text"), ...weighed, earns: earnsIn(card) };
}

/** How the proposer earns from a card: only they say so. What the other has written in that place is not their word. */
function earnsIn(card: Cards): string {
  const said = card._map.get("earns");
  const isTheirs = said && card._item && authorOf(said.id.client) === authorOf(card._item.id.client);
  const earns = isTheirs ? card.get("earns") : "";
  return typeof earns === "string" ? earns : "";
}

/** The first update of every shared document, written by the server: the option that is always on the table. */
export function foundingWords(): Uint8Array {
  const doc = new Y.Doc();
  doc.clientID = newClientId("server");
  doc.getMap("both:options").set(waitId, newOption({ title: "", text: "", gives: "", asks: "", earns: "" }, 0));
  const words = Y.encodeStateAsUpdate(doc);
  doc.destroy();
  return words;
}

function copied({ doc, who }: CopyParts): CopyLine[][] {
  const cards = doc.getMap<unknown>("both:options");
  return keptCards(cards).flatMap(({ id, aside, by }) => {
    const option = readOption(cards, id);
    return option ? [linesOf(option, id === waitId ? waitTitle : option.title, aside, proposer(by, who))] : [];
  });
}

const linesOf = (option: Option, title: string, aside: boolean, proposed: string): CopyLine[] => [
  { as: "title", words: title },
  { as: "words", words: option.text },
  { as: "words", about: "Gives:", words: option.gives },
  { as: "words", about: "Asks:", words: option.asks },
  { as: "words", words: option.earns === "" ? "" : `Who put it there earns from it: ${isolated(option.earns)}` },
  { as: "note", words: aside ? `Set aside. ${proposed}` : proposed },
];

function proposer(by: Author | null, who: (seat: Seat) => string): string {
  const seat = seats.find((one) => one === by);
  return seat ? `Put on the table by ${who(seat)}.` : "Always on the table.";
}

function told(news: News): string | null {
  const nameOf = (id: string): string | null => readOption(news.doc.getMap("both:options"), id)?.title.trim() || null;
  const id = addedIn(news).at(-1);
  const name = id && nameOf(id);
  return name ? `${news.otherName} put “${name}” on the table.` : asideLine(news, nameOf);
}

export const options = {
  "both:options": {
    shape: "cards",
    rests: true,
    words: wordsBut(),
    shown: {
      at: "canvas",
      title: () => "What is possible",
      inWords: () => "What is possible",
      tab: () => "Possible",
      copied,
    },
    told,
  },
} as const satisfies Record<string, Section>;
