import { useState } from "react";
import { ask } from "../../parts/ask.ts";
import { Button } from "../../parts/Button.tsx";
import { Sheet } from "../../parts/Sheet.tsx";
import { useRoom } from "../../room/room.ts";
import { passToMain } from "../passFocus.ts";
import { whenOf } from "../words/times.ts";

/** Somebody has taken the free seat: the practitioner says whether it is who was invited. */
export function Newcomer() {
  const { space, info, refresh, say } = useRoom();
  const [busy, setBusy] = useState(false);
  const { newcomer } = info;
  if (!newcomer) return null;

  const answer = async (known: boolean) => {
    setBusy(true);
    const told = await ask(`/api/spaces/${space}/newcomer`, { method: "POST", body: { known } });
    setBusy(false);
    if (!told.ok) return say(told.why);
    await refresh();
    if (!known) say("The seat is free again, and what was written from it is gone. Make a new link for who you mean.");
  };
  return (
    <Sheet
      ref={passToMain}
      role="region"
      aria-label="Who sat down"
      className="mx-4 mt-4 flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-3 sm:mx-[1.375rem]"
    >
      <p className="min-w-48 flex-1">
        {newcomer.name} sat down {whenOf(newcomer.since)}. Is that who you invited?
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
