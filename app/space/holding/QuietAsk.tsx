import { useState } from "react";
import { Button } from "../../parts/Button.tsx";
import { useRoom } from "../../live/room.ts";
import { usePeople } from "../people.ts";
import { minutesInWords } from "../words/times.ts";
import { Ask } from "./Ask.tsx";
import { unlockBell } from "./bell.ts";
import { Lengths } from "./Lengths.tsx";
import { useAct } from "./useAct.ts";

/** An offer of quiet: what was offered, and what each can answer. */
export function QuietAsk() {
  const { holding, seat } = useRoom();
  const quiet = holding?.quiet;
  if (quiet?.state !== "offered") return null;
  const { by, minutes } = quiet;
  const length = minutes === null ? "an open-ended quiet" : `${minutesInWords(minutes)} of quiet`;
  return by === seat ? <OwnOffer length={length} /> : <OthersOffer minutes={minutes} length={length} />;
}

function OwnOffer({ length }: { length: string }) {
  const { otherName } = usePeople();
  const act = useAct();
  const takeBack = (
    <Button tone="soft" onClick={() => void act({ type: "quiet:decline" })}>
      Take it back
    </Button>
  );
  return (
    <Ask answers={takeBack}>
      You offer {length}. It begins when {otherName} says yes.
    </Ask>
  );
}

function OthersOffer({ minutes, length }: { minutes: number | null; length: string }) {
  const { otherName } = usePeople();
  const act = useAct();
  const [choosing, setChoosing] = useState(false);
  const accept = () => {
    unlockBell();
    void act({ type: "quiet:accept", minutes });
  };
  const answers = (
    <>
      <Button onClick={accept}>Yes, quiet together</Button>
      <Button tone="soft" aria-expanded={choosing} onClick={() => setChoosing(!choosing)}>
        Another length
      </Button>
      <Button tone="soft" onClick={() => void act({ type: "quiet:decline" })}>
        Not now
      </Button>
      {choosing && <Lengths onLength={(other) => void act({ type: "quiet:offer", minutes: other, instead: true })} />}
    </>
  );
  return (
    <Ask answers={answers}>
      {otherName} offers {length}.
    </Ask>
  );
}
