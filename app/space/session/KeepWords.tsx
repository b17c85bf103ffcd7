import { useState } from "react";
import { Checkbox } from "../../parts/Checkbox.tsx";
import { useRoom } from "../../live/room.ts";
import { useAct } from "../holding/useAct.ts";
import { usePeople } from "../people.ts";

/** The wish to keep what both say on arriving. It is told to the other at once, and holds only if both have it. */
export function KeepWords() {
  const { holding } = useRoom();
  const { seat, other, otherName } = usePeople();
  const act = useAct();
  // What was pressed, until the server has answered.
  const [pressed, setPressed] = useState<boolean | null>(null);
  if (!holding) return null;
  const { keep } = holding.arrival[seat];
  const wish = async (keeps: boolean) => {
    setPressed(keeps);
    await act({ type: "arrival:keep", keep: keeps });
    setPressed(null);
  };
  return (
    <Checkbox checked={pressed ?? keep} onChange={(event) => wish(event.target.checked)}>
      Keep these words afterwards, if we both wish.
      {holding.arrival[other].keep && (
        <span className="block text-ink-soft">
          {keep ? "You both wish to keep them." : `${otherName} wishes to keep them.`}
        </span>
      )}
    </Checkbox>
  );
}
