import MessageCircle from "lucide-react/icons/message-circle";
import { type MouseEvent, type ReactNode, useState } from "react";
import { Button } from "../../parts/Button.tsx";
import { useRoom } from "../../live/room.ts";
import { useVoiceLine } from "../call/useVoiceLine.ts";
import { usePeople } from "../people.ts";
import { justCome } from "../justCome.ts";
import { capital, minutesInWords } from "../words/times.ts";
import { useAble } from "./able.ts";
import { canRing, unlockBell } from "./bell.ts";
import { Cover } from "./Cover.tsx";
import { useAct } from "./useAct.ts";
import { useAwake } from "./useAwake.ts";
import { becameOfLonger, longerLine } from "./lines.ts";
import type { Quiet } from "./useQuiet.ts";

const longerMinutes = 5;

/** A quiet, over everything: two circles that breathe, a few words, and no number that ticks. */
export function QuietCover({ quiet }: { quiet: Quiet }) {
  useAwake(quiet.state === "running");
  if (quiet.state === "ended") {
    return (
      <Cover key="ended" title="The quiet has ended." picture="rests" onTouch={quiet.touch}>
        <OwnLine>{quiet.apart && "It ended while you were not connected. "}What is written here is as it was.</OwnLine>
        <OtherLine />
        <Button className="mt-7" onClick={quiet.touch}>
          Go on
        </Button>
      </Cover>
    );
  }
  return <Running quiet={quiet.quiet} left={quiet.left} />;
}

type RunningProps = Omit<Extract<Quiet, { state: "running" }>, "state">;
type RunningQuiet = RunningProps["quiet"];

function Running({ quiet, left }: RunningProps) {
  const { upToDate } = useRoom();
  const act = useAct();
  const able = useAble();
  const { minutes } = quiet;
  const end = canRing()
    ? "until a soft bell"
    : "without a bell: this browser makes no sound, and the page shows the end";
  const length =
    minutes === null ? "Until one of you is ready to speak" : `${capital(minutesInWords(minutes))}, ${end}`;
  return (
    <Cover key="running" title="Quiet, together" picture="breathes" onTouch={unlockBell}>
      <OwnLine left={left}>{length}. There is nothing to do.</OwnLine>
      <OtherLine running />
      <div className="mt-7 flex flex-wrap items-center justify-center gap-3 low:mt-3">
        <Button icon={MessageCircle} {...able(upToDate ? null : notConnected, () => void act({ type: "quiet:end" }))}>
          I’m ready to speak
        </Button>
        {minutes !== null && <LongerButton quiet={quiet} />}
      </div>
      {minutes !== null && <Longer quiet={quiet} />}
    </Cover>
  );
}

const notConnected = "You are not connected. We go on trying.";

/** The wish for a little longer. It stays where it is: what came in its place would lie under a finger. */
function LongerButton({ quiet: { longer } }: { quiet: RunningQuiet }) {
  const { upToDate, seat } = useRoom();
  const act = useAct();
  const able = useAble();
  const offered = longer?.by === seat ? "You have offered it. The other answers." : null;
  // Who wishes for what the other has just offered takes the offer.
  const wish = (): unknown =>
    act(longer ? { type: "quiet:accept", minutes: longer.minutes } : { type: "quiet:offer", minutes: longerMinutes });
  return (
    <Button tone="soft" {...able(upToDate ? offered : notConnected, wish)}>
      A little longer
    </Button>
  );
}

/** The few words of the quiet. Without a line, what goes on, for about how long, and what the other sees of it. */
function OwnLine({ left, children }: { left?: number | null; children: ReactNode }) {
  const { upToDate, present } = useRoom();
  const { other, otherName } = usePeople();
  if (upToDate) return <p>{children}</p>;
  if (left === undefined) return <p>You are not connected. We go on trying.</p>;
  const state = present?.[other].state;
  const seen = state === "here" || state === "elsewhere";
  return (
    <p>
      You are not connected. The quiet goes on.
      {left !== null && ` It still has about ${minutesInWords(Math.max(1, Math.round(left / 60_000)))}.`}
      {seen && ` ${capital(otherName)} can see your line is down.`}
    </p>
  );
}

/** One calm sentence about the other: that they are still here, or that their line is down. No live region repeats it. */
function OtherLine({ running }: { running?: boolean }) {
  const { upToDate, present } = useRoom();
  const { other, otherName } = usePeople();
  const voice = useVoiceLine();
  const state = present?.[other].state;
  if (!upToDate || state === undefined || state === "never") return null;
  const name = capital(otherName);
  const away =
    state === "left"
      ? `${name} has left.`
      : voice?.instead
        ? voice.words
        : state === "down"
          ? `${name}’s line is down.`
          : null;
  if (running) return <p className="mt-1">{away ? `${away} The quiet goes on.` : `${name} is still here.`}</p>;
  return away && <p className="mt-1">{away}</p>;
}

/** The offer of a little longer and what became of it, in a place that is kept free for it: nothing moves when it comes. */
function Longer({ quiet }: { quiet: RunningQuiet }) {
  const { seat } = useRoom();
  const act = useAct();
  const [was, setWas] = useState(quiet);
  const [became, setBecame] = useState("");
  const { longer } = quiet;
  if (was !== quiet) {
    setWas(quiet);
    setBecame(longer ? "" : (becameOfLonger(was, quiet) ?? became));
  }
  const answer = (type: "quiet:accept" | "quiet:decline") => (event: MouseEvent) => {
    void act(longer && type === "quiet:accept" ? { type, minutes: longer.minutes } : { type });
    // The answer goes with its offer, and must not take the focus along.
    event.currentTarget.closest("[role=dialog]")?.querySelector("h2")?.focus();
  };
  return (
    <div className="mt-5 flex min-h-19 flex-wrap content-start items-center justify-center gap-2 text-[0.9375rem] sm:min-h-11 low:mt-1">
      <p>{longer ? longerLine(longer, seat) : became}</p>
      {longer && longer.by !== seat && (
        <>
          <Button ref={justCome} onClick={answer("quiet:accept")}>
            Stay longer
          </Button>
          <Button ref={justCome} tone="soft" onClick={answer("quiet:decline")}>
            Leave it as it is
          </Button>
        </>
      )}
    </div>
  );
}
