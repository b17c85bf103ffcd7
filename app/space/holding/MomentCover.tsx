import { Button } from "../../parts/Button.tsx";
import { useRoom } from "../../live/room.ts";
import { usePeople } from "../people.ts";
import { Cover } from "./Cover.tsx";
import { useAct } from "./useAct.ts";

/** A moment that one of them asked for: a still page on both screens, lifted by who asked. */
export function MomentCover() {
  const { call, holding } = useRoom();
  const { seat, otherName } = usePeople();
  const act = useAct();
  const own = holding?.moment?.by === seat;
  return (
    <Cover title="A moment">
      <p>
        {own ? `This page waits, and so does ${otherName}’s.` : `${otherName} asked for a moment. This page waits.`}
        {call.phase === "in" && " There is no sound on either side meanwhile."}
      </p>
      {own && (
        <Button className="mt-7" onClick={() => void act({ type: "moment:lift" })}>
          I am back
        </Button>
      )}
    </Cover>
  );
}
