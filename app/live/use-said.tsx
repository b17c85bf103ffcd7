"use client";
import { type ReactNode, useCallback, useEffect, useState } from "react";

const shortestMs = 5_000;
const msASign = 60;

/**
 * One line at a time for the person: spoken by a screen reader, and shown long enough to be read. What `stands` on the
 * screen already is spoken only.
 */
export function useSaid(): { say: (line: string, stands?: boolean) => void; region: ReactNode } {
  const [said, setSaid] = useState({ line: "", stands: false, turn: 0 });
  const say = useCallback(
    (line: string, stands = false) => setSaid(({ turn }) => ({ line, stands, turn: turn + 1 })),
    [],
  );

  useEffect(() => {
    if (said.line === "") return undefined;
    const gone = setTimeout(() => setSaid({ ...said, line: "" }), shortestMs + said.line.length * msASign);
    return () => clearTimeout(gone);
  }, [said]);

  // The region is always there: one that comes together with its words is not spoken everywhere. On a phone it stands at
  // the top, away from what a thumb presses.
  const region = (
    <div
      role="status"
      className="pointer-events-none fixed inset-x-0 bottom-[calc(var(--foot,0.5rem)+1rem)] z-50 grid justify-items-center px-4 max-[760px]:top-2 max-[760px]:bottom-auto print:hidden"
    >
      {said.line !== "" && (
        // While somebody writes on a phone, what stands at the foot is not in view.
        <p key={said.turn} className={said.stands ? "sr-only max-[760px]:writing:not-sr-only" : undefined}>
          <span className="block rounded-field border border-line bg-sheet px-4 py-2.5 text-ink shadow-sheet">
            {said.line}
          </span>
        </p>
      )}
    </div>
  );
  return { say, region };
}
