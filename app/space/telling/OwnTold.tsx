"use client";
import { type ReactNode, createContext, use, useEffect, useEffectEvent, useMemo, useRef, useState } from "react";
import type * as Y from "yjs";
import type { SectionName } from "../../../lib/sections.ts";
import { useRoom } from "../../live/room.ts";
import { useWaitingLine } from "../words/useWaitingLine.ts";
import { useTell } from "./useTell.ts";

const waitsForLine = "Not kept yet. The line is down; it is sent when the line is back.";
const waitsThere = "It is kept and waits. Until then only you see it.";

type Place = SectionName | "own:drafts";

/** Something that was done here, in a document that another one may have taken the place of since. */
type Act = {
  section: Place;
  line: string;
  doc: Y.Doc;
  counts: () => boolean | null;
  toldDown: boolean;
  toldToWait: boolean;
};

/**
 * Tells this person that something they did is done, when the server has it on disk and, between the two, the other can
 * see it: before that it is not so. Where that takes a line that is back, or a section that is open again, they hear it.
 * @param counts asked once it is kept: whether it counts, where that is not all that it takes; null while nobody knows
 */
type TellOwn = (section: Place, line: string, counts?: () => boolean | null) => void;

type Telling = {
  tell: TellOwn;
  /** Whether this person has heard of an act of theirs that it waits for a line. */
  isToldDown(): boolean;
};

const OwnToldContext = createContext<Telling | null>(null);

export function useOwnTelling(): Telling {
  const telling = use(OwnToldContext);
  if (!telling) throw new Error("Something is done outside of the screen of a space.");
  return telling;
}

export const useOwnTold = (): TellOwn => useOwnTelling().tell;

const always = (): boolean => true;

/** Keeps what has yet to be told of a person's own acts, and of words of theirs that come to wait. The canvas may fold meanwhile. */
export function OwnTold({ children }: { children: ReactNode }) {
  const { shared, own, connected, say } = useRoom();
  const acts = useRef<Act[]>([]);
  const [done, setDone] = useState(0);

  /** Tells what can be told of an act now. Gives whether there is more to come. */
  const goesOn = (act: Act): boolean => {
    const page = act.section === "own:drafts" ? own : shared;
    const { keeping } = page.progress.snapshot();
    // What was refused, or stopped on its way, says so itself.
    if (keeping === "stopped" || act.doc !== page.doc) return false;
    if (keeping !== "kept") {
      if ((keeping === "offline" || !connected) && !act.toldDown) say(waitsForLine);
      act.toldDown ||= keeping === "offline" || !connected;
      return true;
    }
    if (page.waiting.includes(act.section)) {
      if (!act.toldToWait) say(waitsThere);
      act.toldToWait = true;
      return true;
    }
    const counts = act.counts();
    if (counts) say(act.line);
    return counts === null;
  };
  const look = useEffectEvent(() => {
    acts.current = acts.current.filter(goesOn);
  });
  useEffect(() => {
    look();
    const pages = [shared, own];
    const stops = pages.map(({ progress }) => progress.subscribe(() => look()));
    const looks = (): void => look();
    for (const { doc } of pages) doc.on("afterTransaction", looks);
    return () => {
      for (const stop of stops) stop();
      for (const { doc } of pages) doc.off("afterTransaction", looks);
    };
  }, [done, shared, own, connected]);
  useWordsToldToWait((sections) => acts.current.some(({ section }) => sections.includes(section)));

  const { doc: sharedDoc } = shared;
  const { doc: ownDoc } = own;
  const telling = useMemo<Telling>(
    () => ({
      tell(section, line, counts = always) {
        const doc = section === "own:drafts" ? ownDoc : sharedDoc;
        const others = acts.current.filter((act) => act.section !== section);
        acts.current = [...others, { section, line, doc, counts, toldDown: false, toldToWait: false }];
        setDone((times) => times + 1);
      },
      isToldDown: () => acts.current.some(({ toldDown }) => toldDown),
    }),
    [sharedDoc, ownDoc],
  );
  return <OwnToldContext value={telling}>{children}</OwnToldContext>;
}

/**
 * Tells this person once that words of theirs have come to wait.
 * @param isToldOf whether it is told of one of these sections otherwise
 */
function useWordsToldToWait(isToldOf: (sections: readonly string[]) => boolean): void {
  const { waiting, opened } = useRoom().shared;
  const line = useWaitingLine();
  const tellLine = useTell();
  const before = useRef<readonly string[] | null>(null);
  const tell = useEffectEvent((come: readonly string[]) => {
    if (line !== null && !isToldOf(come)) tellLine(line, true);
  });
  useEffect(() => {
    if (!opened) return;
    const known = before.current ?? waiting;
    before.current = waiting;
    const come = waiting.filter((section) => !known.includes(section));
    if (come.length > 0) tell(come);
  }, [waiting, opened]);
}
