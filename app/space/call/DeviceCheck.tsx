import { useEffect, useRef } from "react";
import { Button } from "../../parts/Button.tsx";
import { Checkbox } from "../../parts/Checkbox.tsx";
import { closing } from "../../parts/closing.ts";
import { useRoom } from "../../live/room.ts";
import { Dialog } from "../Dialog.tsx";
import { usePeople } from "../people.ts";
import { noteChecked } from "./check.ts";
import { DeviceChoice } from "./DeviceChoice.tsx";
import { Level } from "./Level.tsx";
import { useDevices } from "./useDevices.ts";
import { useTrial } from "./useTrial.ts";

/** A look at one's own microphone and camera before talking. The browser is asked for nothing before a press here. */
export function DeviceCheck({ onClose }: { onClose: () => void }) {
  const { call } = useRoom();
  const { otherName } = usePeople();
  const [devices, found] = useDevices();
  const trial = useTrial(found);
  const inCall = call.phase === "in";
  const { prepare } = call;
  useEffect(() => void prepare(), [prepare]);

  const join = (): void => {
    noteChecked();
    const camera = trial.camera !== null;
    trial.stop();
    void call.join({ camera });
  };
  if (!devices) return null;
  return (
    <Dialog
      title="My voice"
      onClose={() => {
        trial.stop();
        onClose();
      }}
      acts={(close) =>
        inCall ? (
          <Button tone="ink" onClick={close}>
            Close
          </Button>
        ) : (
          <>
            <Button tone="ink" onClick={closing(close, join)}>
              {trial.denied ? "Join to listen and write" : "Join with my voice"}
            </Button>
            <Button tone="soft" onClick={close}>
              Not now
            </Button>
          </>
        )
      }
    >
      <p className="mt-1 text-[0.9375rem] text-ink-soft">
        It goes from your device to {otherName}’s. Nothing is recorded, and there is nothing here that could. That
        somebody photographs a screen cannot be prevented.
      </p>

      <div className="mt-5 grid gap-4">
        {inCall ? (
          <OwnSound />
        ) : trial.microphone ? (
          <Level track={trial.microphone} />
        ) : (
          <Button className="justify-self-start" onClick={() => void trial.tryMicrophone()}>
            Try my microphone
          </Button>
        )}
        {trial.camera ? (
          <Preview track={trial.camera} onEnd={trial.endCamera} />
        ) : (
          !inCall && (
            <Button tone="soft" className="justify-self-start" onClick={() => void trial.tryCamera()}>
              Look at my picture
            </Button>
          )
        )}
        {trial.why && (
          <p role="status" className="text-[0.9375rem]">
            {trial.why}
          </p>
        )}
        <DeviceChoice devices={devices} onChosen={trial.again} />
        <Choices />
      </div>
    </Dialog>
  );
}

/** How one's voice arrives in the call. A second microphone is not asked for: some telephones silence the first one then. */
function OwnSound() {
  const { ownSound, microphone, hushed } = useRoom().call;
  if (!ownSound) return null;
  if (microphone && !hushed) return <Level track={ownSound} />;
  return (
    <p className="text-[0.9375rem] text-ink-soft">{hushed ? "Your sound rests." : "Your microphone is closed."}</p>
  );
}

/** What a person can settle for themselves, in this browser. */
function Choices() {
  const { call } = useRoom();
  const { otherName } = usePeople();
  return (
    <div className="grid gap-1.5">
      <Checkbox checked={call.yieldsFloor} onChange={({ target }) => call.yieldFloor(target.checked)}>
        When {otherName} has the floor, my microphone is closed.
      </Checkbox>
      {call.canRelay && call.relayOnly !== "always" && (
        <Checkbox checked={call.relayOnly === "own choice"} onChange={({ target }) => call.hideAddress(target.checked)}>
          Do not show my network address to {otherName}. The sound takes a longer way.
        </Checkbox>
      )}
      {call.relayOnly === "always" && (
        <p className="text-[0.9375rem] text-ink-soft">
          Your network address is not shown to {otherName}: all sound here goes through a relay.
        </p>
      )}
    </div>
  );
}

function Preview({ track, onEnd }: { track: MediaStreamTrack; onEnd: () => void }) {
  const video = useRef<HTMLVideoElement>(null);
  useEffect(() => {
    const shown = video.current;
    if (!shown) return undefined;
    shown.srcObject = new MediaStream([track]);
    return () => void (shown.srcObject = null);
  }, [track]);
  return (
    <div className="grid gap-2">
      <video
        ref={video}
        autoPlay
        muted
        playsInline
        disablePictureInPicture
        aria-label="Your own picture"
        className="aspect-4/3 w-56 [transform:scaleX(-1)] rounded-sheet bg-sunk object-cover"
      />
      <Button tone="soft" className="justify-self-start" onClick={onEnd}>
        Without my picture
      </Button>
    </div>
  );
}
