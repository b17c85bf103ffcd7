import { useEffect, useRef, useState } from "react";
import type { SpaceInfo } from "../../../lib/api.ts";
import { isolated } from "../../../lib/isolated.ts";
import { ask } from "../../parts/ask.ts";
import { Button } from "../../parts/Button.tsx";
import { Sheet } from "../../parts/Sheet.tsx";
import { useRoom } from "../../live/room.ts";
import { justCome } from "../justCome.ts";
import { passToMain } from "../passFocus.ts";
import { useSheetTold } from "../telling/useSheetTold.ts";
import { whenOf } from "../words/times.ts";

const freeAgain = "The seat is free again, and what was written from it is gone. Make a new link for who you mean.";
const asBefore = "The page that they had begun is gone. What they wrote for both of you stays.";

/**
 * Somebody has taken the free seat, or has come back to a seat: the other says whether it is who was meant. Who was not
 * is out at once, and for half a minute can be let in again, with everything of theirs.
 */
export function Newcomer() {
  const { space, info, refresh, say, shared } = useRoom();
  const [busy, setBusy] = useState(false);
  const sheet = useRef<HTMLParagraphElement>(null);
  const { newcomer, refused } = info;
  useRefusedTold();
  const asked = refused === null && shared.stopped === null ? newcomer : null;
  useSheetTold(sheet, asked?.since ?? null, asked ? newcomerLine(asked) : "");
  const person = refused ?? newcomer;
  if (!person || shared.stopped !== null) return null;

  const answer = async (how: "known" | "unknown" | "let in") => {
    setBusy(true);
    const request =
      how === "let in" ? { method: "DELETE" as const } : { method: "POST" as const, body: { known: how === "known" } };
    const told = await ask(`/api/spaces/${space}/newcomer`, request);
    if (!told.ok) say(told.why);
    await refresh();
    setBusy(false);
    if (told.ok && how === "unknown") say("They are out. For half a minute you can let them in again.", true);
    if (told.ok && how === "let in") say("They can come in again. They have to reload their page.");
  };
  return (
    <Sheet
      ref={passToMain}
      role="region"
      aria-label="Who sat down"
      className="mx-4 mt-4 flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-3 sm:mx-[1.375rem]"
    >
      <p ref={sheet} className="min-w-[min(12rem,100%)] flex-1">
        <bdi>{person.name}</bdi> <span>{refused ? whatGoes(refused) : newcomer && question(newcomer)}</span>
      </p>
      {/* The two stay where they are whatever is pressed: a second press finds nothing else beneath it. */}
      <Button
        ref={justCome}
        className="min-w-32 px-3!"
        busy={busy}
        onClick={() => answer(refused ? "let in" : "known")}
      >
        {refused ? "Let them in again" : "That is them"}
      </Button>
      <Button
        ref={justCome}
        tone="soft"
        className="min-w-32 px-3!"
        busy={busy || refused !== null}
        onClick={() => answer("unknown")}
      >
        {refused ? "They are out" : "That is not them"}
      </Button>
    </Sheet>
  );
}

const question = ({ since, cameBack }: NonNullable<SpaceInfo["newcomer"]>): string =>
  cameBack
    ? `came back ${whenOf(since)}, with your link. Is it them?`
    : `sat down ${whenOf(since)}. Is that who you invited?`;

const newcomerLine = ({ name, since, cameBack }: NonNullable<SpaceInfo["newcomer"]>): string => {
  const who = isolated(name);
  return cameBack
    ? `${who} came back ${whenOf(since)}, with your link. Say at the top of the page whether it is them.`
    : `${who} sat down ${whenOf(since)}. Say at the top of the page whether that is who you invited.`;
};

const whatGoes = ({ cameBack }: NonNullable<SpaceInfo["refused"]>): string =>
  cameBack
    ? "is out, and the seat is as it was before. The page that they had begun is erased in half a minute, unless you let them in again."
    : "is out, and reads and writes nothing here any more. What they wrote is erased in half a minute, unless you let them in again.";

/** Asks again once somebody who was put off can not be let in any more, and tells in one line when what they wrote is gone. */
function useRefusedTold(): void {
  const { info, refresh, say } = useRoom();
  const { refused, newcomer } = info;
  const before = useRef(refused);
  useEffect(() => {
    const was = before.current;
    before.current = refused;
    if (was && !refused && !newcomer) say(was.cameBack ? asBefore : freeAgain);
    if (!refused) return undefined;
    const over = setTimeout(() => void refresh(), refused.remains + 1_000);
    return () => clearTimeout(over);
  }, [refused, newcomer, refresh, say]);
}
