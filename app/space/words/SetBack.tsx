import { useState } from "react";
import { keepsOf } from "../../browser/storage.ts";
import { Button } from "../../parts/Button.tsx";
import { Note } from "../../parts/Note.tsx";
import { useRoom } from "../../live/room.ts";
import { usePeople } from "../people.ts";
import { passToMain } from "../passFocus.ts";
import { dayOf, timeOf } from "./times.ts";

/** Says that the server was set back, what was done about it and what to do, until this person puts it away. */
export function SetBack() {
  const { space, shared, own } = useRoom();
  const { otherName } = usePeople();
  const key = `set-back:${space}`;
  const [putAway, setPutAway] = useState(() => keepsOf().browser.getItem(key));
  const loss = shared.loss ?? own.loss;
  if (loss === null || loss.id === putAway) return null;
  const regaining = shared.loss?.regaining || own.loss?.regaining;
  const putItAway = () => {
    keepsOf().browser.setItem(key, loss.id);
    setPutAway(loss.id);
  };
  return (
    <div ref={passToMain} className="mx-4 mt-4 sm:mx-[1.375rem]">
      <Note said tone="problem" className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <div className="flex min-w-[min(12rem,100%)] flex-1 flex-col gap-2">
          <p>{whatHappened(loss.to)}</p>
          <p>
            {regaining
              ? "What this page still has is being given back."
              : `What a page of yours or of ${otherName}’s still had has been given back, and is kept. What found no place is below, as a copy.`}
          </p>
          <p>
            Please look whether something is missing, or is here again that was removed. Agreements that were given back
            have a new time.
          </p>
        </div>
        {!regaining && <Button onClick={putItAway}>Put this away</Button>}
      </Note>
    </div>
  );
}

const whatHappened = (to: number | null): string =>
  to === null
    ? "This server has lost the newest of what it had kept."
    : `This server was set back to how it was on ${dayOf(to)} at ${timeOf(to)}.`;
