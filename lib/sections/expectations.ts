/** What we expect: the cards that both can agree to, and what tells of the agreement. */
import type * as Y from "yjs";
import { type Words, readSigned, readWitness, signedFields } from "../agreement.ts";
import { keptCards } from "../cards.ts";
import { dayHere } from "../days.ts";
import { kindNames, readExpectation } from "../expectations.ts";
import { type Author, type Seat, seats } from "../seats.ts";
import { type Agreements, type Standing, agreementsIn, standingOf } from "../standing.ts";
import { addedIn, asideLine, writersIn } from "./news.ts";
import type { Change, CopyLine, CopyParts, News, Section } from "./section.ts";
import { wordsBut } from "./words.ts";

function copied({ doc, space, who }: CopyParts): CopyLine[][] {
  const cards = doc.getMap<unknown>("both:expectations");
  const agreements = agreementsOf(doc);
  return keptCards(cards).flatMap(({ id, aside }) => {
    const signed = readSigned(space, cards, id);
    if (!signed) return [];
    const { words, signature } = signed;
    const standing = standingOf(id, signature?.sha256 ?? null, agreements);
    const note = [aside ? "Set aside." : "", agreed(standing, who)].join(" ").trim();
    return [
      [
        { as: "title", words: kindNames[words.kind] },
        { as: "words", words: words.text },
        { as: "words", about: "Look again:", words: words.lookAgain },
        { as: "note", words: note },
        ...earlier(standing.before),
      ],
    ];
  });
}

function agreementsOf(doc: Y.Doc): Agreements {
  const listed = (section: string) => doc.getArray(section).toArray();
  return agreementsIn({
    client: listed("client:agreed"),
    practitioner: listed("practitioner:agreed"),
    lines: listed("server:witness"),
  });
}

function agreed(standing: Standing, who: (seat: Seat) => string): string {
  if (standing.since !== null) return `Both agreed on ${dayHere(standing.since)}.`;
  const one = seats.find((seat) => standing[seat].says === "agrees");
  return one ? `${who(one)} agrees.` : "Not agreed.";
}

/** The words that both agreed to before they were changed. */
function earlier(before: { words: Words; at: number } | null): CopyLine[] {
  if (before === null) return [];
  const { words, at } = before;
  return [
    { as: "note", about: `Both agreed on ${dayHere(at)} to:`, words: words.text },
    { as: "note", about: "Look again then:", words: words.lookAgain },
  ];
}

/** What to call a card in a line: what it is about. */
function nameIn({ doc }: News, id: string): string | null {
  const expectation = readExpectation(doc.getMap("both:expectations"), id);
  return expectation && kindNames[expectation.kind];
}

function cardsTold(news: News): string | null {
  const id = addedIn(news).at(-1);
  const name = id && nameIn(news, id);
  if (name) return `${news.otherName} added “${name}” to what we expect.`;
  return asideLine(news, (card) => nameIn(news, card));
}

// What the other said is told when the server has witnessed it: before that it counts for nobody.
function witnessTold(news: News): string | null {
  const { change, doc, space, other, otherName } = news;
  const lines = [...change.changes.added].flatMap((item) => item.content.getContent()).map(readWitness);
  const said = lines.filter((line) => line?.seat === other).at(-1)?.said;
  const name = said && nameIn(news, said.card);
  if (!name) return null;
  if (said.says === "withdraw") return `${otherName} withdraws their agreement to “${name}”.`;
  // It may have been on its way while the words were changed.
  const words = readSigned(space, doc.getMap("both:expectations"), said.card)?.signature;
  return words?.sha256 === said.sha256
    ? `${otherName} agrees to “${name}”.`
    : `${otherName} agreed to earlier words of “${name}”.`;
}

/**
 * Who wrote what a change of the section adds to the words that are agreed to on a card; null where it changes none of
 * them.
 */
export function writersOfSigned(change: Change, card: string): Set<Author> | null {
  const [inCard, inField] = change.path;
  if (inField !== undefined)
    return inCard === card && signedFields.includes(String(inField)) ? writersIn(change, []) : null;
  const keys = inCard === undefined ? [card] : inCard === card ? signedFields : [];
  return keys.some((key) => change.keys.has(key)) ? writersIn(change, keys) : null;
}

const within = { at: "within", section: "both:expectations" } as const;
/** The words of an agreement stand on their card. */
const onTheirCard = (): string[] => [];

export const expectations = {
  "both:expectations": {
    shape: "cards",
    rests: true,
    words: wordsBut("kind"),
    shown: {
      at: "canvas",
      title: () => "What we expect",
      inWords: () => "What we expect",
      tab: () => "We expect",
      copied,
    },
    told: cardsTold,
  },
  "client:agreed": { shape: "grows", rests: true, words: onTheirCard, shown: within },
  "practitioner:agreed": { shape: "grows", rests: true, words: onTheirCard, shown: within },
  "server:witness": { shape: "grows", rests: false, words: onTheirCard, shown: within, told: witnessTold },
} as const satisfies Record<string, Section>;
