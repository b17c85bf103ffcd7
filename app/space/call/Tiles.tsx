/** The two people of a call: a picture where there is one, and otherwise a calm tile with a name. */
import ChevronDown from "lucide-react/icons/chevron-down";
import ChevronUp from "lucide-react/icons/chevron-up";
import { type ReactNode, useCallback, useEffect, useState } from "react";
import type { Seat } from "../../../lib/seats.ts";
import { keepsOf } from "../../browser/storage.ts";
import { Button } from "../../parts/Button.tsx";
import { IconButton } from "../../parts/IconButton.tsx";
import { classes } from "../../parts/classes.ts";
import { useHidden } from "../../hide/hidden.ts";
import { useRoom } from "../../live/room.ts";
import { useAwake } from "../holding/useAwake.ts";
import { usePeople } from "../people.ts";
import { narrow, useMedia } from "../useMedia.ts";
import { capital } from "../words/times.ts";

const grounds: Record<Seat, string> = {
  practitioner: "bg-linear-165 from-[#8d789b] to-[#4a3a57]",
  client: "bg-linear-165 from-[#7dab93] to-[#32594a]",
};

/** Both people, beside the canvas on a desk; above it on a phone, where they can be folded away. */
export function Tiles() {
  const small = useMedia(narrow);
  const [folded, setFolded] = useState(false);
  useAwake(true);
  return (
    <section
      aria-label="The call"
      className="sticky top-0 z-10 flex gap-2.5 bg-paper px-4 py-2 min-[761px]:z-0 min-[761px]:top-[3.75rem] min-[761px]:h-[calc(var(--screen)-3.75rem-var(--foot,5rem))] min-[761px]:w-[clamp(11rem,22vw,21rem)] min-[761px]:shrink-0 min-[761px]:flex-col min-[761px]:self-start min-[761px]:py-5 min-[761px]:pr-0 min-[761px]:pl-[1.375rem]"
    >
      {!(small && folded) && (
        <>
          <Other />
          <Own />
        </>
      )}
      {small && (
        <IconButton
          name={folded ? "Unfold the pictures" : "Fold the pictures away"}
          icon={folded ? ChevronDown : ChevronUp}
          className="ml-auto"
          aria-expanded={!folded}
          onClick={() => setFolded(!folded)}
        />
      )}
    </section>
  );
}

function Other() {
  const { call, present } = useRoom();
  const { other, otherName } = usePeople();
  const theirs = present?.[other].call ?? null;
  const name = capital(otherName);
  const state =
    call.line === "alone"
      ? "Not in the call"
      : call.line === "connecting"
        ? "Being connected"
        : call.line !== "open"
          ? "The sound is interrupted"
          : theirs?.taken
            ? "Their device has taken their microphone"
            : theirs && !theirs.microphone
              ? "Microphone closed"
              : "";
  // A picture that is not sent at this moment would stand still, and be taken for its person.
  const picture = theirs?.picture === false ? null : call.otherPicture;
  return <Tile seat={other} name={name} state={state} picture={picture} className="min-[761px]:flex-[2]" />;
}

function Own() {
  const { call, holding, seat } = useRoom();
  const { other, otherName } = usePeople();
  const [shown, show] = useOwnPicture();
  const yields = call.yieldsFloor && holding?.floor?.seat === other;
  const state = call.hushed
    ? call.camera
      ? "Your sound and picture rest"
      : "Your sound rests"
    : call.taken && call.microphone
      ? "Your device has taken your microphone"
      : !call.microphone || !call.ownSound
        ? "Your microphone is closed"
        : yields
          ? `Your microphone is closed while ${otherName} has the floor`
          : call.pictureRests
            ? "Your picture rests so that the voice holds"
            : call.camera && !shown
              ? "Your camera is on"
              : "";
  return (
    <Tile
      seat={seat}
      name="You"
      state={state}
      picture={shown ? call.ownPicture : null}
      mirrored
      className="min-[761px]:flex-1"
    >
      {call.camera && (
        <Button
          tone="soft"
          className="min-h-9! rounded-field! bg-black/40! px-2.5! py-1! text-[0.8125rem]! text-white! max-[760px]:px-2! max-[760px]:text-xs!"
          onClick={() => show(!shown)}
        >
          {shown ? "Hide my picture from me" : "Let me see my picture"}
        </Button>
      )}
    </Tile>
  );
}

type TileProps = {
  seat: Seat;
  name: string;
  state: string;
  picture: MediaStream | null;
  mirrored?: boolean;
  className?: string;
  children?: ReactNode;
};

function Tile({ seat, name, state, picture, mirrored, className, children }: TileProps) {
  const isHidden = useHidden();
  // The sound of it is played elsewhere; here is only what is seen.
  const shows = useCallback(
    (video: HTMLVideoElement) => {
      video.srcObject = picture;
      // A browser may go on showing a video that is gone from the page in a window of its own.
      return () => void (video.srcObject = null);
    },
    [picture],
  );
  return (
    <div
      className={classes(
        "relative flex min-w-0 flex-1 flex-col justify-end overflow-hidden rounded-sheet p-3 text-white",
        grounds[seat],
        picture ? "min-h-32" : "min-h-14",
        className,
      )}
    >
      {picture && !isHidden && (
        <video
          ref={shows}
          autoPlay
          muted
          playsInline
          disablePictureInPicture
          aria-label={mirrored ? "Your own picture" : `${name}’s picture`}
          className={classes("absolute inset-0 size-full object-cover", mirrored && "[transform:scaleX(-1)]")}
        />
      )}
      <p className="relative self-start rounded-field bg-black/45 px-2.5 py-1 text-[0.9375rem] leading-snug font-medium">
        {name}
        {state && <span className="block text-[0.8125rem] font-normal">{state}</span>}
      </p>
      {children && <div className="relative mt-1.5">{children}</div>}
    </div>
  );
}

const ownKey = "own-picture";

/** Whether this person sees their own picture: at the first look yes, later only where they wish so. Kept in this browser. */
function useOwnPicture(): [shown: boolean, show: (shown: boolean) => void] {
  const [shown, setShown] = useState(() => keepsOf().browser.getItem(ownKey) !== "hidden");
  const { camera } = useRoom().call;
  useEffect(() => {
    if (camera && keepsOf().browser.getItem(ownKey) === null) return () => keepsOf().browser.setItem(ownKey, "hidden");
    return undefined;
  }, [camera]);
  return [
    shown,
    (wanted) => {
      keepsOf().browser.setItem(ownKey, wanted ? "shown" : "hidden");
      setShown(wanted);
    },
  ];
}
