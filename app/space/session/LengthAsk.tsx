import { useEffect, useEffectEvent, useRef } from "react";
import { Button } from "../../parts/Button.tsx";
import { useRoom } from "../../live/room.ts";
import { Ask } from "../holding/Ask.tsx";
import { useAct } from "../holding/useAct.ts";
import { usePeople } from "../people.ts";
import { useTell } from "../telling/useTell.ts";
import { wishLine } from "./lines.ts";
import { useSessionView } from "./SessionView.tsx";
import { stageLine, stageTold } from "./stage.ts";
import { useStage } from "./useStage.ts";

/** A wish for a length and what can be answered to it; of an agreed one the sentence near its end, and when it is over. */
export function LengthAsk() {
  const { holding } = useRoom();
  const { seat, otherName } = usePeople();
  const { choosesLength } = useSessionView();
  const length = holding?.session?.length;
  useStageTold();
  if (!length) return null;
  const { minutes, by } = length;
  if (by === null) return <AgreedLength minutes={minutes} />;
  // The wish stands beside the other lengths then.
  if (choosesLength) return null;
  const wish = wishLine(length, seat, otherName);
  return by === seat ? <OwnWish wish={wish} /> : <OthersWish wish={wish} minutes={minutes} />;
}

function AgreedLength({ minutes }: { minutes: number }) {
  const stage = useStage();
  const line = stage && stageLine(stage, minutes);
  return line && <Ask>{line}</Ask>;
}

function OwnWish({ wish }: { wish: string }) {
  const { otherName } = usePeople();
  return (
    <Ask answers={<WithoutLength>Take it back</WithoutLength>}>
      {wish} It is agreed when {otherName} wishes the same.
    </Ask>
  );
}

function OthersWish({ wish, minutes }: { wish: string; minutes: number }) {
  const act = useAct();
  const { chooseLength } = useSessionView();
  const answers = (
    <>
      <Button onClick={() => void act({ type: "session:length", minutes })}>The same</Button>
      <Button tone="soft" onClick={() => chooseLength(true)}>
        Another length
      </Button>
      <WithoutLength>No length</WithoutLength>
    </>
  );
  return <Ask answers={answers}>{wish}</Ask>;
}

/** Takes the length away, wished or agreed. */
function WithoutLength({ children }: { children: string }) {
  const act = useAct();
  return (
    <Button tone="soft" onClick={() => void act({ type: "session:length", minutes: null })}>
      {children}
    </Button>
  );
}

/** Says once that the agreed time is nearly over, and once that it is over. */
function useStageTold(): void {
  const { holding } = useRoom();
  const stage = useStage();
  const before = useRef(stage);
  const tell = useEffectEvent(useTell());
  const minutes = holding?.session?.length?.minutes ?? 0;
  useEffect(() => {
    const line = stageTold(before.current, stage, minutes);
    before.current = stage;
    if (line) tell(line);
  }, [stage, minutes]);
}
