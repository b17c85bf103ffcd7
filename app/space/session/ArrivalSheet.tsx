import { type ReactNode, useEffect, useId, useRef, useState } from "react";
import { mostArrivalLength } from "../../../lib/meeting.ts";
import { Button } from "../../parts/Button.tsx";
import { Sheet } from "../../parts/Sheet.tsx";
import { TextArea } from "../../parts/TextArea.tsx";
import { useRoom } from "../../live/room.ts";
import { useAct } from "../holding/useAct.ts";
import { passToMain } from "../passFocus.ts";
import { usePeople } from "../people.ts";
import { capital } from "../words/times.ts";
import { KeepWords } from "./KeepWords.tsx";
import { useSessionView } from "./SessionView.tsx";
import { SpeechChoice } from "./SpeechChoice.tsx";
import { useArrivalDraft } from "./useArrivalDraft.ts";

type Props = {
  /** Where sound and picture can be tried before talking. */
  deviceCheck?: ReactNode;
};

/** Arriving: a few things to say before beginning, all of them optional, and one press to go on without. */
export function ArrivalSheet({ deviceCheck }: Props) {
  const { seat, say } = useRoom();
  const { otherName } = usePeople();
  const { asked, goOn } = useSessionView();
  const { draft, hasSaid, isEmpty, isChanged, write, forget } = useArrivalDraft();
  const act = useAct();
  const [busy, setBusy] = useState(false);
  const title = useRef<HTMLHeadingElement>(null);
  const id = useId();
  useEffect(() => {
    if (asked > 0) title.current?.focus();
  }, [asked]);

  const putAway = () => {
    forget();
    goOn();
  };
  useClosing(isChanged ? null : putAway);

  const tell = async () => {
    setBusy(true);
    const done = await act({ type: "arrival:say", ...draft });
    setBusy(false);
    if (!done) return;
    say(isEmpty ? "It is taken back." : `It is said, for ${otherName} to read. You find it under “How I arrive”.`);
    putAway();
  };
  return (
    <Sheet
      ref={passToMain}
      role="region"
      aria-labelledby={id}
      className="mx-auto mt-6 w-[calc(100%-2rem)] max-w-[46rem] p-6! sm:p-8!"
    >
      <h2 id={id} ref={title} tabIndex={-1} className="text-2xl">
        Arriving
      </h2>
      <p className="mt-2 text-[0.9375rem] text-ink-soft">
        Say as much or as little as you like. {capital(otherName)} reads it, and who runs this server could read it too.
        It is gone when the session is closed.
      </p>
      <form
        className="mt-5 grid gap-5"
        onSubmit={(event) => {
          event.preventDefault();
          if (isChanged) void tell();
          else putAway();
        }}
      >
        <div className="grid gap-x-6 gap-y-5 sm:grid-cols-2">
          <TextArea
            label="What this time could hold"
            rows={2}
            maxLength={mostArrivalLength}
            className="min-h-20!"
            value={draft.time}
            onChange={(event) => write({ time: event.target.value })}
          />
          <TextArea
            label="Where are you today?"
            rows={2}
            maxLength={mostArrivalLength}
            className="min-h-20!"
            value={draft.place}
            onChange={(event) => write({ place: event.target.value })}
          />
        </div>
        <SpeechChoice chosen={draft.speech} onChoose={(speech) => write({ speech })} />
        {deviceCheck}
        <KeepWords />
        <div className="flex flex-wrap gap-2">
          <Button type="submit" tone={seat === "client" ? "fern" : "ink"} busy={busy}>
            {!isChanged ? "Go on" : isEmpty ? "Take it back and go on" : "Say this and go on"}
          </Button>
          {isChanged && (
            <Button tone="soft" onClick={putAway}>
              {hasSaid ? "Leave it as it was" : "Go on without"}
            </Button>
          )}
        </div>
      </form>
    </Sheet>
  );
}

/** Does `putAway` when a session is closed while the sheet is open. What was written and not said stays. */
function useClosing(putAway: (() => void) | null): void {
  const { holding } = useRoom();
  const isOpen = Boolean(holding?.session);
  const wasOpen = useRef(isOpen);
  useEffect(() => {
    if (wasOpen.current && !isOpen) putAway?.();
    wasOpen.current = isOpen;
  }, [isOpen, putAway]);
}
