import { use, useCallback, useEffect, useRef, useState } from "react";
import { keepsOf } from "../../browser/storage.ts";
import { hidden, useHidden } from "../../hide/hidden.ts";
import { type Given, askCamera, askMicrophone, chosenDevices } from "../../live/call/devices.ts";
import { CoveredContext } from "../covered.ts";

type Tracks = { microphone: MediaStreamTrack | null; camera: MediaStreamTrack | null };

/** Microphone and camera while they are tried, before a call. Nothing of it goes anywhere, and all of it stops with `stop`. */
export function useTrial() {
  const [tracks, setTracks] = useState<Tracks>({ microphone: null, camera: null });
  const [why, setWhy] = useState<string | null>(null);
  const [asked, setAsked] = useState(0);
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
    const given = await asking;
    if (over.current || unseen.current || hidden.snapshot()) return given.track?.stop();
    put({ [kind]: given.track });
    setWhy(given.why);
    setAsked((times) => times + 1);
    if (kind === "microphone") setDenied(given.track === null);
  };
  const tryMicrophone = (): Promise<void> => take("microphone", askMicrophone(chosenDevices(keepsOf().browser), false));
  const tryCamera = (): Promise<void> => take("camera", askCamera(chosenDevices(keepsOf().browser)));

  return {
    ...tracks,
    /** Why a device cannot be had, as a sentence, or null. */
    why,
    /** Counts how often the browser was asked: afterwards it may know more devices, and their names. */
    asked,
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
