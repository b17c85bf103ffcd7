"use client";
import { useEffect, useState } from "react";
import { Note } from "./Note.tsx";
import { ownSentence } from "./refused.ts";
import { keepsCookies } from "./sit-down.ts";

/** Says so where this browser could not keep a seat, before anybody writes a name or presses anything. */
export function NeedsCookies() {
  const [missing, setMissing] = useState(false);
  useEffect(() => {
    let here = true;
    void keepsCookies().then((kept) => here && setMissing(kept === false));
    return () => {
      here = false;
    };
  }, []);
  if (!missing) return null;
  return (
    <Note said tone="problem" className="mb-6">
      <span>{ownSentence("no-cookies")}</span>
    </Note>
  );
}
