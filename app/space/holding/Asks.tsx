import { Suspense, useState } from "react";
import { late } from "../../browser/late.tsx";
import { useRoom } from "../../live/room.ts";
import { CallAsks } from "../call/CallAsks.tsx";
import { FloorAsk } from "./FloorAsk.tsx";
import { justChanged } from "../justCome.ts";
import { NotKept } from "../words/NotKept.tsx";
import { WaitingWords } from "../words/WaitingWords.tsx";
import { OutcomeAsk } from "./OutcomeAsk.tsx";
import { QuietAsk } from "./QuietAsk.tsx";

// Many are in the room without a session, writing.
const SessionAsks = late(() => import("../session/SessionAsks.tsx").then((file) => file.SessionAsks), "list");

/**
 * Everything that waits for an answer or has to be known now. It stands at the foot, where it pushes nothing aside, and
 * scrolls by itself before it would take more than half of the screen.
 */
export function Asks() {
  return (
    <ul
      ref={justChanged}
      aria-label="Open between you"
      className="mb-3 flex max-h-[calc(var(--screen)*0.45)] low:max-h-none flex-col gap-2 overflow-y-auto empty:hidden"
    >
      <NotKept />
      <WaitingWords />
      <CallAsks />
      <FloorAsk />
      <OutcomeAsk />
      <QuietAsk />
      <Meeting />
    </ul>
  );
}

/** What belongs to a session, from the first time that there is something of one. */
function Meeting() {
  const { holding } = useRoom();
  const { session = null, arrival } = holding ?? {};
  const isThere = session !== null || Boolean(arrival?.client.words ?? arrival?.practitioner.words);
  const [comes, setComes] = useState(false);
  if (isThere && !comes) setComes(true);
  if (!comes) return null;
  return (
    <Suspense fallback={null}>
      <SessionAsks />
    </Suspense>
  );
}
