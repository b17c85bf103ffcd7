"use client";
import { type ReactNode, useLayoutEffect } from "react";
import { isEscape } from "../browser/keys.ts";
import { openEscapes } from "./escapes.ts";
import { showAgain, takeOver } from "./first.ts";
import { goOnHiding, goToPlace, hidden, hide, lookAgain, useHidden } from "./hidden.ts";
import { NeutralPage } from "./NeutralPage.tsx";

/** Everything of the product, or in its place a page that says nothing about it. */
export function Hideable({ children }: { children: ReactNode }) {
  const isHidden = useHidden();
  // In one step, so that no press falls between who heard it before and who hears it now.
  useLayoutEffect(() => {
    const escapes = openEscapes(takeOver());
    goOnHiding();
    let from: Element | null = null;
    // First of all who hear it: whatever is open on the page may want the key too.
    const heard = (event: KeyboardEvent): void => {
      if (!isEscape(event) || event.repeat) return;
      const press = escapes.press(event.timeStamp);
      // The first press may already take the focus away from where it was.
      if (press === "first") from = document.activeElement;
      if (press === "last") hide(from);
    };
    const shown = (event: PageTransitionEvent): void => {
      if (event.persisted) lookAgain();
    };
    window.addEventListener("keydown", heard, { capture: true });
    window.addEventListener("pageshow", shown);
    return () => {
      window.removeEventListener("keydown", heard, { capture: true });
      window.removeEventListener("pageshow", shown);
    };
  }, []);

  useLayoutEffect(() => {
    // At the first drawing nothing is known yet, and what is hidden stays so.
    if (isHidden || hidden.snapshot()) return;
    showAgain();
    goToPlace();
  }, [isHidden]);

  return (
    <>
      <div hidden={isHidden}>{children}</div>
      {isHidden && <NeutralPage />}
    </>
  );
}
