import { useEffect, useState } from "react";
import { type Known, listDevices, mediaDevices } from "../../live/call/devices.ts";

const none: Known = { microphone: [], camera: [], speaker: [] };

/** Nobody waits longer for the names of devices than this. */
export const longestMs = 2_000;

/**
 * The devices that there are, and how to say which there are now. Null until the browser has told: a list that came into a
 * sheet later would move what is about to be pressed there.
 */
export function useDevices(): [devices: Known | null, found: (devices: Known) => void] {
  const [devices, found] = useState<Known | null>(null);
  useEffect(() => {
    let over = false;
    const look = async (): Promise<void> => {
      const there = await listDevices();
      if (!over) found(there);
    };
    const late = setTimeout(() => found((known) => known ?? none), longestMs);
    const again = (): void => void look();
    again();
    mediaDevices()?.addEventListener("devicechange", again);
    return () => {
      over = true;
      clearTimeout(late);
      mediaDevices()?.removeEventListener("devicechange", again);
    };
  }, []);
  return [devices, found];
}
