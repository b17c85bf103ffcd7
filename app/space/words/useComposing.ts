import { useEffect, useEffectEvent, useState } from "react";
import { useArrival } from "../../parts/useArrival.ts";
import { useRoom } from "../../live/room.ts";
import type { Draft } from "./useDraft.ts";

const goneElsewhere = "Your draft is not here any more: it was given or let go somewhere else.";

export type Composing = {
  /** Whether the draft is open in its form. */
  isOpen: boolean;
  /** Whether the button that opens the form takes the focus: the form has just gone. */
  arrives: boolean;
  /** Opens the form for a draft that there is now. */
  compose(): void;
  /** Puts the form away. */
  close(): void;
};

/** Composing a draft in a form, until it is put away here, or the draft is given or let go in another tab. */
export function useComposing(draft: Draft): Composing {
  const { say } = useRoom();
  const [composing, setComposing] = useState(false);
  const [arriving, arrive] = useArrival<"button">();
  const close = (): void => {
    setComposing(false);
    arrive("button");
  };
  const isGone = composing && !draft.open;
  const leave = useEffectEvent(() => {
    setComposing(false);
    // The form is gone, and the focus with it if it was there.
    if (document.activeElement === document.body) arrive("button");
    say(goneElsewhere);
  });
  useEffect(() => {
    if (isGone) leave();
  }, [isGone]);
  return { isOpen: composing && draft.open, arrives: arriving !== null, compose: () => setComposing(true), close };
}
