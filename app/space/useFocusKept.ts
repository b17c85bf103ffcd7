import { type RefObject, useEffect, useRef } from "react";

/**
 * Gives the focus to `main` where it would be lost: when a cover is lifted, and when the canvas is folded away or
 * unfolded under the hands of who was in it.
 */
export function useFocusKept(main: RefObject<HTMLElement | null>, folded: boolean, covered: boolean): void {
  const wasFolded = useRef(folded);
  useEffect(() => {
    if (wasFolded.current !== folded && document.activeElement === document.body) main.current?.focus();
    wasFolded.current = folded;
  }, [main, folded]);

  useEffect(() => {
    if (!covered) return undefined;
    const page = main.current;
    return () => page?.focus();
  }, [main, covered]);
}
