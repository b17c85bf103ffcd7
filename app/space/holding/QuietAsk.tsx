import { useState } from "react";
import { Button } from "../../parts/Button.tsx";
import { useRoom } from "../../room/room.ts";
import { usePeople } from "../people.ts";
import { minutesInWords } from "../words/times.ts";
import { Ask } from "./Ask.tsx";
import { unlockBell } from "./bell.ts";
import { Lengths } from "./Lengths.tsx";
import { useAct } from "./useAct.ts";

/** An offer of quiet: what was offered, and what each can answer. */
export function QuietAsk() {
  const { holding, seat } = useRoom();
  const { otherName } = usePeople();
  const act = useAct();
  const [choosing, setChoosing] = useState(false);
  const quiet = holding?.quiet;
  if (quiet?.state !== "offered") return null;
  const { by, minutes } = quiet;
  const length = minutes === null ? "an open-ended quiet" : `${minutesInWords(minutes)} of quiet`;
  const decline = () => void act({ type: "quiet:decline" });

  if (by === seat) {
    return (
      <Ask
        answers={
          <Button tone="soft" onClick={decline}>
            Take it back
          </Button>
        }
      >
        You offer {length}. It begins when {otherName} says yes.
      </Ask>
    );
  }
  const accept = () => {
    unlockBell();
    void act({ type: "quiet:accept", minutes });
  };
  const another = (other: number | null) => {
    setChoosing(false);
    void act({ type: "quiet:offer", minutes: other, instead: true });
  };
  return (
    <Ask
      answers={
        <>
          <Button onClick={accept}>Yes, quiet together</Button>
          <Button tone="soft" aria-expanded={choosing} onClick={() => setChoosing(!choosing)}>
            Another length
          </Button>
          <Button tone="soft" onClick={decline}>
            Not now
          </Button>
          {choosing && <Lengths onLength={another} />}
        </>
      }
    >
      {otherName} offers {length}.
    </Ask>
  );
}
