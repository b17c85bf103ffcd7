import { Checkbox } from "../../parts/Checkbox.tsx";
import { useRoom } from "../../room/room.ts";
import { useAct } from "../holding/useAct.ts";
import { usePeople } from "../people.ts";

/** The wish to keep what both say on arriving. It is told to the other at once, and holds only if both have it. */
export function KeepWords() {
  const { holding, connected } = useRoom();
  const { seat, other, otherName } = usePeople();
  const act = useAct();
  const { keep = false } = holding?.arrival[seat] ?? {};
  return (
    <div>
      <Checkbox checked={keep} disabled={!connected} onChange={() => void act({ type: "arrival:keep", keep: !keep })}>
        Keep these words afterwards, if we both wish
      </Checkbox>
      {holding?.arrival[other].keep && (
        <p className="pl-9 text-sm text-ink-soft">
          {keep ? `You both wish to keep them.` : `${otherName} wishes to keep them.`}
        </p>
      )}
    </div>
  );
}
