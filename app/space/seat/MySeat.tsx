import Download from "lucide-react/icons/download";
import LogOut from "lucide-react/icons/log-out";
import { useState } from "react";
import type { ReactNode } from "react";
import { ask } from "../../parts/ask.ts";
import { Button } from "../../parts/Button.tsx";
import { Note } from "../../parts/Note.tsx";
import { WayBack } from "../../parts/WayBack.tsx";
import { useRoom } from "../../live/room.ts";
import { forgetSpace } from "../../live/tab.ts";
import { useKeeping } from "../../live/use-keeping.ts";
import { Dialog } from "../Dialog.tsx";
import { nameOf } from "../people.ts";
import { HideChoice } from "./HideChoice.tsx";
import { LetBackIn } from "./LetBackIn.tsx";
import { saveCopy } from "./save-copy.ts";

/** What a person can do with their own seat: keep a way back, take a copy, and let this browser forget the space. */
export function MySeat({ onClose }: { onClose: () => void }) {
  const room = useRoom();
  const [why, setWhy] = useState("");
  const pages = [useKeeping(room.shared), useKeeping(room.own)];
  const unkept = pages.some((page) => page.unkept);
  // Words on a page that stopped, or that could not be taken, may never be kept. They stand on the screen behind, to be copied.
  const lasts = pages.some(({ untaken }) => untaken) || room.shared.stopped !== null || room.own.stopped !== null;
  const waits = unkept && !lasts;

  const signOut = async () => {
    const answer = await ask(`/api/spaces/${room.space}/sitting`, { method: "DELETE" });
    if (!answer.ok) return setWhy(answer.why);
    forgetSpace(window, room.space);
    location.replace("/");
  };

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
      <WayBack space={room.space} />
      <LetBackIn />
      <HideChoice />
      <Part
        title="Take a copy."
        act={
          <Button icon={Download} onClick={async () => setWhy((await saveCopy(room)) ?? "")}>
            Take a copy
          </Button>
        }
      >
        Everything that you can read here, as one file that opens without a connection. Whoever opens the file can read
        it.
      </Part>
      <Part
        title="Sign out here."
        act={
          <Button icon={LogOut} onClick={() => void signOut()} disabled={waits}>
            Sign out here
          </Button>
        }
      >
        This browser forgets the space. Your seat stays yours, and you need your return key to come back to it.
        {waits && " Some of your words are not kept yet. Wait until it says Kept."}
        {unkept && !waits && " Some of your words could not be kept. Copy them before: this browser forgets them too."}
      </Part>
      {why && (
        <Note said tone="problem" className="mt-4">
          {why}
        </Note>
      )}
    </Dialog>
  );
}

function Part({ title, act, children }: { title: string; act: ReactNode; children: ReactNode }) {
  return (
    <div className="mt-6 border-t border-line pt-5 text-[0.9375rem] text-ink-soft">
      <p className="mb-4">
        <strong className="font-bold text-ink">{title}</strong> {children}
      </p>
      {act}
    </div>
  );
}
