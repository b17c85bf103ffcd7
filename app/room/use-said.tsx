"use client";
import { type ReactNode, useCallback, useEffect, useState } from "react";

const shortestMs = 5_000;
const msASign = 60;

/** One line at a time for the person: spoken by a screen reader, and shown long enough to be read. */
export function useSaid(): { say: (line: string) => void; region: ReactNode } {
  const [said, setSaid] = useState({ line: "", turn: 0 });
  const say = useCallback((line: string) => setSaid(({ turn }) => ({ line, turn: turn + 1 })), []);

  useEffect(() => {
    if (said.line === "") return undefined;
    const gone = setTimeout(() => setSaid({ ...said, line: "" }), shortestMs + said.line.length * msASign);
    return () => clearTimeout(gone);
  }, [said]);

  // The region is always there: one that comes together with its words is not spoken everywhere.
  const region = (
    <div
      role="status"
      className="pointer-events-none fixed inset-x-0 bottom-[calc(var(--foot,0.5rem)+1rem)] z-50 grid justify-items-center px-4 print:hidden"
    >
      {said.line !== "" && (
        <p key={said.turn} className="rounded-field border border-line bg-sheet px-4 py-2.5 text-ink shadow-sheet">
          {said.line}
        </p>
      )}
    </div>
  );
  return { say, region };
}
