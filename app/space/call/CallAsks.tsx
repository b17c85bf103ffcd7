import { Suspense } from "react";
import { late } from "../../browser/late.tsx";
import { Button } from "../../parts/Button.tsx";
import { useRoom } from "../../live/room.ts";
import { Ask } from "../holding/Ask.tsx";
import { usePeople } from "../people.ts";
import { capital } from "../words/times.ts";
import { useJoin } from "./check.ts";
import { mayJoin } from "./lines.ts";

const SoundFails = late(() => import("./SoundFails.tsx").then((file) => file.SoundFails), "list");

/** What the call has at the foot: that the other's voice is open, that a tap is needed, and what to do without sound. */
export function CallAsks() {
  const { call, holding, present, seat } = useRoom();
  const { other, otherName } = usePeople();
  const join = useJoin();
  const name = capital(otherName);
  const theirs = present?.[other].call ?? null;
  if (!holding || holding.talkElsewhere) return null;
  return (
    <>
      {theirs && call.phase === "out" && mayJoin(holding, seat) && (
        <Ask answers={<Button onClick={join}>Join</Button>}>{name}’s voice is open.</Ask>
      )}
      {call.needsTap && (
        <Ask answers={<Button onClick={call.letSound}>Let me hear {otherName}</Button>}>
          This browser waits for a tap before it plays sound.
        </Ask>
      )}
      {call.why && <Ask>{call.why}</Ask>}
      {call.phase === "in" && call.line === "failed" && (
        <Suspense fallback={null}>
          <SoundFails />
        </Suspense>
      )}
    </>
  );
}
