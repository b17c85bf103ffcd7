import Redo from "lucide-react/icons/redo-2";
import Undo from "lucide-react/icons/undo-2";
import { useSyncExternalStore } from "react";
import * as Y from "yjs";
import { isolated } from "../../../lib/isolated.ts";
import { kindNames, readExpectation } from "../../../lib/expectations.ts";
import type { SectionName } from "../../../lib/sections.ts";
import { readOption, waitId, waitTitle } from "../../../lib/sections/options.ts";
import type { Field, Way } from "../../live/editor.ts";
import { useRoom } from "../../live/room.ts";
import { PopupAct } from "../../parts/PopupAct.tsx";
import { useAble } from "../holding/able.ts";
import type { useOwnTold } from "../telling/OwnTold.tsx";
import { usePlaceOf } from "../usePlaceOf.ts";

const ways = {
  undo: {
    icon: Undo,
    words: "Take back my last words",
    done: "Taken back",
    nothing: "You have written nothing here that can be taken back.",
  },
  redo: {
    icon: Redo,
    words: "Bring them back",
    done: "Brought back",
    nothing: "Nothing was taken back here that can be brought back.",
  },
} as const;

/** Takes back the words that this person wrote last, wherever they stand, and brings them again. */
export function LastWords({ tell }: { tell: ReturnType<typeof useOwnTold> }) {
  return (["undo", "redo"] as const).map((way) => <Step key={way} way={way} tell={tell} />);
}

/** They may stand behind another tab of a phone, or far up the page: it is said where. */
function Step({ way, tell }: { way: Way; tell: ReturnType<typeof useOwnTold> }) {
  const { shared, say } = useRoom();
  const placeOf = usePlaceOf();
  const able = useAble();
  const { newest, progress } = shared;
  const look = (): Field | null => newest(way);
  const field = useSyncExternalStore(progress.subscribe, look, look);
  const { icon, words, done, nothing } = ways[way];
  const press = () => {
    if (!field || !shared[way]()) return say(nothing);
    const place = cardOf(field) ?? placeOf(field.section);
    tell(field.section as SectionName, `words in ${place}`, `${done}, in “${place}”.`);
  };
  return (
    <PopupAct icon={icon} {...able(field ? null : nothing, press)}>
      {words}
    </PopupAct>
  );
}

/** What the card is called that a field stands on; null where it stands on none, or on one without a name. */
function cardOf({ section, text }: Field): string | null {
  const [card, cards] = [text.parent, text.parent?.parent];
  const id = card?._item?.parentSub;
  if (!(cards instanceof Y.Map) || !id) return null;
  if (section === "both:expectations") {
    const expectation = readExpectation(cards, id);
    return expectation && kindNames[expectation.kind];
  }
  if (id === waitId) return waitTitle;
  return isolated(readOption(cards, id)?.title.trim() ?? "") || null;
}
