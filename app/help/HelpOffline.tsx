"use client";
import { useEffect } from "react";

/** Keeps the page for an emergency in this browser, so that it is there without a connection. Nothing else is kept. */
export function HelpOffline() {
  useEffect(() => {
    if (!("serviceWorker" in navigator)) return undefined;
    const keep = async (): Promise<void> => {
      await navigator.serviceWorker.register("/help-offline.js");
      const { active } = await navigator.serviceWorker.ready;
      active?.postMessage("look again");
    };
    // Where a browser or its owner allows none, the page is there with a connection only.
    const start = (): void => void keep().catch(() => undefined);
    if (document.readyState === "complete") {
      start();
      return undefined;
    }
    window.addEventListener("load", start, { once: true });
    return () => window.removeEventListener("load", start);
  }, []);
  return null;
}
