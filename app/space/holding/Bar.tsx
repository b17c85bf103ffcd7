import { use, useLayoutEffect, useRef } from "react";
import { HideButton } from "../../hide/HideButton.tsx";
import { classes } from "../../parts/classes.ts";
import { HelpLink } from "../../parts/HelpLink.tsx";
import { useRoom } from "../../live/room.ts";
import { ShownContext } from "../../live/use-said.tsx";
import { TroubledMark } from "../header/KeepingMark.tsx";
import { useOthersFloor } from "../people.ts";
import { InCallButtons, MicrophoneButton } from "../call/CallButtons.tsx";
import { SessionButtons } from "../session/SessionActs.tsx";
import { narrow, useMedia } from "../useMedia.ts";
import { useAlone } from "./able.ts";
import { Asks } from "./Asks.tsx";
import { HearButton, MomentButton, More, OutcomeButton, QuietButton, SlowerButton, ThanksButton } from "./buttons.tsx";
import { measured } from "./measured.ts";

const whileWriting = "hidden pb-0.5 text-center text-[0.8125rem] font-semibold max-[760px]:writing:block";

/** The foot of the screen: what is open between the two, and how the room can be held. */
export function Bar() {
  const { holding, present, shared } = useRoom();
  const small = useMedia(narrow);
  const alone = useAlone();
  const kept = useFocusInBar();
  const othersFloor = useOthersFloor();
  const shown = use(ShownContext);
  // Not before it is known who is here: nobody is told that they are alone, and then that they are not.
  const isKnown = holding !== null && present !== null && shared.stopped === null;
  return (
    <footer
      ref={measured}
      className="sticky bottom-(--keyboard,0px) z-10 border-t border-line bg-paper px-4 py-3 sm:px-[1.375rem] print:hidden max-[760px]:writing:py-1 low:relative low:bottom-auto low:pb-[calc(var(--foot)+0.75rem)]"
    >
      {/* Who writes on a phone keeps the ways to hide and to help in view, and the rest of the screen for their words. */}
      <div className="max-[760px]:writing:hidden">
        <Asks />
        {isKnown && (
          <div {...kept} role="group" aria-label="Holding the room" className="flex flex-wrap items-center gap-2">
            {alone && (
              <p className="basis-full text-[0.9375rem] text-ink-soft">
                You are here alone. What you write is kept for both of you.
              </p>
            )}
            {small ? <UnderOneThumb /> : <Whole />}
          </div>
        )}
      </div>
      {small && <TroubledMark className={whileWriting} />}
      {small && othersFloor && (
        // It keeps its room while the same sentence is shown as it was said.
        <p className={classes(whileWriting, shown === othersFloor && "invisible")}>{othersFloor}</p>
      )}
      {(small || !isKnown) && <Help className="-mb-1.5 pt-1.5 max-[760px]:writing:m-0 max-[760px]:writing:p-0" />}
    </footer>
  );
}

/** A button that has the focus may go with its own press, or with the other's: the focus then goes to the first one. */
function useFocusInBar() {
  const group = useRef<HTMLDivElement>(null);
  const isIn = useRef(false);
  useLayoutEffect(() => {
    if (isIn.current && document.activeElement === document.body) group.current?.querySelector("button")?.focus();
  });
  const note = (is: boolean) => () => void (isIn.current = is);
  return { ref: group, onFocus: note(true), onBlur: note(false) };
}

function Whole() {
  return (
    <>
      <QuietButton />
      <OutcomeButton />
      <HearButton />
      <span className="mx-2 h-6 border-l border-line" />
      <MomentButton />
      <SlowerButton />
      <ThanksButton />
      <Help className="mr-3 ml-auto" />
      <MicrophoneButton />
      <InCallButtons />
      <SessionButtons />
    </>
  );
}

function UnderOneThumb() {
  return (
    <>
      <QuietButton small />
      <OutcomeButton small />
      <span className="ml-auto flex flex-wrap justify-end gap-2">
        <MomentButton small />
        <MicrophoneButton />
        <More />
      </span>
    </>
  );
}

/** The last line: one tap from every screen to the words for an emergency, and to hiding where the head goes with the page. */
function Help({ className }: { className: string }) {
  return (
    <p
      data-last-line
      className={classes(
        "flex flex-wrap justify-center gap-x-6 text-[0.8125rem] text-ink-soft",
        "low:fixed low:inset-x-0 low:bottom-(--keyboard,0px) low:m-0 low:border-t low:border-line low:bg-paper low:px-4 low:py-1 low:leading-tight low:[&>*]:min-h-[max(24px,1.2em)]",
        className,
      )}
      // The field that is written in keeps the focus until the press is whole: the foot would move from under it.
      onMouseDown={(event) => event.preventDefault()}
    >
      <HelpLink />
      <HideButton className="min-[761px]:[@media(min-height:40rem)]:hidden" />
    </p>
  );
}
