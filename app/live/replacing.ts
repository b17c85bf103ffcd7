/** Puts the server's copy in the place of the document on the screen: after a refusal, and after the server was set back. */
import type { PlaceSaid } from "../../lib/yjs-wire.ts";
import { noPlace, refusedTooOften } from "./close-sentences.ts";
import { copiesOf } from "./copies.ts";
import { giveBack } from "./give-back.ts";
import type { Instance } from "./instance.ts";
import type { Epoch } from "./loss.ts";
import { type PageLife, type Running, isRegaining, lossIn, nextOf, stopped } from "./page-life.ts";
import type { PageParts } from "./page-state.ts";
import type { Regaining } from "./regain.ts";

const mostRefusals = 3;
const refusalsWithinMs = 60_000;

/** The life of a page, for who leads it. */
export type Leading = {
  life(): PageLife;
  /** It is shown once all is done that belongs to it. */
  become(life: PageLife): void;
  show(): void;
  /** A new document that asks for the server's copy. */
  begin(): Instance;
};

/** Leads a page through what takes its document from it. Words that have no place any more go to `parts.onCopies`. */
export function openReplacing(parts: PageParts, epoch: Epoch, { life, become, show, begin }: Leading) {
  const { onCopies } = parts;
  const isRefusedTooOften = countRefusals();
  /** It goes on after its end, for a hand that still holds the document that was lost. */
  let regaining: Regaining | null = null;

  function stop(): void {
    regaining?.stop();
    regaining = null;
  }

  /** The server's copy is loaded anew, and what it lost is to go back, besides what has not gone back from before. */
  function lose(before: Running, gives: boolean): void {
    stop();
    before.shown.hangUp();
    become({ is: "set back", shown: before.shown, next: begin(), earlier: lossIn(before).earlier, gives });
  }

  function refuseForGood(before: Running, why: string): void {
    stop();
    become({ ...stopped(before, refusedTooOften), loses: isRegaining(before) });
    const { outbox } = before.shown;
    if (onCopies(copiesOf(outbox.words()), why)) outbox.forget();
  }

  /** There is no other place for the words on the screen. They stay where they can be seen. */
  function leaveOnScreen(before: Running): void {
    stop();
    nextOf(before)?.close();
    become(stopped(before, noPlace));
  }

  function renew(before: Extract<Running, { is: "renewing" }>): void {
    const { shown, next, why } = before;
    const copies = copiesOf(shown.outbox.words());
    // A page of one's own takes the copies of its own words.
    become({ is: "in step", shown: next });
    if (!onCopies(copies, why)) return leaveOnScreen(before);
    shown.retire((late) => onCopies(late, why));
    next.outbox.store();
  }

  function giveBackWith(next: Instance, before: Extract<Running, { is: "set back" }>): void {
    regaining = giveBack(parts, before, epoch.isLate(), {
      turned: (old) => become({ is: "following", shown: next, earlier: old, gives: before.gives }),
      settled() {
        next.outbox.store();
        show();
      },
      stays() {
        leaveOnScreen(before);
        show();
      },
      ended() {
        const now = life();
        if (now.is === "following") become({ is: "in step", shown: now.shown });
        show();
      },
    });
    become({ ...before, is: "giving back" });
    regaining.begin();
  }

  /** The server lacks what is on the screen. */
  function setBack(instance: Instance): void {
    const now = life();
    if (now.is === "stopped") return;
    const next = nextOf(now);
    if (next !== null && next !== instance) return;
    next?.close();
    lose(now, lossIn(now).gives);
  }

  return {
    setBack,
    /** The server has said where a document stands, which may be in another life than it was. */
    placed(instance: Instance, said: PlaceSaid): void {
      const isOther = epoch.hear(said);
      const now = life();
      if (isOther && now.is === "renewing") become({ ...now, ...lossIn(now), is: "set back" });
      else if (isOther && (instance !== nextOf(now) || now.is === "giving back")) setBack(instance);
    },
    /** What was refused stays on the screen until the server's copy is here, so that nothing flickers or is lost. */
    refuse(refused: Instance, why: string): void {
      const now = life();
      if (now.is === "stopped") return;
      if (refused === nextOf(now)) refused.close();
      else refused.hangUp();
      if (isRefusedTooOften()) refuseForGood(now, why);
      else if (isRegaining(now)) lose(now, false);
      else become({ is: "renewing", shown: now.shown, next: begin(), why });
    },
    /** The server's copy is in the next document. */
    turnOver(): void {
      const now = life();
      if (now.is === "set back") giveBackWith(now.next, now);
      else if (now.is === "renewing") renew(now);
    },
    /** The line is up: what is to go back may go. */
    again: (): void => regaining?.again(),
    stop,
  };
}

/** Counts a refusal each time, and gives whether there were too many in a short while. */
function countRefusals(): () => boolean {
  let times: number[] = [];
  return () => {
    const now = performance.now();
    times = [...times.filter((time) => now - time < refusalsWithinMs), now];
    return times.length >= mostRefusals;
  };
}
