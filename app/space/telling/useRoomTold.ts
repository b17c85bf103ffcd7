import { useEffect, useEffectEvent, useRef } from "react";
import type { Holding } from "../../../lib/holding.ts";
import { useRoom } from "../../live/room.ts";
import { presenceLine } from "../header/presence.ts";
import { useVoiceTold } from "../call/useVoiceLine.ts";
import { usePeople } from "../people.ts";
import { roomLine } from "./roomLine.ts";
import { useTell } from "./useTell.ts";

/** Tells this person in one line who comes and goes, how the room is held, and what the other signals. */
export function useRoomTold(): void {
  usePresenceTold();
  useHoldingTold();
  useSignalsTold();
  useVoiceTold();
}

function usePresenceTold(): void {
  const { present, seat, names } = useRoom();
  const tellLine = useTell();
  const { other } = usePeople();
  const state = present?.[other].state;
  const before = useRef(state);
  const tell = useEffectEvent(() => tellLine(presenceLine(present, seat, names[other]), isHeadInView()));
  useEffect(() => {
    const known = before.current;
    before.current = state;
    if (known !== undefined && state !== undefined && known !== state) tell();
  }, [state]);
}

/** Whether the head of the screen, which says who is here, is where a person sees it: on a phone it goes with the page. */
const isHeadInView = (): boolean => (document.querySelector("header")?.getBoundingClientRect().bottom ?? 0) > 0;

function useHoldingTold(): void {
  const { holding, seat } = useRoom();
  const { otherName } = usePeople();
  const tellLine = useTell();
  const before = useRef(holding);
  const tell = useEffectEvent((was: Holding, is: Holding) => {
    const told = roomLine(was, is, seat, otherName);
    if (told) tellLine(told.line, told.stands);
  });
  useEffect(() => {
    const was = before.current;
    before.current = holding;
    if (was && holding && was !== holding) tell(was, holding);
  }, [holding]);
}

function useSignalsTold(): void {
  const { onSignal, say } = useRoom();
  const { otherName } = usePeople();
  useEffect(
    () =>
      onSignal(({ kind }) => {
        if (kind === "slower") say(`${otherName} asks you to go a little slower.`);
        if (kind === "thanks") say(`${otherName} says thank you.`);
      }),
    [onSignal, say, otherName],
  );
}
