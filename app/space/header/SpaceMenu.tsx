import House from "lucide-react/icons/house";
import MenuIcon from "lucide-react/icons/menu";
import Square from "lucide-react/icons/square";
import SquareCheck from "lucide-react/icons/square-check";
import UserRound from "lucide-react/icons/user-round";
import { Suspense, useState } from "react";
import { late } from "../../browser/late.tsx";
import { IconButton } from "../../parts/IconButton.tsx";
import { Popup } from "../../parts/Popup.tsx";
import { PopupAct } from "../../parts/PopupAct.tsx";
import { useRoom } from "../../live/room.ts";
import { useMade } from "../seat/useMade.ts";
import { SessionEntries } from "../session/SessionEntries.tsx";
import { useOwnTold } from "../telling/OwnTold.tsx";
import { LastWords } from "./LastWords.tsx";

// Opened seldom, and all it does needs the line.
const MySeat = late(() => import("../seat/MySeat.tsx").then((file) => file.MySeat), "over");

/** The few things of the screen that are not always in view. */
export function SpaceMenu() {
  const { showsElsewhere, showElsewhere } = useRoom();
  const tellOwn = useOwnTold();
  const [seat, setSeat] = useState(false);
  const made = useMade();
  return (
    <>
      <Popup
        edge="right"
        opener={(opener) => (
          <IconButton {...opener} name="Menu" icon={MenuIcon} tone="soft" className="-mr-2.5 forced-colors:m-0" />
        )}
      >
        {(close) => (
          <>
            <LastWords tell={tellOwn} />
            <SessionEntries close={close} />
            <PopupAct
              role="switch"
              aria-checked={!showsElsewhere}
              icon={showsElsewhere ? Square : SquareCheck}
              onClick={() => showElsewhere(!showsElsewhere)}
            >
              Do not say when I look elsewhere
            </PopupAct>
            <PopupAct
              icon={UserRound}
              onClick={() => {
                close();
                setSeat(true);
              }}
            >
              My seat
            </PopupAct>
            <PopupAct href="/" icon={House} onClick={close}>
              All spaces
            </PopupAct>
          </>
        )}
      </Popup>
      {seat && (
        <Suspense fallback={null}>
          <MySeat made={made} onClose={() => setSeat(false)} />
        </Suspense>
      )}
    </>
  );
}
