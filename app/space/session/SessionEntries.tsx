import DoorOpen from "lucide-react/icons/door-open";
import Square from "lucide-react/icons/square";
import SquareCheck from "lucide-react/icons/square-check";
import { PopupAct } from "../../parts/PopupAct.tsx";
import { useRoom } from "../../live/room.ts";
import { useAct } from "../holding/useAct.ts";
import { justTurned } from "../justCome.ts";
import { useSessionView } from "./SessionView.tsx";

/** What the menu has of meeting: saying how one arrives, also before a session, and that the two talk elsewhere. */
export function SessionEntries({ close }: { close: () => void }) {
  const { holding } = useRoom();
  const { arrive } = useSessionView();
  const act = useAct();
  if (!holding) return null;
  const { talkElsewhere } = holding;
  return (
    <>
      <PopupAct
        icon={DoorOpen}
        onClick={() => {
          close();
          arrive();
        }}
      >
        How I arrive
      </PopupAct>
      <PopupAct
        ref={justTurned}
        role="switch"
        aria-checked={talkElsewhere}
        icon={talkElsewhere ? SquareCheck : Square}
        onClick={() => void act({ type: "talk", elsewhere: !talkElsewhere })}
      >
        We talk elsewhere
      </PopupAct>
    </>
  );
}
