import { modeOf } from "../../../lib/holding.ts";
import { type Closing, type SectionName, closingsOf, sectionNames } from "../../../lib/sections.ts";
import { useRoom } from "../../live/room.ts";
import { Ask } from "../holding/Ask.tsx";
import { usePeople } from "../people.ts";
import { usePlaceOf } from "../usePlaceOf.ts";

/** Words of this person that the server keeps and holds back until nothing closes their section any more. */
export function WaitingWords() {
  const placeOf = usePlaceOf();
  const { shared, holding, seat } = useRoom();
  const { otherName } = usePeople();
  // In the order in which they are seen, whatever came to wait first.
  const waiting = sectionNames.filter((section) => shared.waiting.includes(section));
  if (waiting.length === 0) return null;
  const ends: Record<Closing, string> = { noOutcome: "no outcome ends", floor: `${otherName} lays the floor down` };
  const howLong = (section: SectionName): string => {
    const closings = holding ? closingsOf(seat, section, modeOf(holding)) : [];
    return closings.length > 0 ? `wait until ${listed(closings.map((closing) => ends[closing]))}` : "still wait";
  };
  const sentences = [...new Set(waiting.map(howLong))].map((wait) => {
    const places = new Set(waiting.filter((section) => howLong(section) === wait).map(placeOf));
    return `Your words in ${listed(places)} are kept and ${wait}.`;
  });
  return <Ask>{[...sentences, "Only you see them."].join(" ")}</Ask>;
}

const listed = (words: Iterable<string>): string => new Intl.ListFormat("en-GB").format(words);
