"use client";
import { type ReactNode, createContext, use, useEffect, useLayoutEffect, useMemo, useReducer, useRef } from "react";
import { useRoom } from "../../live/room.ts";
import { useKeeping } from "../../live/use-keeping.ts";
import { type Act, type Place, isWithoutLine, looked, withAct } from "./own-acts.ts";
import { useTell } from "./useTell.ts";
import { useWordsTold } from "./useWordsTold.ts";

/**
 * Tells this person that something they did is done, when the server has it on disk and, between the two, the other can
 * see it: before that it is not so. Where that takes a line that is back, or a section that is open again, they hear it.
 * @param what what was done, and to what: only the last of the same is told
 * @param counts asked once it is kept: whether it counts, where that is not all that it takes; null while nobody knows
 */
type TellOwn = (section: Place, what: string, line: string, counts?: () => boolean | null) => void;

type Telling = {
  tell: TellOwn;
  /** Whether this person has heard of an act of theirs that it waits for a line, and it still does. */
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
  const { shared, own, connected } = useRoom();
  const tellLine = useTell();
  const sharedKeeping = useKeeping(shared).keeping;
  const ownKeeping = useKeeping(own).keeping;
  const acts = useRef<Act[]>([]);
  const [, lookAgain] = useReducer((times: number) => times + 1, 0);

  // Only what is drawn is of one moment: while the line tells something, a page is half of this moment and half of the
  // last. And at once: an act that is given after the drawing would be taken for kept as the page was then.
  useLayoutEffect(() => {
    const { rest, says } = looked(acts.current, ({ section }) =>
      section === "own:drafts"
        ? { ...own, keeping: ownKeeping, connected }
        : { ...shared, keeping: sharedKeeping, connected },
    );
    acts.current = rest;
    for (const line of says) tellLine(line);
  });
  useWordsTold(() => acts.current.map(({ section }) => section));

  const { doc: sharedDoc } = shared;
  const { doc: ownDoc } = own;
  useEffect(() => {
    // Whether an act counts may stand in the document.
    const look = (): void => {
      if (acts.current.length > 0) lookAgain();
    };
    sharedDoc.on("afterTransaction", look);
    return () => sharedDoc.off("afterTransaction", look);
  }, [sharedDoc]);

  const telling = useMemo<Telling>(
    () => ({
      tell(section, what, line, counts = always) {
        const doc = section === "own:drafts" ? ownDoc : sharedDoc;
        acts.current = withAct(acts.current, { section, what, line, doc, counts, stage: "given" });
        lookAgain();
      },
      isToldDown: () => acts.current.some(isWithoutLine),
    }),
    [sharedDoc, ownDoc],
  );
  return <OwnToldContext value={telling}>{children}</OwnToldContext>;
}
