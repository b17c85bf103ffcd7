import { useEffect } from "react";

/** A touch becomes a click by this time after the finger has left; the focus goes on between the two. */
const clickMs = 400;

/**
 * Keeps the foot as low as it is while somebody writes on a phone, until a press that takes the focus off the words is
 * over: otherwise it would rise beneath the finger, and take the press.
 */
export function useHeldFoot(): void {
  useEffect(() => {
    // Without this the foot is never low.
    if (!CSS.supports("selector(:has(a))")) return undefined;
    const root = document.documentElement;
    let over: ReturnType<typeof setTimeout> | undefined;
    const endIn = (ms: number) => (): void => {
      clearTimeout(over);
      over = setTimeout(() => root.removeAttribute("data-held"), ms);
    };
    const listeners = {
      pointerdown() {
        clearTimeout(over);
        root.toggleAttribute("data-held", document.querySelector("main textarea:focus") !== null);
      },
      pointerup: endIn(clickMs),
      pointercancel: endIn(0),
      click: endIn(0),
    };
    for (const [name, listener] of Object.entries(listeners)) document.addEventListener(name, listener, true);
    return () => {
      clearTimeout(over);
      for (const [name, listener] of Object.entries(listeners)) document.removeEventListener(name, listener, true);
      root.removeAttribute("data-held");
    };
  }, []);
}
