import { useEffect } from "react";

const withinMs = 500;
const withinPx = 24;

/**
 * A press can take away what was pressed, so that something else lies beneath the finger. The second half of a double
 * press then goes nowhere: nobody meant it for what has come there.
 */
export function useSecondHalf(): void {
  useEffect(() => {
    let last: { at: number; x: number; y: number; on: Element | null } | null = null;
    let byFinger = false;
    const touched = ({ pointerType }: PointerEvent): void => {
      byFinger = pointerType === "touch";
    };
    const pressed = (event: MouseEvent): void => {
      const { timeStamp: at, clientX: x, clientY: y, detail, target } = event;
      const on = target instanceof Element ? (target.closest("button, a, label, summary") ?? target) : null;
      const near = last !== null && at - last.at < withinMs && Math.hypot(x - last.x, y - last.y) < withinPx;
      // A mouse counts by itself, a finger not everywhere; keys have no place.
      const isSecond = near && (detail > 1 || (byFinger && detail > 0));
      if (isSecond && last?.on !== on) {
        event.preventDefault();
        event.stopPropagation();
      }
      last = { at, x, y, on };
    };
    window.addEventListener("pointerdown", touched, { capture: true });
    window.addEventListener("click", pressed, { capture: true });
    return () => {
      window.removeEventListener("pointerdown", touched, { capture: true });
      window.removeEventListener("click", pressed, { capture: true });
    };
  }, []);
}
