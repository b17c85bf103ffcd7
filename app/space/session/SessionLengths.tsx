import { sessionMinutes } from "../../../lib/meeting.ts";
import { Button } from "../../parts/Button.tsx";
import { focusOn } from "../../parts/focusOn.ts";
import { useRoom } from "../../live/room.ts";
import { Ask } from "../holding/Ask.tsx";
import { LengthChoice } from "../holding/LengthChoice.tsx";
import { useAct } from "../holding/useAct.ts";
import { usePeople } from "../people.ts";
import { wishLine } from "./lines.ts";
import { useSessionView } from "./SessionView.tsx";

const lengths = [30, 50, 60, 90];

/** Choosing how long this session could be. A length is agreed when both wish for the same. */
export function SessionLengths() {
  const { holding } = useRoom();
  const { choosesLength, chooseLength } = useSessionView();
  const { seat, otherName } = usePeople();
  const act = useAct();
  if (!choosesLength || !holding?.session) return null;
  const { length } = holding.session;
  const wish = (minutes: number | null) => {
    chooseLength(false);
    void act({ type: "session:length", minutes });
  };
  const last = (
    <>
      {length && (
        <Button tone="soft" className="px-4!" onClick={() => wish(null)}>
          No length
        </Button>
      )}
      <Button tone="soft" className="px-4!" onClick={() => chooseLength(false)}>
        Leave it
      </Button>
    </>
  );
  return (
    <Ask answers={<LengthChoice lengths={lengths} {...sessionMinutes} verb="Wish" onLength={wish} last={last} />}>
      <span ref={focusOn} tabIndex={-1} className="outline-none">
        {length
          ? `${wishLine(length, seat, otherName)} It could be another length.`
          : "How long could this session be? It is agreed when you both wish the same. Nothing ends by itself."}
      </span>
    </Ask>
  );
}
