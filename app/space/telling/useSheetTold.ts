import { type RefObject, useEffect, useEffectEvent, useRef } from "react";
import { useRoom } from "../../live/room.ts";
import { useUnseen } from "../covered.ts";

/**
 * Tells this person in one line, once on each page, that a sheet above the canvas asks them something. Where it is out of
 * view, or a dialog lies over it, the line is shown too. While nobody sees the room it waits, and is told afterwards.
 * @param what what it is about, as long as the sheet is there; anew for each
 */
export function useSheetTold(sheet: RefObject<HTMLElement | null>, what: string | number | null, line: string): void {
  const { say } = useRoom();
  const told = useRef<typeof what>(null);
  const isUnseen = useUnseen();
  const tell = useEffectEvent(() => say(line, isInView(sheet.current)));
  useEffect(() => {
    if (what === null || isUnseen || told.current === what) return;
    told.current = what;
    tell();
  }, [what, isUnseen]);
}

function isInView(sheet: HTMLElement | null): boolean {
  if (!sheet || document.querySelector("dialog[open]")) return false;
  const { top, bottom } = sheet.getBoundingClientRect();
  return top >= 0 && bottom <= window.innerHeight;
}
