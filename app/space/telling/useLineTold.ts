import { use, useEffect, useEffectEvent, useState } from "react";
import { graceMs } from "../../../lib/wire.ts";
import { ShownContext } from "../../live/use-said.tsx";
import { useOwnTelling } from "./OwnTold.tsx";
import { useTell } from "./useTell.ts";

const back = "The line is back.";

/**
 * Tells this person once that their own line is down, when it is so for longer than a gap of the other's would be before
 * it is shown, and once that it is back. What is shown at that moment is not cut short.
 * @param down what stands on the screen while the line is down; null while it is not
 * @param isUp whether all is connected: a line that was ended for good is neither
 */
export function useLineTold(down: string | null, isUp: boolean): void {
  const shown = use(ShownContext);
  const tell = useTell();
  const { isToldDown } = useOwnTelling();
  const [told, setTold] = useState("");
  const tellDown = useEffectEvent(() => {
    if (down === null) return;
    // Who has just heard of an act of theirs that it waits for the line knows that it is down.
    if (!isToldDown()) tell(down, true);
    setTold(down);
  });
  const isDown = down !== null && told === "";
  useEffect(() => {
    if (!isDown) return undefined;
    const late = setTimeout(tellDown, graceMs);
    return () => clearTimeout(late);
  }, [isDown]);

  const isBack = told !== "" && isUp && (shown === "" || shown === told);
  const tellBack = useEffectEvent(() => tell(back));
  useEffect(() => {
    if (!isBack) return;
    tellBack();
    setTold("");
  }, [isBack]);
}
