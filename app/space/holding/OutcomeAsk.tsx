import { Button } from "../../parts/Button.tsx";
import { useRoom } from "../../live/room.ts";
import { usePeople } from "../people.ts";
import { Ask } from "./Ask.tsx";
import { useAct } from "./useAct.ts";

/** The practitioner's wish to begin or to end no outcome. The client answers it. */
export function OutcomeAsk() {
  const { holding } = useRoom();
  const { seat, otherName } = usePeople();
  const act = useAct();
  if (!holding?.wish) return null;
  const { wish } = holding;
  const begin = wish === "begin";
  const decline = () => void act({ type: "noOutcome:decline", wish });

  if (seat === "practitioner") {
    return (
      <Ask
        answers={
          <Button tone="soft" onClick={decline}>
            Take it back
          </Button>
        }
      >
        {begin ? "You offer no outcome." : "You ask to unfold the canvas."} {otherName} answers.
      </Ask>
    );
  }
  return (
    <Ask
      answers={
        <>
          <Button tone="fern" onClick={() => void act({ type: "noOutcome:accept", wish })}>
            Yes
          </Button>
          <Button tone="soft" onClick={decline}>
            Not now
          </Button>
        </>
      }
    >
      {otherName} {begin ? "offers no outcome: nothing would have to come of this." : "asks to unfold the canvas."}
    </Ask>
  );
}
