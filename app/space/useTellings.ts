import { useEffect, useEffectEvent, useRef } from "react";
import * as Y from "yjs";
import { readEntry } from "../../lib/agreement.ts";
import { readExpectation, readOption } from "../../lib/cards.ts";
import type { Holding } from "../../lib/holding.ts";
import type { Seat } from "../../lib/seats.ts";
import { useRoom } from "../room/room.ts";
import { kinds } from "./expect/kinds.ts";
import { presenceLine } from "./header/presence.ts";
import { usePeople } from "./people.ts";
import { minutesInWords } from "./words/times.ts";

/** Tells this person, in one line for each, what the other does and what changes in the room. */
export function useTellings(): void {
  usePresenceTold();
  useHoldingTold();
  useSignalsTold();
  useAgreementsTold();
  useOptionsTold();
}

function usePresenceTold(): void {
  const { present, seat, names, say } = useRoom();
  const { other } = usePeople();
  const state = present?.[other].state;
  const before = useRef(state);
  const tell = useEffectEvent(() => {
    const line = presenceLine(present, seat, names[other]);
    if (line) say(line);
  });
  useEffect(() => {
    const known = before.current;
    before.current = state;
    if (known !== undefined && state !== undefined && known !== state) tell();
  }, [state]);
}

function useHoldingTold(): void {
  const { holding, seat, say } = useRoom();
  const { otherName } = usePeople();
  const before = useRef(holding);
  const tell = useEffectEvent((was: Holding, is: Holding) => {
    const line = whatChanged(was, is, seat, otherName);
    if (line) say(line);
  });
  useEffect(() => {
    const was = before.current;
    before.current = holding;
    if (was && holding && was !== holding) tell(was, holding);
  }, [holding]);
}

/** What is new in the room, in one line; null where a screen says it by itself. Who ends a quiet is never named. */
function whatChanged(was: Holding, is: Holding, seat: Seat, other: string): string | null {
  if (is.quiet?.state === "offered" && is.quiet.by !== seat && !sameOffer(was, is)) {
    const { minutes } = is.quiet;
    return `${other} offers ${minutes === null ? "an open-ended quiet" : `${minutesInWords(minutes)} of quiet`}.`;
  }
  if (was.quiet?.state === "offered" && is.quiet === null) return "Not now. The offer of quiet is put away.";
  if (!was.noOutcome && is.noOutcome) return "No outcome.";
  if (was.noOutcome && !is.noOutcome) return "The canvas is unfolded.";
  if (is.wish && is.wish !== was.wish && seat === "client")
    return is.wish === "begin" ? `${other} offers no outcome.` : `${other} asks to unfold the canvas.`;
  if (was.wish && !is.wish && was.noOutcome === is.noOutcome) return "Not now.";
  const [had, has] = [was.floor?.seat ?? null, is.floor?.seat ?? null];
  if (had !== has)
    return has === null
      ? "The floor is free."
      : has === seat
        ? "You have the floor."
        : `${other} has the floor. What you write waits.`;
  if (is.floorAsked && !was.floorAsked && has === seat) return `${other} asks for the floor.`;
  if (!was.session !== !is.session) return is.session ? "The session is open." : "The session is closed.";
  return null;
}

const sameOffer = (was: Holding, is: Holding): boolean => JSON.stringify(was.quiet) === JSON.stringify(is.quiet);

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

function useAgreementsTold(): void {
  const { shared, say } = useRoom();
  const { other, otherName } = usePeople();
  const { doc, opened } = shared;
  useEffect(() => {
    if (!opened) return undefined;
    const list = doc.getArray<unknown>(`${other}:agreed`);
    const tell = ({ changes }: Y.YArrayEvent<unknown>): void => {
      const [value] = [...changes.added].flatMap((item) => item.content.getContent()).slice(-1);
      const entry = readEntry(value);
      const words = entry && readExpectation(doc.getMap("both:expectations"), entry.card);
      if (!entry || !words) return;
      const does = entry.says === "agree" ? "agrees to" : "withdraws their agreement to";
      say(`${otherName} ${does} “${kinds[words.kind].name}”.`);
    };
    list.observe(tell);
    return () => list.unobserve(tell);
  }, [doc, opened, other, otherName, say]);
}

function useOptionsTold(): void {
  const { shared, say } = useRoom();
  const { otherName } = usePeople();
  const { doc, opened } = shared;
  useEffect(() => {
    if (!opened) return undefined;
    const map = doc.getMap<unknown>("both:options");
    const tell = ({ changes, transaction }: Y.YMapEvent<unknown>): void => {
      if (transaction.local) return;
      for (const [id, { action }] of changes.keys) {
        const option = action === "add" ? readOption(map, id) : null;
        if (option) say(`${otherName} put “${option.title}” on the table.`);
      }
    };
    map.observe(tell);
    return () => map.unobserve(tell);
  }, [doc, opened, otherName, say]);
}
