import { useState } from "react";
import { keepsOf } from "../../browser/storage.ts";
import { Button } from "../../parts/Button.tsx";
import { Labelled } from "../../parts/Labelled.tsx";
import { type Known, chosenDevices } from "../../live/call/devices.ts";
import type { Devices } from "../../live/call/state.ts";
import { useRoom } from "../../live/room.ts";
import { playTestSound } from "./test-sound.ts";

type Props = {
  devices: Known;
  onChosen: () => Promise<void>;
};

const names: Record<keyof Devices, string> = { microphone: "Microphone", camera: "Camera", speaker: "Loudspeaker" };

/** Which devices to use, where there is more than one. Remembered in this browser. */
export function DeviceChoice({ devices, onChosen }: Props) {
  const { call } = useRoom();
  const [chosen, setChosen] = useState(() => chosenDevices(keepsOf().browser));
  const [silent, setSilent] = useState(false);
  const choose = async (kind: keyof Devices, id: string): Promise<void> => {
    const changed = { [kind]: id === "" ? null : id };
    setChosen((before) => ({ ...before, ...changed }));
    await call.choose(changed);
    await onChosen();
  };
  const hearSound = async (): Promise<void> => {
    if (!(await playTestSound(chosen.speaker))) setSilent(true);
  };
  return (
    <div className="grid gap-3">
      {(Object.keys(names) as (keyof Devices)[]).map(
        (kind) =>
          devices[kind].length > 1 && (
            <Labelled key={kind} label={names[kind]}>
              {(field) => (
                <select
                  {...field}
                  value={chosen[kind] ?? ""}
                  onChange={({ target }) => void choose(kind, target.value)}
                  className="min-h-11 w-full rounded-field border border-edge bg-sheet px-3 text-[0.9375rem]"
                >
                  <option value="">What this browser chooses</option>
                  {devices[kind].map(({ deviceId, label }, index) => (
                    <option key={deviceId} value={deviceId}>
                      {label || `${names[kind]} ${index + 1}`}
                    </option>
                  ))}
                </select>
              )}
            </Labelled>
          ),
      )}
      <Button tone="soft" className="justify-self-start" onClick={() => void hearSound()}>
        Play a sound
      </Button>
      {silent && (
        <p role="status" className="text-[0.9375rem]">
          This browser makes no sound of its own. The other’s voice may still be heard.
        </p>
      )}
    </div>
  );
}
