import DoorOpen from "lucide-react/icons/door-open";
import Hourglass from "lucide-react/icons/hourglass";
import { Button } from "../../parts/Button.tsx";
import { closing } from "../../parts/closing.ts";
import { IconButton } from "../../parts/IconButton.tsx";
import { PopupAct } from "../../parts/PopupAct.tsx";
import { useRoom } from "../../live/room.ts";
import { useAble } from "../holding/able.ts";
import { useAct } from "../holding/useAct.ts";
import { justTurned } from "../justCome.ts";
import { useSessionView } from "./SessionView.tsx";

const howLong = "How long this session could be";
const notOpen = "No session is open.";

/** Opens the session, or closes it. Who opens one arrives in it. */
function useSession(): { isOpen: boolean; name: string; turn: () => Promise<void>; chooseLength: () => void } {
  const { holding } = useRoom();
  const { arrive, chooseLength } = useSessionView();
  const act = useAct();
  const since = holding?.session?.since;
  const isOpen = since !== undefined;
  return {
    isOpen,
    name: isOpen ? "Close session" : "Open a session",
    async turn() {
      if (isOpen) await act({ type: "session:close", since });
      else if (await act({ type: "session:open" })) arrive();
    },
    chooseLength: () => chooseLength(true),
  };
}

/** The session in the bar: opening it, closing it, and how long it could be. */
export function SessionButtons() {
  const { isOpen, name, turn, chooseLength } = useSession();
  const able = useAble();
  return (
    <>
      <IconButton {...able(isOpen ? null : notOpen, chooseLength)} name={howLong} icon={Hourglass} />
      <Button ref={justTurned} className="min-w-42 px-4!" icon={isOpen ? undefined : DoorOpen} onClick={turn}>
        {name}
      </Button>
    </>
  );
}

/** The same as rows of a popup. */
export function SessionActs({ close }: { close: () => void }) {
  const { isOpen, name, turn, chooseLength } = useSession();
  const able = useAble();
  return (
    <>
      <PopupAct {...able(isOpen ? null : notOpen, closing(close, chooseLength))} icon={Hourglass}>
        {howLong}
      </PopupAct>
      <PopupAct ref={justTurned} icon={DoorOpen} onClick={closing(close, turn)}>
        {name}
      </PopupAct>
    </>
  );
}
