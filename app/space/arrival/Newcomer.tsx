import { useState } from "react";
import { ask } from "../../parts/ask.ts";
import { Button } from "../../parts/Button.tsx";
import { Sheet } from "../../parts/Sheet.tsx";
import { useRoom } from "../../room/room.ts";
import { passToMain } from "../passFocus.ts";
import { whenOf } from "../words/times.ts";

const freeAgain = "The seat is free again, and what was written from it is gone. Make a new link for who you mean.";
const asBefore = "The seat is again as it was before. What was written from it stays on the page.";

/** Somebody has taken the free seat, or has come back to a seat: the other says whether it is who was meant. */
export function Newcomer() {
  const { space, info, refresh, say } = useRoom();
  const [busy, setBusy] = useState(false);
  const { newcomer } = info;
  if (!newcomer) return null;
  const { name, since, cameBack } = newcomer;

  const answer = async (known: boolean) => {
    setBusy(true);
    const told = await ask(`/api/spaces/${space}/newcomer`, { method: "POST", body: { known } });
    setBusy(false);
    if (!told.ok) return say(told.why);
    await refresh();
    if (!known) say(cameBack ? asBefore : freeAgain);
  };
  return (
    <Sheet
      ref={passToMain}
      role="region"
      aria-label="Who sat down"
      className="mx-4 mt-4 flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-3 sm:mx-[1.375rem]"
    >
      <p className="min-w-48 flex-1">
        <bdi>{name}</bdi>{" "}
        <span>
          {cameBack
            ? `came back ${whenOf(since)}, with your link. Is it them?`
            : `sat down ${whenOf(since)}. Is that who you invited?`}
        </span>
      </p>
      <Button busy={busy} onClick={() => answer(true)}>
        That is them
      </Button>
      <Button tone="soft" busy={busy} onClick={() => answer(false)}>
        That is not them
      </Button>
    </Sheet>
  );
}
