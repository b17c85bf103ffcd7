/** A copy to take along: all that the screen of a space shows to a seat, as one file that opens in any browser without a network. */
import type * as Y from "yjs";
import { type Words, readSigned } from "./agreement.ts";
import { placedCards, readOption, waitId } from "./cards.ts";
import { dayHere } from "./days.ts";
import { decisionsIn } from "./decisions.ts";
import { type Seat, seats } from "./seats.ts";
import { agreementsIn, standingOf } from "./standing.ts";

export type CopyParts = {
  space: string;
  names: Record<Seat, string | null>;
  /** The seat that takes the copy. Only its own page is in it. */
  seat: Seat;
  shared: Y.Doc;
  own: Y.Doc;
  /** When the copy is made. */
  at: Date;
};

const standings = { now: "For now", undecided: "Not deciding yet", gone: "Let go" } as const;

/** Words as they are, whatever they hold. */
const plain = (text: string): string =>
  text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`).replace(/\n/g, "<br>");

const paragraph = (text: string, about = ""): string =>
  text === "" ? "" : `<p>${about === "" ? "" : `<b>${plain(about)}</b> `}${plain(text)}</p>`;

const part = (title: string, content: readonly string[]): string =>
  `<section><h2>${plain(title)}</h2>${content.join("") || "<p>Nothing stands here.</p>"}</section>`;

/** The copy, as an HTML document without scripts, links or anything that is loaded. */
export function copyOf({ space, names, seat, shared, own, at }: CopyParts): string {
  const who = (of: Seat): string => names[of] ?? `the ${of}`;
  const title = `A space of ${who("practitioner")} and ${who("client")}, copied by ${who(seat)} on ${dayHere(at.getTime())}`;
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>A copy</title>
<style>body{font:1.1rem/1.5 Georgia,serif;max-width:40rem;margin:3rem auto;padding:0 1rem}article{border-top:1px solid #b4c2b8;padding:.5rem 0}small{color:#4d5b55}</style>
</head><body><h1>${plain(title)}</h1>
${part("What we expect", expectations(space, shared, who))}
${part("What is possible", options(shared, who))}
${part(`What ${who("client")} chooses`, decisions(shared))}
${part("The open page", [paragraph(shared.getText("both:sheet").toJSON())])}
${part(`Only ${who(seat)} reads this`, drafts(own))}
<p><small>Not in this copy: the page that the other has for themselves. This file says what stood in the space when it was made. It does not prove it to somebody who was not there.</small></p>
</body></html>
`;
}

const kept = (cards: Y.Map<unknown>) => placedCards(cards).filter(({ removed }) => !removed);

function expectations(space: string, shared: Y.Doc, who: (seat: Seat) => string): string[] {
  const cards = shared.getMap<unknown>("both:expectations");
  const listed = (section: string) => shared.getArray(section).toArray();
  const agreements = agreementsIn({
    client: listed("client:agreed"),
    practitioner: listed("practitioner:agreed"),
    lines: listed("server:witness"),
  });
  return kept(cards).map(({ id, aside }) => {
    const signed = readSigned(space, cards, id);
    if (!signed) return "";
    const { words, signature } = signed;
    const standing = standingOf(id, signature?.sha256 ?? null, agreements);
    const one = seats.find((seat) => standing[seat].says === "agrees");
    const agreed =
      standing.since !== null
        ? `Both agreed on ${dayHere(standing.since)}.`
        : one
          ? `${who(one)} agrees.`
          : "Not agreed.";
    const before = standing.before && earlier(standing.before);
    return `<article>${paragraph(words.text)}${paragraph(words.lookAgain, "Look again:")}<p><small>${plain(
      [aside ? "Set aside." : "", agreed, before ?? ""].filter((line) => line !== "").join(" "),
    )}</small></p></article>`;
  });
}

function earlier({ words, at }: { words: Words; at: number }): string {
  const lookAgain = words.lookAgain === "" ? "" : ` Look again: ${words.lookAgain}`;
  return `Both agreed on ${dayHere(at)} to: ${words.text}${lookAgain}`;
}

function options(shared: Y.Doc, who: (seat: Seat) => string): string[] {
  const cards = shared.getMap<unknown>("both:options");
  return kept(cards).map(({ id, aside, by }) => {
    const option = readOption(cards, id);
    if (!option) return "";
    const title = id === waitId ? "Wait, and change nothing yet" : option.title;
    const proposer =
      by === "client" || by === "practitioner" ? `Put on the table by ${who(by)}.` : "Always on the table.";
    const earns = option.earns === "" ? "" : `Who put it there earns from it: ${option.earns}`;
    return `<article><h3>${plain(title)}</h3>${paragraph(option.text)}${paragraph(option.gives, "Gives:")}${paragraph(
      option.asks,
      "Asks:",
    )}${paragraph(earns)}<p><small>${plain(aside ? `Set aside. ${proposer}` : proposer)}</small></p></article>`;
  });
}

function decisions(shared: Y.Doc): string[] {
  return decisionsIn(shared.getMap("client:decisions")).map(({ text, stands, from, at }) => {
    const when = at === null ? "" : `, ${dayHere(at)}`;
    const origin = from ? `, from “${from.title}”` : "";
    return `<article><p><small>${standings[stands]}${when}${plain(origin)}</small></p>${paragraph(text)}</article>`;
  });
}

// Strings on a page of one's own that are no words of a person.
const marks = new Set(["id", "kind", "stands", "follows", "section"]);

/** Drafts and words that were given back, however they are laid out: every text on the page of one's own. */
function drafts(own: Y.Doc): string[] {
  const words = (value: unknown): string[] => {
    if (typeof value === "string") return [value];
    if (typeof value !== "object" || value === null || ("letGo" in value && value.letGo === true)) return [];
    return Object.entries(value).flatMap(([name, field]) => (marks.has(name) ? [] : words(field)));
  };
  return [...own.share.values()].flatMap((section) => words(section.toJSON())).map((text) => paragraph(text));
}
