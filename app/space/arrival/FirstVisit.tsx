import { Button } from "../../parts/Button.tsx";
import { Sheet } from "../../parts/Sheet.tsx";
import { useRoom } from "../../live/room.ts";
import { useYjs } from "../../live/use-yjs.ts";
import { passToMain } from "../passFocus.ts";
import { usePeople } from "../people.ts";

const section = "own:drafts";
const mark = "welcomed";

/** What the client reads once, on the first visit: the practitioner's words, and who reads what. */
export function FirstVisit() {
  const { info, own, seat } = useRoom();
  const { otherName } = usePeople();
  const welcomed = useYjs(own.doc.getMap<unknown>(section), (map) => map.get(mark) === true);
  if (seat !== "client" || !own.opened || own.stopped !== null || welcomed) return null;
  const putAway = () => own.edit(section, (doc) => doc.getMap<unknown>(section).set(mark, true));
  return (
    <Sheet
      ref={passToMain}
      role="region"
      aria-labelledby="welcome"
      className="mx-auto mt-6 w-[calc(100%-2rem)] max-w-[38.75rem] p-6!"
    >
      <h2 id="welcome" className="text-2xl">
        {otherName} has opened this space for the two of you
      </h2>
      {info.welcome && (
        <p dir="auto" className="mt-3 font-serif text-lg leading-[1.45] whitespace-pre-wrap">
          {info.welcome}
        </p>
      )}
      <p className="mt-3 text-[0.9375rem] text-ink-soft">
        What you write on the canvas {otherName} reads too; drafts are yours until you give them; who runs this server
        could read all of it. You do not have to write or decide anything today.
      </p>
      <Button tone="fern" className="mt-4" onClick={putAway}>
        Come in
      </Button>
    </Sheet>
  );
}
