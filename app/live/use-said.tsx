"use client";
import { type ReactNode, createContext, useCallback, useEffect, useState } from "react";
import { isWriting, narrow } from "../parts/writing.ts";

const shortestMs = 5_000;
const msASign = 60;

const isWritingOnPhone = (): boolean => matchMedia(narrow).matches && isWriting();

/** The line that is shown now as it was said, or empty: who draws the same sentence elsewhere leaves it to this one. */
export const ShownContext = createContext("");

type Said = { say: (line: string, stands?: boolean) => void; shown: string; region: ReactNode };

/**
 * One line at a time for the person: spoken by a screen reader, and shown long enough to be read. What `stands` on the
 * screen already is spoken only. While somebody writes on a phone it is not in view, and the line is shown until they
 * stop. That is decided as it is said: who begins to write later has read it where it stands.
 */
export function useSaid(): Said {
  const [said, setSaid] = useState({ line: "", stands: false, isShown: false, turn: 0 });
  const say = useCallback((line: string, stands = false) => {
    const isShown = !stands || isWritingOnPhone();
    setSaid(({ turn }) => ({ line, stands, isShown, turn: turn + 1 }));
  }, []);

  useEffect(() => {
    if (said.line === "") return undefined;
    const gone = setTimeout(() => setSaid({ ...said, line: "" }), shortestMs + said.line.length * msASign);
    return () => clearTimeout(gone);
  }, [said]);

  const endsWithWriting = said.isShown && said.stands;
  useEffect(() => {
    if (!endsWithWriting) return undefined;
    const leave = ({ relatedTarget }: FocusEvent): void => {
      if (!(relatedTarget instanceof HTMLTextAreaElement)) setSaid((now) => ({ ...now, isShown: !now.stands }));
    };
    document.addEventListener("focusout", leave);
    return () => document.removeEventListener("focusout", leave);
  }, [endsWithWriting]);

  // The region is always there: one that comes together with its words is not spoken everywhere. On a phone it stands at
  // the top, away from what a thumb presses.
  const region = (
    <div
      role="status"
      className="pointer-events-none fixed inset-x-0 bottom-[calc(var(--foot,0.5rem)+1rem)] z-50 grid justify-items-center px-4 max-[760px]:top-2 max-[760px]:bottom-auto print:hidden"
    >
      {said.line !== "" && (
        <p key={said.turn} className={said.isShown ? undefined : "sr-only"}>
          <span className="block rounded-field border border-line bg-sheet px-4 py-2.5 text-ink shadow-sheet">
            {said.line}
          </span>
        </p>
      )}
    </div>
  );
  return { say, shown: said.isShown ? said.line : "", region };
}
