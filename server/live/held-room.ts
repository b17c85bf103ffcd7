/** How one room is held: each act kept before it is shown, one after the other, and what ends by itself ended in time. */
import type { Act } from "../../lib/acts.ts";
import {
  type Holding,
  type Kept,
  type SignalKind,
  clientGone,
  modeOf,
  nextChange,
  released,
  settled,
  shown,
  step,
} from "../../lib/holding.ts";
import { forgets } from "../../lib/meeting.ts";
import { type Refusal, said } from "../../lib/refusals.ts";
import { type Seat, seats } from "../../lib/seats.ts";
import type { ActAnswer } from "../../lib/wire.ts";
import type { openAttendance } from "./attendance.ts";
import type { openStoredHolding } from "./stored-holding.ts";

export type HeldRoomParts = {
  /** The server's clock: ms since 1970, never backwards within a process. */
  now: () => number;
  stored: Awaited<ReturnType<typeof openStoredHolding>>;
  attendance: ReturnType<typeof openAttendance>;
  /** Whether somebody sits on the client's seat. */
  hasClient: () => boolean;
  /** Shows how the room is held to all who are in it. */
  onShow: (holding: Holding) => void;
  /** Gives a signal of a seat to the other. */
  onSignal: (signal: { kind: SignalKind; by: Seat }) => void;
  /** Called whenever something may be another, to tell who is here. */
  onReview: () => void;
  /** Called after the mode has changed, with the new state kept. */
  onMode: () => void;
  /** Called after words said on arriving are gone, so that they leave the disk too. */
  onForgotten: () => void;
  /** Called when not all of how the room was held could be read. */
  onDamaged: () => void;
  onFault: (error: unknown) => void;
};

/** How long a line may be down before what its seat holds lies free. */
const holdsWithoutLineMs = 30_000;
/** What could not be kept when it was due is tried again after this. */
const retryMs = 1_000;
/** A longer timer is cut short: it only means looking again. */
const longestTimerMs = 60_000;

const no = (refusal: Refusal): ActAnswer => ({ ok: false, ...said(refusal) });

/** Opens how a room is held, as it was kept. Nothing ends by itself before `settle` was called once. */
export function openHeldRoom({ now, stored, attendance, ...parts }: HeldRoomParts) {
  let state = stored.state();
  let timer: NodeJS.Timeout | undefined;
  // Acts, ends and releases of one space happen one after the other, each kept before the next begins.
  let turn: Promise<unknown> = Promise.resolve();
  let closed = false;

  const show = (next: Kept): void => {
    const before = modeOf(state);
    const forgotten = forgets(state, next);
    state = next;
    parts.onShow(shown(state, now()));
    const mode = modeOf(state);
    if (mode.noOutcome !== before.noOutcome || mode.floor !== before.floor) parts.onMode();
    if (forgotten) parts.onForgotten();
  };

  const change = async (next: Kept): Promise<void> => {
    if (next !== state) show(await stored.keep(next));
  };

  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const result = turn.then(work);
    // Who is here is said also while nothing can be kept.
    turn = result.catch(() => review(now() + retryMs));
    return result;
  };

  const settle = async (): Promise<void> => {
    if (await stored.lookAgain()) {
      if (!stored.isWhole()) parts.onDamaged();
      show(stored.state());
    }
    let next = settled(state, now());
    for (const seat of seats) {
      const since = attendance.goneSince(seat);
      if (since !== null && now() - since >= holdsWithoutLineMs) next = released(next, seat);
    }
    if (!parts.hasClient()) next = clientGone(next);
    await change(next);
  };

  /** When something ends by itself next, or is to be tried again: not before `retry` where that is late already. */
  const dueNext = (retry: number): number => {
    const times = attendance.nextChanges();
    const ends = (time: number | null): void => void times.push(time && Math.max(time, retry));
    ends(nextChange(state));
    if (stored.isInDoubt()) ends(now());
    for (const seat of seats) {
      const since = attendance.goneSince(seat);
      if (since !== null && released(state, seat) !== state) ends(since + holdsWithoutLineMs);
    }
    return Math.min(...times.filter((time) => time !== null));
  };

  const review = (retry = 0): void => {
    if (closed) return;
    parts.onReview();
    clearTimeout(timer);
    const due = dueNext(retry);
    if (Number.isFinite(due)) timer = setTimeout(wake, Math.min(Math.max(0, due - now()) + 1, longestTimerMs));
  };

  const wake = (): void => {
    void inTurn(settle).then(() => review(), parts.onFault);
  };

  return {
    state: (): Kept => state,
    /** Tells who is here, where that is news, and sees to what ends next. */
    review: (): void => review(),
    /** Ends what is over by now, in its turn. */
    settle: (): Promise<void> => inTurn(settle),

    /**
     * Does an act of a seat, in its turn. It is answered when it is kept.
     * @param refusal asked when the act would change what the other sees, and gives why it may not
     */
    act(seat: Seat, act: Act, refusal: () => Refusal | null = () => null): Promise<ActAnswer> {
      return inTurn(async () => {
        await settle();
        // Nobody's voice is put out by the other.
        if (act.type === "talk" && act.elsewhere && seats.some(attendance.callOf)) return no({ code: "voice-open" });
        const outcome = step(state, seat, act, now());
        if (!outcome.ok) return no(outcome.refusal);
        const { signal } = outcome;
        const notNow = outcome.state !== state || signal ? refusal() : null;
        if (notNow) return no(notNow);
        await change(outcome.state);
        if (signal) parts.onSignal({ kind: signal, by: seat });
        review();
        return { ok: true, holding: shown(state, now()) };
      });
    },

    close(): void {
      closed = true;
      clearTimeout(timer);
    },
  };
}
