import { Button } from "../../parts/Button.tsx";
import { useRoom } from "../../live/room.ts";
import { useOthersFloor, usePeople } from "../people.ts";
import { Ask } from "./Ask.tsx";
import { useAct } from "./useAct.ts";

/** Who has the floor, and how it goes on. */
export function FloorAsk() {
  const { holding } = useRoom();
  const { seat, otherName } = usePeople();
  const floorLine = useOthersFloor();
  const act = useAct();
  if (!holding?.floor) return null;
  const { floor, floorAsked } = holding;

  if (floor.seat === seat) {
    return (
      <Ask
        answers={
          <>
            <Button tone="soft" onClick={() => void act({ type: "floor:lay" })}>
              Lay it down
            </Button>
            <Button tone="soft" onClick={() => void act({ type: "floor:pass" })}>
              Pass it to {otherName}
            </Button>
          </>
        }
      >
        You have the floor. {floorAsked && `${otherName} asks for it.`}
      </Ask>
    );
  }
  const asking = floorAsked ? null : (
    <Button tone="soft" onClick={() => void act({ type: "floor:ask" })}>
      Ask for it
    </Button>
  );
  return (
    <Ask answers={asking}>
      {floorLine} {floorAsked && "You have asked for it."}
    </Ask>
  );
}
