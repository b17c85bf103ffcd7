"use client";
import { useEffect, useEffectEvent, useRef } from "react";
import { afterTime } from "./finishing.ts";
import { type Page, useRoom } from "./room.ts";

type Parts = {
  /** The document, and the section of it, in which something is done for good. */
  page: Page;
  section: string;
  /** What is to be finished, by its id. */
  ids: readonly string[];
  /** How long each can be taken back. */
  msOf: (id: string) => number;
  /** Does what is final, if it is still to be done: whether it is, only the document of that moment knows. */
  finish: (id: string) => void;
};

/**
 * Finishes each of `ids` when its time is over, for as long as this part of the screen is there. The time runs only while
 * this page is in step with the server, nothing of the section waits there, and nobody has the floor of what both write:
 * so nobody is left without that time.
 */
export function useFinishing({ page, section, ids, msOf, finish }: Parts): void {
  const { own, upToDate, holding } = useRoom();
  // Where both write, the other line says whether they may now.
  const isOpenToBoth = page === own || (upToDate && holding?.floor === null);
  const runs = isOpenToBoth && page.inStep && !page.waiting.includes(section);
  const running = runs ? ids.join() : "";
  const stops = useRef(new Map<string, () => void>());
  const done = useEffectEvent(finish);
  const begin = useEffectEvent((id: string) =>
    afterTime(
      msOf(id),
      (then) => page.catchUp(section, then),
      () => done(id),
    ),
  );

  useEffect(() => {
    const now = running === "" ? [] : running.split(",");
    for (const [id, stop] of stops.current) {
      if (now.includes(id)) continue;
      stop();
      stops.current.delete(id);
    }
    for (const id of now) if (!stops.current.has(id)) stops.current.set(id, begin(id));
  }, [running]);
  useEffect(() => {
    const { current } = stops;
    return () => {
      for (const stop of current.values()) stop();
      current.clear();
    };
  }, []);
}
