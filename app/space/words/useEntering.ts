import { useLayoutEffect, useRef } from "react";
import { useRoom } from "../../live/room.ts";

type Entering = { onFocus?: () => void; onBlur?: () => void };

/**
 * What a field carries so that the other sees in which card this person is; nothing where it stands on none. A field that
 * goes away with the caret in it is left too: React hears of no blur then.
 */
export function useEntering(card: string | undefined): Entering {
  const { enter } = useRoom();
  const isIn = useRef(false);
  // Before another field may take the focus in the same step.
  useLayoutEffect(
    () => () => {
      if (isIn.current) enter(null);
      isIn.current = false;
    },
    [enter],
  );
  if (card === undefined) return {};
  const be = (is: boolean) => () => {
    isIn.current = is;
    enter(is ? card : null);
  };
  return { onFocus: be(true), onBlur: be(false) };
}
