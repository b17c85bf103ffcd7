/** The buttons that hold the room. Both seats have the same; only who begins and ends no outcome differs. */
import CircleDashed from "lucide-react/icons/circle-dashed";
import Ear from "lucide-react/icons/ear";
import Ellipsis from "lucide-react/icons/ellipsis";
import Feather from "lucide-react/icons/feather";
import Hand from "lucide-react/icons/hand";
import Heart from "lucide-react/icons/heart";
import Leaf from "lucide-react/icons/leaf";
import UndoDot from "lucide-react/icons/undo-2";
import type { Act } from "../../../lib/acts.ts";
import { Button } from "../../parts/Button.tsx";
import { closing } from "../../parts/closing.ts";
import { IconButton } from "../../parts/IconButton.tsx";
import { Popup } from "../../parts/Popup.tsx";
import { PopupAct } from "../../parts/PopupAct.tsx";
import { useRoom } from "../../live/room.ts";
import { InCallActs } from "../call/CallButtons.tsx";
import { justChanged, justTurned } from "../justCome.ts";
import { usePeople } from "../people.ts";
import { SessionActs } from "../session/SessionActs.tsx";
import { capital } from "../words/times.ts";
import { useAble, useAlone } from "./able.ts";
import { Lengths } from "./Lengths.tsx";
import { useAct } from "./useAct.ts";

/** In the bar of a small phone the words stand without their picture, so that all of it fits in one row. */
const smallLook = "gap-1! px-2! [&>svg]:size-4 max-[389px]:[&>svg]:hidden";

type Size = {
  /** For the bar under one thumb. */
  small?: boolean;
};

export function QuietButton({ small }: Size) {
  const act = useAct();
  const able = useAble();
  const alone = useAlone();
  return (
    <Popup
      side="above"
      opener={(opener) => (
        <Button
          {...opener}
          {...able(opener["aria-expanded"] ? null : alone, opener.onClick)}
          icon={CircleDashed}
          className={small ? smallLook : "px-4!"}
        >
          {small ? "Quiet" : "Quiet together"}
        </Button>
      )}
    >
      {(close) => (
        <div className="p-2">
          <p className="mb-2.5 text-[0.9375rem]">How long? It begins when the other says yes.</p>
          <Lengths
            onLength={(minutes) => {
              close();
              able(alone, () => void act({ type: "quiet:offer", minutes })).onClick();
            }}
          />
        </div>
      )}
    </Popup>
  );
}

export function OutcomeButton({ small }: Size) {
  const { seat, holding } = useRoom();
  const act = useAct();
  const able = useAble();
  const alone = useAlone();
  const client = seat === "client";
  const on = Boolean(holding?.noOutcome);
  const type = on ? (client ? "noOutcome:end" : "noOutcome:ask") : client ? "noOutcome:begin" : "noOutcome:offer";
  const long = on ? (client ? "Unfold the canvas" : "Ask to unfold") : client ? "No outcome" : "Offer no outcome";
  const short = on ? (client ? "Unfold" : "Ask to unfold") : "No outcome";
  // An offer needs somebody who hears it; the client's word, and the wish to unfold, do not.
  const why = client || on ? null : alone;
  return (
    <Button
      ref={justTurned}
      {...able(why, () => void act({ type }))}
      icon={on ? (small ? undefined : UndoDot) : Leaf}
      className={small ? smallLook : "px-4!"}
    >
      {small ? short : long}
    </Button>
  );
}

/** Why *Hear me* cannot take the floor now, as a sentence. The client can always take it from the other. */
function useWhyNotTake(): string | null {
  const { holding } = useRoom();
  const { seat, otherName } = usePeople();
  const alone = useAlone();
  const holder = holding?.floor?.seat ?? null;
  if (holder === seat) return "You have the floor.";
  if (holder !== null && seat === "client") return null;
  return alone ?? (holder === null ? null : `${capital(otherName)} has the floor. You can ask for it.`);
}

export function HearButton() {
  const act = useAct();
  const able = useAble();
  const why = useWhyNotTake();
  return (
    <Button {...able(why, () => void act({ type: "floor:take" }))} icon={Ear} className="px-4!">
      Hear me
    </Button>
  );
}

const moment = { type: "moment:ask" } as const satisfies Act;

export function MomentButton({ small }: Size) {
  const act = useAct();
  const able = useAble();
  const ask = able(useAlone(), () => void act(moment));
  if (small) return <IconButton {...ask} name="A moment, please" icon={Hand} />;
  return (
    <Button {...ask} tone="soft" icon={Hand} className="px-4!">
      A moment, please
    </Button>
  );
}

/** Gives a signal that the other is told once, and says that they were. */
function useSignal(): (kind: "slower" | "thanks") => Promise<void> {
  const { say } = useRoom();
  const { otherName } = usePeople();
  const act = useAct();
  return async (kind) => {
    if (await act({ type: "signal", kind }))
      say(kind === "slower" ? `${otherName} is asked to go slower.` : `${otherName} is told your thank you.`);
  };
}

export function SlowerButton() {
  const signal = useSignal();
  const able = useAble();
  return (
    <Button {...able(useAlone(), () => void signal("slower"))} tone="soft" icon={Feather} className="px-4!">
      Slower
    </Button>
  );
}

export function ThanksButton() {
  const signal = useSignal();
  const able = useAble();
  return <IconButton {...able(useAlone(), () => void signal("thanks"))} name="Thank you" tone="soft" icon={Heart} />;
}

/** What the bar under one thumb has no room for. */
export function More() {
  const act = useAct();
  const signal = useSignal();
  const able = useAble();
  const alone = useAlone();
  const whyNotTake = useWhyNotTake();
  const take = () => act({ type: "floor:take" });
  const slower = () => signal("slower");
  const thank = () => signal("thanks");
  return (
    <Popup
      side="above"
      edge="right"
      opener={(opener) => <IconButton {...opener} name="More ways to hold the room" icon={Ellipsis} />}
    >
      {(close) => (
        <div ref={justChanged}>
          <PopupAct {...able(whyNotTake, closing(close, take))} icon={Ear}>
            Hear me
          </PopupAct>
          <PopupAct {...able(alone, closing(close, slower))} icon={Feather}>
            Slower
          </PopupAct>
          <PopupAct {...able(alone, closing(close, thank))} icon={Heart}>
            Thank you
          </PopupAct>
          <InCallActs close={close} />
          <SessionActs close={close} />
        </div>
      )}
    </Popup>
  );
}
