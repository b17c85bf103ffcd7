import MessageCircle from "lucide-react/icons/message-circle";
import type { ReactNode } from "react";
import { Button } from "../../parts/Button.tsx";
import { useRoom } from "../../live/room.ts";
import { useVoiceLine } from "../call/useVoiceLine.ts";
import { usePeople } from "../people.ts";
import { capital, minutesInWords } from "../words/times.ts";
import { canRing, unlockBell } from "./bell.ts";
import { Cover } from "./Cover.tsx";
import { useAct } from "./useAct.ts";
import { useAwake } from "./useAwake.ts";
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

function Running({ quiet, left }: RunningProps) {
  const { connected } = useRoom();
  const act = useAct();
  const { minutes, longer } = quiet;
  const end = canRing()
    ? "until a soft bell"
    : "without a bell: this browser makes no sound, and the page shows the end";
  const length =
    minutes === null ? "Until one of you is ready to speak" : `${capital(minutesInWords(minutes))}, ${end}`;
  return (
    <Cover key="running" title="Quiet, together" picture="breathes" onTouch={unlockBell}>
      <OwnLine left={left}>{length}. There is nothing to do.</OwnLine>
      <OtherLine running />
      <div className="mt-7 flex flex-wrap items-center justify-center gap-3">
        <Button icon={MessageCircle} onClick={() => void act({ type: "quiet:end" })} disabled={!connected}>
          I’m ready to speak
        </Button>
        {minutes !== null && !longer && (
          <Button
            tone="soft"
            onClick={() => void act({ type: "quiet:offer", minutes: longerMinutes })}
            disabled={!connected}
          >
            A little longer
          </Button>
        )}
      </div>
      {longer && <Longer longer={longer} />}
    </Cover>
  );
}

/** The few words of the quiet. Without a line, what goes on, for about how long, and what the other sees of it. */
function OwnLine({ left, children }: { left?: number | null; children: ReactNode }) {
  const { connected, present } = useRoom();
  const { other, otherName } = usePeople();
  if (connected) return <p>{children}</p>;
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
  const { connected, present } = useRoom();
  const { other, otherName } = usePeople();
  const voice = useVoiceLine();
  const state = present?.[other].state;
  if (!connected || state === undefined || state === "never") return null;
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

function Longer({ longer }: { longer: NonNullable<RunningProps["quiet"]["longer"]> }) {
  const { seat } = useRoom();
  const act = useAct();
  const length = `${minutesInWords(longer.minutes)} longer`;
  if (longer.by === seat) return <p className="mt-5 text-[0.9375rem]">You offer {length}.</p>;
  return (
    <div className="mt-5 flex flex-wrap items-center justify-center gap-2 text-[0.9375rem]">
      <p>It could go on for {length}.</p>
      <Button onClick={() => void act({ type: "quiet:accept", minutes: longer.minutes })}>Stay longer</Button>
      <Button tone="soft" onClick={() => void act({ type: "quiet:decline" })}>
        Leave it as it is
      </Button>
    </div>
  );
}
