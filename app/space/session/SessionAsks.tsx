import { useState } from "react";
import { Button } from "../../parts/Button.tsx";
import { useRoom } from "../../live/room.ts";
import { Ask } from "../holding/Ask.tsx";
import { ArrivalSaid } from "./ArrivalSaid.tsx";
import { LengthAsk } from "./LengthAsk.tsx";
import { SessionLengths } from "./SessionLengths.tsx";
import { useSessionView } from "./SessionView.tsx";

/** What a session has at the foot: what was said on arriving, how long it could be, and that it is closed. */
export function SessionAsks() {
  return (
    <>
      <ArrivalSaid />
      <ArrivalOffered />
      <LengthAsk />
      <SessionLengths />
      <Closed />
    </>
  );
}

/** A session was opened: the way to the sheet of arriving. */
function ArrivalOffered() {
  const { arrival, arrive, goOn } = useSessionView();
  if (arrival !== "offered") return null;
  return (
    <Ask
      answers={
        <>
          <Button onClick={arrive}>How I arrive</Button>
          <Button tone="soft" onClick={goOn}>
            Go on
          </Button>
        </>
      }
    >
      The session is open. You can say how you arrive, or leave it.
    </Ask>
  );
}

/**
 * After closing: nothing on the screen moves away, and the person leaves when they are ready. Who cannot come in any
 * more has no room to stay in.
 */
function Closed() {
  const { holding, shared } = useRoom();
  const isOpen = Boolean(holding?.session);
  const [wasOpen, setWasOpen] = useState(isOpen);
  const [closed, setClosed] = useState(false);
  if (isOpen !== wasOpen) {
    setWasOpen(isOpen);
    setClosed(!isOpen);
  }
  if (!closed || shared.stopped !== null) return null;
  return (
    <Ask
      answers={
        <>
          <Button href="/">Leave the room</Button>
          <Button tone="soft" onClick={() => setClosed(false)}>
            I stay a while
          </Button>
        </>
      }
    >
      The session is closed. The room is yours until you leave.
    </Ask>
  );
}
