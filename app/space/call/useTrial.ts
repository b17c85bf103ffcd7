import { use, useCallback, useEffect, useRef, useState } from "react";
import { keepsOf } from "../../browser/storage.ts";
import { hidden, useHidden } from "../../hide/hidden.ts";
import {
  type Given,
  type Known,
  askCamera,
  askMicrophone,
  chosenDevices,
  listDevices,
} from "../../live/call/devices.ts";
import { CoveredContext } from "../covered.ts";
import { longestMs } from "./useDevices.ts";

type Tracks = { microphone: MediaStreamTrack | null; camera: MediaStreamTrack | null };

/**
 * Microphone and camera while they are tried, before a call. Nothing of it goes anywhere, and all of it stops with `stop`.
 * @param found is told which devices there are, together with what a try has brought: the browser may know more by then
 */
export function useTrial(found: (devices: Known) => void) {
  const [tracks, setTracks] = useState<Tracks>({ microphone: null, camera: null });
  const [why, setWhy] = useState<string | null>(null);
  const [denied, setDenied] = useState(false);
  const open = useRef(tracks);
  const over = useRef(false);

  const put = useCallback((changed: Partial<Tracks>): void => {
    for (const key of Object.keys(changed) as (keyof Tracks)[]) open.current[key]?.stop();
    open.current = { ...open.current, ...changed };
    setTracks(open.current);
  }, []);
  const stop = useCallback((): void => put({ microphone: null, camera: null }), [put]);
  const isUnseen = [use(CoveredContext), useHidden()].includes(true);
  const unseen = useRef(isUnseen);
  useEffect(() => {
    unseen.current = isUnseen;
    if (isUnseen) stop();
  }, [isUnseen, stop]);
  useEffect(() => {
    over.current = false;
    return () => {
      over.current = true;
      stop();
    };
  }, [stop]);

  const take = async (kind: keyof Tracks, asking: Promise<Given>): Promise<void> => {
    const isGone = (): boolean => over.current || unseen.current || hidden.snapshot();
    const given = await asking;
    const devices = isGone() ? null : await inTime(listDevices());
    if (isGone()) return given.track?.stop();
    put({ [kind]: given.track });
    setWhy(given.why);
    if (devices) found(devices);
    if (kind === "microphone") setDenied(given.track === null);
  };
  const tryMicrophone = (): Promise<void> => take("microphone", askMicrophone(chosenDevices(keepsOf().browser), false));
  const tryCamera = (): Promise<void> => take("camera", askCamera(chosenDevices(keepsOf().browser)));

  return {
    ...tracks,
    /** Why a device cannot be had, as a sentence, or null. */
    why,
    denied,
    tryMicrophone,
    tryCamera,
    endCamera: (): void => put({ camera: null }),
    /** Takes what was chosen meanwhile, where something is being tried. */
    async again(): Promise<void> {
      if (open.current.microphone) await tryMicrophone();
      if (open.current.camera) await tryCamera();
    },
    stop,
  };
}

/** What is awaited, or null where it does not come soon: a device that is open must not be so unseen for long. */
const inTime = <T>(awaited: Promise<T>): Promise<T | null> =>
  Promise.race([awaited, new Promise<null>((late) => setTimeout(() => late(null), longestMs))]);
