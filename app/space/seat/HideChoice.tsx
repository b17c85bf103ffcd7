import { useState } from "react";
import { hideAfter, hidesAfter, idleMinutes } from "../../hide/idle.ts";
import { useTabRefuses } from "../../browser/useTabRefuses.ts";
import { Button } from "../../parts/Button.tsx";
import { minutesInWords } from "../words/times.ts";

/** How hiding works, said once, and whether this browser hides the page by itself. */
export function HideChoice() {
  const [minutes, setMinutes] = useState(hidesAfter);
  const reloadShows = useTabRefuses();
  const choose = (after: number | null) => {
    hideAfter(after);
    setMinutes(after);
  };
  return (
    <div className="mt-6 border-t border-line pt-5 text-[0.9375rem] text-ink-soft">
      <p className="mb-3">
        <strong className="font-bold text-ink">Hide now.</strong> Press <em>Hide now</em>, or Escape three times. A page
        of notes lies over everything, sound stops on both sides, and the other reads that you asked for a moment. Press
        the word <em>Notes</em> at its top to come back. That you were here still stands in the history of this browser.
        {reloadShows && " This browser lets the page keep nothing: when it is loaded anew it is not hidden any more."}
      </p>
      <div role="group" aria-label="Hide by itself">
        <p className="mb-2">Hide by itself when nobody touches this device, except in a quiet or a call:</p>
        <div className="flex flex-wrap gap-2">
          {[null, ...idleMinutes].map((after) => (
            <Button
              key={after ?? "never"}
              tone={after === minutes ? "ink" : "plain"}
              className="px-4!"
              aria-pressed={after === minutes}
              onClick={() => choose(after)}
            >
              {after === null ? "Never" : `After ${minutesInWords(after)}`}
            </Button>
          ))}
        </div>
      </div>
    </div>
  );
}
