import { useState } from "react";
import { type ArrivalWords, speeches } from "../../../lib/meeting.ts";
import { keepsOf } from "../../browser/storage.ts";
import { useRoom } from "../../live/room.ts";
import { unsentPrefix } from "../../live/outbox.ts";

const nothing: ArrivalWords = { time: "", place: "", speech: null };

/**
 * What this person is about to say on arriving. Until it is said it stays in this tab, over a reload too, and is seen by
 * nobody. It begins with what they have said already.
 */
export function useArrivalDraft() {
  const { space, seat, holding } = useRoom();
  const key = `${unsentPrefix}arrival:${space}:${seat}`;
  const mine = holding?.arrival[seat];
  const said = (!mine?.kept && mine?.words) || nothing;
  const [written, setWritten] = useState(() => readDraft(keepsOf().tab.readJson(key)));
  const draft = written ?? said;
  return {
    draft,
    /** Whether something was said already. */
    hasSaid: said !== nothing,
    isEmpty: isSame(draft, nothing),
    isChanged: !isSame(draft, said),
    write(part: Partial<ArrivalWords>): void {
      const next = { ...draft, ...part };
      setWritten(next);
      keepsOf().tab.setItem(key, JSON.stringify(next));
    },
    /** Lets go of what was written and not said. */
    forget(): void {
      keepsOf().tab.removeItem(key);
      setWritten(null);
    },
  };
}

const isSame = (one: ArrivalWords, other: ArrivalWords): boolean =>
  one.time.trim() === other.time.trim() && one.place.trim() === other.place.trim() && one.speech === other.speech;

/** What this tab has kept of a draft, or null. */
function readDraft(kept: unknown): ArrivalWords | null {
  if (typeof kept !== "object" || kept === null) return null;
  const { time, place, speech } = kept as Record<keyof ArrivalWords, unknown>;
  if (typeof time !== "string" || typeof place !== "string") return null;
  return { time, place, speech: speeches.find((one) => one === speech) ?? null };
}
