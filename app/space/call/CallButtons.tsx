/** The voice and the picture in the bar. Each of the two opens and closes only what is their own. */
import Mic from "lucide-react/icons/mic";
import MicOff from "lucide-react/icons/mic-off";
import PhoneOff from "lucide-react/icons/phone-off";
import Video from "lucide-react/icons/video";
import VideoOff from "lucide-react/icons/video-off";
import { canTalk } from "../../browser/talk.ts";
import { closing } from "../../parts/closing.ts";
import { IconButton } from "../../parts/IconButton.tsx";
import { PopupAct } from "../../parts/PopupAct.tsx";
import { useRoom } from "../../live/room.ts";
import { useAble } from "../holding/able.ts";
import { usePeople } from "../people.ts";
import { useCheck, useJoin } from "./check.ts";

/** What is open goes to the other. */
const openLook = "border-both-line! bg-both-soft!";
const elsewhere = "We talk elsewhere. There is no voice in this room.";

/** Joins the call; in it, opens and closes one's own microphone. */
export function MicrophoneButton() {
  const { call, holding, present } = useRoom();
  const { other, otherName } = usePeople();
  const join = useJoin();
  const able = useAble();
  if (!holding) return null;
  if (call.phase === "in") {
    const open = call.microphone && call.ownSound !== null;
    return (
      <IconButton
        name={open ? "Close my microphone" : "Open my microphone"}
        icon={open ? Mic : MicOff}
        className={call.speaks ? openLook : undefined}
        onClick={() => call.openMicrophone(!open)}
      />
    );
  }
  const name = present?.[other].call ? `Join ${otherName}’s voice` : "Talk here";
  const talks = able(holding.talkElsewhere ? elsewhere : null, join);
  return <IconButton {...talks} name={name} icon={Mic} aria-busy={call.phase === "opening" || undefined} />;
}

/** Adds one's own picture to the call, or ends it; and the way out of the call. Only in the call. */
export function InCallButtons() {
  const { call } = useRoom();
  if (call.phase !== "in") return null;
  return (
    <>
      <IconButton
        {...cameraWords(call.camera)}
        className={call.camera ? openLook : undefined}
        onClick={() => void call.openCamera(!call.camera)}
      />
      <IconButton name="Leave the call" icon={PhoneOff} onClick={call.leave} />
    </>
  );
}

/** The same as rows of a popup, with the devices. */
export function InCallActs({ close }: { close: () => void }) {
  const { call, holding } = useRoom();
  const check = useCheck();
  const able = useAble();
  if (!holding) return null;
  const { name, icon } = cameraWords(call.camera);
  return (
    <>
      {call.phase === "in" && (
        <>
          <PopupAct icon={icon} onClick={closing(close, () => call.openCamera(!call.camera))}>
            {name}
          </PopupAct>
          <PopupAct icon={PhoneOff} onClick={closing(close, call.leave)}>
            Leave the call
          </PopupAct>
        </>
      )}
      {canTalk() && (
        <PopupAct {...able(holding.talkElsewhere ? elsewhere : null, closing(close, check.open))} icon={Mic}>
          My microphone and camera
        </PopupAct>
      )}
    </>
  );
}

const cameraWords = (open: boolean) =>
  open ? { name: "End my picture", icon: Video } : { name: "Show my picture", icon: VideoOff };
