"use client";
import { Suspense, useEffect, useRef } from "react";
import { late } from "../browser/late.tsx";
import { useIdleHide } from "../hide/idle.ts";
import { classes } from "../parts/classes.ts";
import { watchHands } from "../parts/hands.ts";
import { useRoom } from "../live/room.ts";
import { useHiddenMoment } from "../live/use-hidden-moment.ts";
import { Above } from "./Above.tsx";
import { FirstVisit } from "./arrival/FirstVisit.tsx";
import { Newcomer } from "./arrival/Newcomer.tsx";
import { WayBackAsked } from "./arrival/WayBackAsked.tsx";
import { ArrivingVoice, CallCheck } from "./call/CallCheck.tsx";
import { CallFrame } from "./call/CallFrame.tsx";
import { Canvas } from "./canvas/Canvas.tsx";
import { CoveredContext } from "./covered.ts";
import { Header } from "./header/Header.tsx";
import { Bar } from "./holding/Bar.tsx";
import { MomentCover } from "./holding/MomentCover.tsx";
import { QuietCover } from "./holding/QuietCover.tsx";
import { useQuiet } from "./holding/useQuiet.ts";
import { useReader } from "./people.ts";
import { Arrival } from "./session/Arrival.tsx";
import { SessionProvider } from "./session/SessionView.tsx";
import { NoOutcome } from "./sheet/NoOutcome.tsx";
import { useFocusKept } from "./useFocusKept.ts";
import { useCanvasTold } from "./telling/useCanvasTold.ts";
import { OwnTold } from "./telling/OwnTold.tsx";
import { useRoomTold } from "./telling/useRoomTold.ts";
import { useHeldFoot } from "./useHeldFoot.ts";
import { useSecondHalf } from "./useSecondHalf.ts";
import { useSettled } from "./useSettled.ts";
import { useStillWords } from "./useStillWords.ts";
import { columnsFor, places } from "./views.ts";
import { RefusedWords } from "./words/RefusedWords.tsx";
import { wordsOnPaper } from "./words/on-paper.ts";
import { SetBack } from "./words/SetBack.tsx";
import { Stopped } from "./words/Stopped.tsx";

// Only before the other has come, and all it does needs the line.
const Waiting = late(() => import("./arrival/Waiting.tsx").then((file) => file.Waiting));

const OpenPage = places["both:sheet"];

// Until it is known what stands here, nothing does that would have to move.
const moments = <p className="p-[1.375rem] text-[0.9375rem] text-ink-soft">One moment…</p>;

/** What lies beneath a still page can be neither reached nor heard; older browsers have only not showing it for that. */
const knowsInert = typeof HTMLElement === "undefined" || "inert" in HTMLElement.prototype;

/** The screen of a space: who is here, what lies between them, and how it is held. */
export function Screen() {
  const { call, holding, info, names, say } = useRoom();
  const main = useRef<HTMLElement>(null);
  const quiet = useQuiet();
  const settled = useSettled();
  const columns = columnsFor(useReader());
  const folded = Boolean(holding?.noOutcome);
  const ofHiding = useHiddenMoment();
  const moment = Boolean(holding?.moment) && !ofHiding;
  const covered = moment || quiet !== null;
  useIdleHide(quiet !== null || call.phase === "in");
  useRoomTold();
  useCanvasTold();
  useFocusKept(main, folded, covered);
  useSecondHalf();
  useHeldFoot();
  useStillWords(main);
  useEffect(() => wordsOnPaper(), []);
  useEffect(() => watchHands(), []);
  useEffect(() => {
    // A still page has no other words on it.
    if (covered) say("");
  }, [covered, say]);

  return (
    <SessionProvider>
      <OwnTold>
        <CoveredContext value={covered}>
          <div
            inert={covered}
            className={classes("flex min-h-(--screen) flex-col print:block", covered && !knowsInert && "invisible")}
          >
            <Header />
            <main ref={main} tabIndex={-1} className="flex flex-1 flex-col">
              {settled ? (
                <Suspense fallback={moments}>
                  <Above>
                    <Stopped />
                    <SetBack />
                    <Newcomer />
                    <WayBackAsked />
                    {names.client === null && info.refused === null && <Waiting />}
                    <FirstVisit />
                  </Above>
                  {/* By itself: somebody writes on it while those above come and go. */}
                  <Above>
                    <Arrival deviceCheck={<ArrivingVoice />} />
                  </Above>
                  <Above>
                    <RefusedWords />
                  </Above>
                  <CallFrame>
                    {folded ? (
                      <NoOutcome folded={columns.map(({ inWords }) => inWords)}>
                        <OpenPage />
                      </NoOutcome>
                    ) : (
                      <Canvas columns={columns} />
                    )}
                  </CallFrame>
                </Suspense>
              ) : (
                moments
              )}
            </main>
            <Bar />
            <CallCheck />
          </div>
        </CoveredContext>
        {moment ? <MomentCover /> : quiet && <QuietCover quiet={quiet} />}
      </OwnTold>
    </SessionProvider>
  );
}
