"use client";
/** While this page is hidden the other waits with a moment, and cannot tell it from one that was asked for by hand. */
import { useEffect, useRef, useState } from "react";
import { useHidden } from "../hide/hidden.ts";
import { useRoom } from "./room.ts";

/** Asks for a moment while this page is hidden, as soon as there is a line, and lifts it when its person is back. */
export function useHiddenMoment(): void {
  const { space, seat, holding, connected, act } = useRoom();
  const isHidden = useHidden();
  const [asking, setAsking] = useState(false);
  const key = `hidden-moment ${space}`;
  // Of two answers that cross, the later state is the true one: it is looked at again after each.
  const mounted = useRef(true);
  useEffect(() => {
    mounted.current = true;
    return () => void (mounted.current = false);
  }, []);

  useEffect(() => {
    if (!holding || !connected || asking) return;
    const own = holding.moment?.by === seat;
    const asked = sessionStorage.getItem(key) !== null;
    if (isHidden ? holding.moment !== null : !asked) return;
    if (!isHidden && !own) return sessionStorage.removeItem(key);
    if (isHidden) sessionStorage.setItem(key, "yes");
    else sessionStorage.removeItem(key);
    setAsking(true);
    void act({ type: "signal", kind: "moment" }).then(() => mounted.current && setAsking(false));
  }, [isHidden, holding, connected, asking, seat, key, act]);
}
