import LogOut from "lucide-react/icons/log-out";
import { useId, useState } from "react";
import { useRoom } from "../../live/room.ts";
import { forgetSpace } from "../../live/tab.ts";
import { useKeeping } from "../../live/use-keeping.ts";
import { ask } from "../../parts/ask.ts";
import { Button } from "../../parts/Button.tsx";
import { focusOn } from "../../parts/focusOn.ts";
import { Note } from "../../parts/Note.tsx";
import { keyIsMade } from "../../parts/WayBack.tsx";
import { noteUnseenKey } from "../../parts/unseen-key.ts";
import type { MadeKey } from "../../parts/useReturnKey.ts";
import { Part } from "./Part.tsx";

type Props = { made: MadeKey; onRefused: (why: string) => void };

/** Lets this browser forget the space. Who has no return key is asked once more: their private page would stay closed. */
export function SignOut({ made, onRefused }: Props) {
  const { space, info, shared, own } = useRoom();
  const [asked, setAsked] = useState<"no" | "yes" | "and stays">("no");
  const id = useId();
  const hasKey = made.key !== null || (info.returnKey && !made.unseen);
  const missing = made.making
    ? `${keyIsMade}.`
    : info.returnKey
      ? "The return key that was asked for last was not shown, and one from before may open nothing any more."
      : "You have no return key.";
  const pages = [useKeeping(shared), useKeeping(own)];
  const unkept = pages.some((page) => page.unkept);
  // Words on a page that stopped, or that could not be taken, may never be kept. They stand on the screen behind, to be copied.
  const lasts = pages.some(({ untaken }) => untaken) || shared.stopped !== null || own.stopped !== null;
  const waits = unkept && !lasts;

  const signOut = async () => {
    const answer = await ask(`/api/spaces/${space}/sitting`, { method: "DELETE" });
    if (!answer.ok) return onRefused(answer.why);
    forgetSpace(window, space);
    noteUnseenKey(space, false);
    location.replace("/");
  };

  const leave = (onClick: () => void, arrives = false) => (
    <Button ref={arrives ? focusOn : undefined} icon={LogOut} onClick={onClick} disabled={waits}>
      Sign out here
    </Button>
  );
  // The question takes the place of the button, and the buttons come under it: a second touch at once presses none.
  const step = (
    <div role="group" aria-labelledby={id}>
      <p id={id} tabIndex={-1} ref={focusOn} className="min-h-11 font-serif text-xl text-ink outline-none">
        Sign out of this browser?
      </p>
      {made.why && (
        <Note tone="problem" className="mt-2">
          {made.why}
        </Note>
      )}
      <div className="mt-2 flex flex-wrap gap-2">
        <Button tone="ink" busy={made.making} onClick={made.save}>
          {made.making ? keyIsMade : "Save a return key first"}
        </Button>
        {leave(() => void signOut())}
        <Button tone="soft" onClick={() => setAsked("and stays")}>
          Stay
        </Button>
      </div>
    </div>
  );

  return (
    <Part
      title="Sign out here."
      act={
        asked === "yes" && !hasKey
          ? step
          : leave(() => (hasKey ? void signOut() : setAsked("yes")), asked === "and stays")
      }
    >
      This browser forgets the space. Your seat stays yours
      {hasKey
        ? ", and you need your return key to come back to it."
        : `. ${missing} Without one you cannot come back here by yourself, and your private page stays closed.`}
      {waits && " Some of your words are not kept yet. Wait until it says Kept."}
      {unkept && !waits && " Some of your words could not be kept. Copy them before: this browser forgets them too."}
    </Part>
  );
}
