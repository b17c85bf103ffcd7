import { modeOf } from "../../../lib/holding.ts";
import { type Closing, closingsOf, sectionNames } from "../../../lib/sections.ts";
import { useRoom } from "../../live/room.ts";
import { usePeople } from "../people.ts";
import { usePlaceOf } from "../usePlaceOf.ts";

/** What this person reads of words that the server keeps and holds back until nothing closes their section; null for none. */
export function useWaitingLine(): string | null {
  const placeOf = usePlaceOf();
  const { shared, holding, seat } = useRoom();
  const { otherName } = usePeople();
  // In the order in which they are seen, whatever came to wait first.
  const waiting = sectionNames.filter((section) => shared.waiting.includes(section));
  if (waiting.length === 0) return null;
  const ends: Record<Closing, string> = { noOutcome: "no outcome ends", floor: `${otherName} lays the floor down` };
  // By place: an agreement is kept in a section of its own, and waits with the words that it is about.
  const closings = new Map<string, Set<Closing>>();
  for (const section of waiting) {
    const place = placeOf(section);
    const own = holding ? closingsOf(seat, section, modeOf(holding)) : [];
    closings.set(place, new Set([...(closings.get(place) ?? []), ...own]));
  }
  const howLong = (of: ReadonlySet<Closing>): string =>
    of.size > 0 ? `wait until ${listed([...of].map((closing) => ends[closing]))}` : "still wait";
  const placesOf = new Map<string, string[]>();
  for (const [place, of] of closings) placesOf.set(howLong(of), [...(placesOf.get(howLong(of)) ?? []), place]);
  const sentences = [...placesOf].map(([wait, places]) => `Your words in ${listed(places)} are kept and ${wait}.`);
  return [...sentences, "Only you see them."].join(" ");
}

const listed = (words: Iterable<string>): string => new Intl.ListFormat("en-GB").format(words);
