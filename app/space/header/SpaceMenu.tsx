import EyeOff from "lucide-react/icons/eye-off";
import House from "lucide-react/icons/house";
import MenuIcon from "lucide-react/icons/menu";
import Redo from "lucide-react/icons/redo-2";
import Undo from "lucide-react/icons/undo-2";
import { IconButton } from "../../parts/IconButton.tsx";
import { Popup } from "../../parts/Popup.tsx";
import { PopupAct } from "../../parts/PopupAct.tsx";
import { useRoom } from "../../room/room.ts";

/** The few things of the screen that are not always in view. */
export function SpaceMenu() {
  const { shared, showsElsewhere, showElsewhere } = useRoom();
  return (
    <Popup
      edge="right"
      opener={(opener) => <IconButton {...opener} name="Menu" icon={MenuIcon} tone="soft" className="-mr-2.5" />}
    >
      {(close) => (
        <>
          <PopupAct icon={Undo} onClick={shared.undo}>
            Take back my last change
          </PopupAct>
          <PopupAct icon={Redo} onClick={shared.redo}>
            Bring it back
          </PopupAct>
          <PopupAct
            role="switch"
            aria-checked={!showsElsewhere}
            icon={EyeOff}
            onClick={() => showElsewhere(!showsElsewhere)}
          >
            <span className="flex-1">Do not say when I look elsewhere</span>
            <span aria-hidden className="text-sm text-ink-soft">
              {showsElsewhere ? "Off" : "On"}
            </span>
          </PopupAct>
          <PopupAct href="/" icon={House} onClick={close}>
            All spaces
          </PopupAct>
        </>
      )}
    </Popup>
  );
}
