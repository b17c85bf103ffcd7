import { useRef, useState } from "react";
import { ask } from "../../parts/ask.ts";
import { Button } from "../../parts/Button.tsx";
import { Sheet } from "../../parts/Sheet.tsx";
import { useRoom } from "../../live/room.ts";
import { useAble } from "../holding/able.ts";
import { justCome } from "../justCome.ts";
import { passToMain } from "../passFocus.ts";
import { usePeople } from "../people.ts";
import { useSheetTold } from "../telling/useSheetTold.ts";
import { capital, momentOf } from "../words/times.ts";

const isOpen = "It is open now.";

/** The other has made a link to this person's own seat: they let it open, or refuse it. */
export function WayBackAsked() {
  const { space, info, refresh, say, shared } = useRoom();
  const { seat, otherName } = usePeople();
  const able = useAble();
  const [busy, setBusy] = useState(false);
  const sheet = useRef<HTMLParagraphElement>(null);
  const link = info.back[seat];
  const asks = link !== null && !link.refused && shared.stopped === null;
  useSheetTold(
    sheet,
    asks ? link.expires : null,
    `${capital(otherName)} has made a link to your seat. If you did not ask for it, refuse it at the top of the page.`,
  );
  if (!asks) return null;

  const answer = async (mine: boolean) => {
    setBusy(true);
    const told = await ask(`/api/spaces/${space}/back-answer`, {
      method: "POST",
      body: { mine, expires: link.expires },
    });
    setBusy(false);
    if (!told.ok) return say(told.why);
    await refresh();
    say(mine ? "The link opens now. Use it where you want to come in." : "The link is refused. It opens nothing.");
  };
  return (
    <Sheet
      ref={passToMain}
      role="region"
      aria-label="A link to your seat"
      className="mx-4 mt-4 flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-3 sm:mx-[1.375rem]"
    >
      <p ref={sheet} className="min-w-[min(12rem,100%)] flex-1">
        <span>
          {capital(otherName)} has made a link with which you could come in on another device. Whoever uses it sits on
          your seat and reads what you both read, not your private page.{" "}
          {link.opens === null ? isOpen : `It opens ${momentOf(link.opens)}.`} If you did not ask for it, refuse it.
        </span>
      </p>
      {/* It keeps its place: another link may be made meanwhile, and this must not come where “Refuse it” lay. */}
      <Button ref={justCome} busy={busy} {...able(link.opens === null ? isOpen : null, () => void answer(true))}>
        It is for me
      </Button>
      <Button ref={justCome} tone="soft" busy={busy} onClick={() => answer(false)}>
        Refuse it
      </Button>
    </Sheet>
  );
}
