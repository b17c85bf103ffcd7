import { useRoom } from "../../live/room.ts";
import { Ask } from "../holding/Ask.tsx";
import { usePeople } from "../people.ts";
import { usePlaceOf } from "../usePlaceOf.ts";

/** Words of this person that the server keeps and holds back until their section opens again. */
export function WaitingWords() {
  const placeOf = usePlaceOf();
  const { shared, holding, seat } = useRoom();
  const { otherName } = usePeople();
  if (shared.waiting.length === 0) return null;
  const places = new Intl.ListFormat("en-GB").format(new Set(shared.waiting.map(placeOf)));
  const floor = holding?.floor && holding.floor.seat !== seat;
  const until = holding?.noOutcome ? "no outcome ends" : floor ? `${otherName} lays the floor down` : "it opens again";
  return (
    <Ask>
      Your words in {places} are kept and wait until {until}. Only you see them.
    </Ask>
  );
}
