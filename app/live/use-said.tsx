"use client";
import { type ReactNode, createContext, useCallback, useEffect, useRef, useState } from "react";
import { isLow, isWriting, narrow } from "../parts/writing.ts";
import { type Said, nextTurn, saidNext, silence } from "./said.ts";

const shortestMs = 5_000;
const msASign = 60;
// What stood for less is heard by nobody.
const leastMs = 100;
// A line that another follows at once.
const inTurnMs = 1_500;

const isWritingOnPhone = (): boolean => matchMedia(narrow).matches && isWriting();

/** Whether what is open between the two, at the foot, is in view: on a low screen it goes with the page. */
function isFootInView(): boolean {
  if (!isLow()) return true;
  const [open, line] = ["footer ul", "footer [data-last-line]"].map((part) => document.querySelector(part));
  if (!open || !line || open.getClientRects().length === 0) return false;
  const { top, bottom } = open.getBoundingClientRect();
  return top >= 0 && bottom <= line.getBoundingClientRect().top;
}

/** The line that is shown now as it was said, or empty: who draws the same sentence elsewhere leaves it to this one. */
export const ShownContext = createContext("");

type Saying = { say: (line: string, stands?: boolean) => void; shown: string; region: ReactNode };

/**
 * One line at a time for the person: spoken by a screen reader, and shown long enough to be read. What `stands` on the
 * screen already is spoken only. Where the foot is out of view the line is shown: for a while on a low screen, and until
 * they stop while somebody writes on a phone. That is decided as it is said: later they have read it where it stands.
 */
export function useSaid(): Saying {
  const [said, setSaid] = useState<Said>(silence);
  const heard = useRef(0);
  useEffect(() => {
    const stood = setTimeout(() => (heard.current = said.turn), leastMs);
    return () => clearTimeout(stood);
  }, [said.turn]);
  const say = useCallback((line: string, stands = false) => {
    const isShown = !stands || isWritingOnPhone() || !isFootInView();
    setSaid((now) => saidNext(now, { line, stands, isShown }, now.turn === heard.current));
  }, []);

  useEffect(() => {
    if (said.next.length === 0) return undefined;
    const takesOver = setTimeout(() => setSaid(nextTurn), inTurnMs);
    return () => clearTimeout(takesOver);
  }, [said]);

  useEffect(() => {
    if (said.line === "") return undefined;
    const gone = setTimeout(() => setSaid({ ...said, line: "" }), shortestMs + said.line.length * msASign);
    return () => clearTimeout(gone);
  }, [said]);

  const endsWithWriting = said.isShown && said.stands;
  useEffect(() => {
    if (!endsWithWriting) return undefined;
    const leave = ({ target, relatedTarget }: FocusEvent): void => {
      const stops = target instanceof HTMLTextAreaElement && !(relatedTarget instanceof HTMLTextAreaElement);
      // On a low screen the foot does not come into view by that.
      if (stops && !isLow()) setSaid((now) => ({ ...now, isShown: !now.stands }));
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
