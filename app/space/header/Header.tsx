import EyeOff from "lucide-react/icons/eye-off";
import { hide } from "../../hide/hidden.ts";
import { Circles } from "../../parts/Circles.tsx";
import type { Circle } from "../../parts/Circles.tsx";
import { IconButton } from "../../parts/IconButton.tsx";
import { initial } from "../../parts/initial.ts";
import { useRoom } from "../../live/room.ts";
import type { Seat } from "../../../lib/seats.ts";
import { usePeople } from "../people.ts";
import { useVoiceLine } from "../call/useVoiceLine.ts";
import { KeepingMark } from "./KeepingMark.tsx";
import { presenceLine } from "./presence.ts";
import { SpaceMenu } from "./SpaceMenu.tsx";

/** The head of the screen: who is here, what this is, and whether the words are kept. */
export function Header() {
  const { names, present, seat, connected } = useRoom();
  const circle = (of: Seat): Circle => {
    const state = present?.[of].state;
    return (of === seat ? connected : state === "here" || state === "elsewhere") ? "filled" : "dashed";
  };
  const initialOf = (name: string | null): string => (name === null ? "" : initial(name));
  return (
    // On a phone there is always room for two lines of who is here: nothing below moves when they change. Letters twice
    // as large take a second row.
    <header className="z-10 flex flex-wrap min-h-[4.6875rem] items-center gap-x-2.5 border-b border-line bg-paper px-4 py-1.5 sm:min-h-[3.75rem] sm:gap-x-5 sm:px-[1.375rem] min-[761px]:[@media(min-height:40rem)]:sticky min-[761px]:top-0">
      <Circles
        size="seats"
        practitioner={circle("practitioner")}
        client={circle("client")}
        initials={{ client: initialOf(names.client), practitioner: initialOf(names.practitioner) }}
      />
      <div className="min-w-[4.5rem] flex-1 flex-wrap items-baseline gap-x-[1.125rem] sm:flex">
        <h1 className="text-[1.03125rem] leading-tight sm:text-[1.21875rem]">The space between us</h1>
        <p className="min-h-[1.26rem] text-[0.8125rem] text-ink-soft sm:text-[0.84375rem]">
          <HereLine />
          <RoomLine />
        </p>
      </div>
      <KeepingMark />
      <IconButton
        name="Hide now"
        icon={EyeOff}
        tone="soft"
        className="-mr-3 max-[760px]:hidden forced-colors:m-0"
        onClick={() => hide()}
      />
      <SpaceMenu />
    </header>
  );
}

/** Who is here, and the truth about the line between the two. */
function HereLine() {
  const { names, present, seat, connected } = useRoom();
  const { other } = usePeople();
  const voice = useVoiceLine();
  const here = connected || !present ? presenceLine(present, seat, names[other]) : "You are not connected";
  return <span>{voice?.instead ? voice.words : voice ? `${here}, ${voice.words}` : here}</span>;
}

const notOnAPhone = "max-[760px]:sr-only";

/** What the two have opened together, behind the line of who is here. A phone has room for what changes the room most. */
function RoomLine() {
  const { holding, present } = useRoom();
  if (!holding || !present) return null;
  const { session, talkElsewhere, noOutcome } = holding;
  return (
    <>
      {session && <span className={noOutcome ? notOnAPhone : undefined}>, session open</span>}
      {talkElsewhere && <span className={session || noOutcome ? notOnAPhone : undefined}> · we talk elsewhere</span>}
      {noOutcome && (
        <span>
          {" "}
          · no outcome<span className={notOnAPhone}> today</span>
        </span>
      )}
    </>
  );
}
