import Download from "lucide-react/icons/download";
import { useState } from "react";
import { Button } from "../../parts/Button.tsx";
import { Note } from "../../parts/Note.tsx";
import { WayBack } from "../../parts/WayBack.tsx";
import { useRoom } from "../../live/room.ts";
import { useUnseen } from "../covered.ts";
import { Dialog } from "../Dialog.tsx";
import { useAble } from "../holding/able.ts";
import { nameOf } from "../people.ts";
import { HideChoice } from "./HideChoice.tsx";
import { LetBackIn } from "./LetBackIn.tsx";
import { Part } from "./Part.tsx";
import { SignOut } from "./SignOut.tsx";
import type { Made } from "./useMade.ts";
import { saveCopy, whyNoCopy } from "./save-copy.ts";

/** What a person can do with their own seat: keep a way back, take a copy, and let this browser forget the space. */
export function MySeat({ made, onClose }: { made: Made; onClose: () => void }) {
  const room = useRoom();
  const [why, setWhy] = useState("");
  const able = useAble();
  const take = async () => setWhy((await saveCopy(room)) ?? "");

  return (
    <Dialog
      title="My seat"
      onClose={onClose}
      acts={(close) => (
        <Button tone="ink" onClick={close}>
          Close
        </Button>
      )}
    >
      <p className="mt-1 text-[0.9375rem] text-ink-soft">
        You sit here as {nameOf(room.names, room.seat)}, the {room.seat}.
      </p>
      <WayBack made={made.key} hasOne={room.info.returnKey} isUnseen={useUnseen()} />
      <LetBackIn made={made.link} keep={made.keepLink} />
      <HideChoice />
      <Part
        title="Take a copy."
        act={
          <Button icon={Download} {...able(whyNoCopy(room), () => void take())}>
            Take a copy
          </Button>
        }
      >
        Everything that you can read here, as one file that opens without a connection. Whoever opens the file can read
        it.
      </Part>
      <SignOut made={made.key} onRefused={setWhy} />
      {why && (
        <Note said tone="problem" className="mt-4">
          {why}
        </Note>
      )}
    </Dialog>
  );
}
