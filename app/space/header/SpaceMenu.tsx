import House from "lucide-react/icons/house";
import MenuIcon from "lucide-react/icons/menu";
import Redo from "lucide-react/icons/redo-2";
import Square from "lucide-react/icons/square";
import SquareCheck from "lucide-react/icons/square-check";
import Undo from "lucide-react/icons/undo-2";
import UserRound from "lucide-react/icons/user-round";
import { Suspense, useState } from "react";
import { late } from "../../browser/late.tsx";
import { IconButton } from "../../parts/IconButton.tsx";
import { Popup } from "../../parts/Popup.tsx";
import { PopupAct } from "../../parts/PopupAct.tsx";
import { useRoom } from "../../live/room.ts";
import { SessionEntries } from "../session/SessionEntries.tsx";

// Opened seldom, and all it does needs the line.
const MySeat = late(() => import("../seat/MySeat.tsx").then((file) => file.MySeat), "over");

/** The few things of the screen that are not always in view. */
export function SpaceMenu() {
  const { shared, showsElsewhere, showElsewhere } = useRoom();
  const [seat, setSeat] = useState(false);
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
            <PopupAct icon={Undo} onClick={() => shared.undo()}>
              Take back my last words
            </PopupAct>
            <PopupAct icon={Redo} onClick={() => shared.redo()}>
              Bring them back
            </PopupAct>
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
          <MySeat onClose={() => setSeat(false)} />
        </Suspense>
      )}
    </>
  );
}
