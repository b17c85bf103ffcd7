import { useEffect, useRef, useState } from "react";
import { listenTo } from "../../live/call/devices.ts";

/** From here on somebody is speaking. */
const speech = 0.35;

/** A bar that moves with the voice. What it shows is said in words too, once. */
export function Level({ track }: { track: MediaStreamTrack }) {
  const bar = useRef<HTMLDivElement>(null);
  const [heard, setHeard] = useState(false);
  const [tells, setTells] = useState(true);
  useEffect(() => {
    setHeard(false);
    const stop = listenTo(track, (level) => {
      if (bar.current) bar.current.style.transform = `scaleX(${level.toFixed(2)})`;
      if (level > speech) setHeard(true);
    });
    setTells(stop !== null);
    return stop ?? undefined;
  }, [track]);
  if (!tells)
    return (
      <p className="text-[0.9375rem] text-ink-soft">
        Your microphone is open. This browser cannot show how loud it is.
      </p>
    );
  return (
    <div>
      <div aria-hidden className="h-3 overflow-hidden rounded-full border border-edge bg-sunk">
        <div
          ref={bar}
          className="size-full origin-left [transform:scaleX(0)] bg-both transition-transform duration-100"
        />
      </div>
      <p role="status" className="mt-1.5 text-[0.9375rem] text-ink-soft">
        {heard ? "Your microphone hears you." : "Say something. The bar moves when your microphone hears you."}
      </p>
    </div>
  );
}
