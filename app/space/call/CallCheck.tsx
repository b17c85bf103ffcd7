import { Suspense } from "react";
import { late } from "../../browser/late.tsx";
import { canTalk } from "../../browser/talk.ts";
import { Button } from "../../parts/Button.tsx";
import { useRoom } from "../../live/room.ts";
import { useCheck, useJoin } from "./check.ts";

const DeviceCheck = late(() => import("./DeviceCheck.tsx").then((file) => file.DeviceCheck), "over");

/** The place of the look at one's devices, which is fetched when it opens. */
export function CallCheck() {
  const { isOpen, close } = useCheck();
  if (!isOpen) return null;
  return (
    <Suspense fallback={null}>
      <DeviceCheck onClose={close} />
    </Suspense>
  );
}

/** Talking, as a part of arriving: the way into the call and to one's devices, or nothing where the two talk elsewhere. */
export function ArrivingVoice() {
  const { call, holding } = useRoom();
  const check = useCheck();
  const join = useJoin();
  if (!holding || holding.talkElsewhere || call.phase !== "out") return null;
  return (
    <div role="group" aria-label="Talking here">
      <p className="mb-1.5 text-[0.9375rem] font-semibold">Talking here</p>
      <p className="mb-2 text-[0.9375rem] text-ink-soft">
        With your voice, and a picture only if you add one. Or in writing. Nothing is recorded.
      </p>
      <div className="flex flex-wrap gap-2">
        <Button className="px-4!" onClick={join}>
          Talk here
        </Button>
        {canTalk() && (
          <Button tone="soft" className="px-4!" onClick={check.open}>
            Try my microphone first
          </Button>
        )}
      </div>
    </div>
  );
}
