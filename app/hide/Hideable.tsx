"use client";
import { type ReactNode, useEffect, useLayoutEffect } from "react";
import { openEscapes } from "./escapes.ts";
import { goToPlace, hide, useHidden } from "./hidden.ts";
import { NeutralPage } from "./NeutralPage.tsx";

/** Everything of the product, or in its place a page that says nothing about it. */
export function Hideable({ children }: { children: ReactNode }) {
  const isHidden = useHidden();
  useEffect(() => {
    const escapes = openEscapes();
    // First of all who hear it: whatever is open on the page may want the key too.
    const heard = (event: KeyboardEvent): void => {
      if (event.key === "Escape" && !event.repeat && escapes.press(event.timeStamp)) hide();
    };
    window.addEventListener("keydown", heard, { capture: true });
    return () => window.removeEventListener("keydown", heard, { capture: true });
  }, []);

  useLayoutEffect(() => {
    if (!isHidden) goToPlace();
  }, [isHidden]);

  return (
    <>
      <div hidden={isHidden}>{children}</div>
      {isHidden && <NeutralPage />}
    </>
  );
}
