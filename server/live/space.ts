/** One living space: who is in the room and how it is held, kept before it is shown, and the timers that follow. */
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
import type { Beat, Rtc } from "../../lib/rtc.ts";
import { type Seat, otherSeat, seats } from "../../lib/seats.ts";
import type { Mode } from "../../lib/sections.ts";
import type { ActAnswer, Present } from "../../lib/wire.ts";
import type { Records } from "../records/records.ts";
import * as presence from "./presence.ts";
import { openStoredHolding } from "./stored-holding.ts";

/** Somebody in the room, on one connection. */
export type Guest = {
  id: string;
  seat: Seat;
  holding(holding: Holding): void;
  present(present: Present): void;
  signal(signal: { kind: SignalKind; by: Seat }): void;
  rtc(message: Rtc): void;
  news(): void;
};

export type SpaceParts = {
  records: Pick<Records, "holdings" | "people">;
  /** The server's clock: ms since 1970, never backwards within a process. */
  now: () => number;
  /** Called after the mode has changed, with the new state kept. */
  onMode: (space: string) => void;
  /** Called after words said on arriving are gone, so that they leave the disk too. */
  onForgotten: () => void;
  /** Called when not all of how the room was held could be read. */
  onDamaged: () => void;
  onFault: (error: unknown) => void;
};

const no = (refusal: Refusal): ActAnswer => ({ ok: false, ...said(refusal) });

/** How long a line may be down before what its seat holds lies free. */
const holdsWithoutLineMs = 30_000;
/** What could not be kept when it was due is tried again after this. */
const retryMs = 1_000;

export type LiveSpace = Awaited<ReturnType<typeof openSpace>>;

/** Brings a space to life from its records. */
export async function openSpace(id: string, { records, now, onMode, onForgotten, onDamaged, onFault }: SpaceParts) {
  const opened = now();
  const guests = new Set<Guest>();
  let people = await records.people.of(id);
  const stored = await openStoredHolding(records.holdings, id, now);
  if (!stored.isWhole()) onDamaged();
  let state = stored.state();
  const absent = (seat: Seat) => presence.nobody(people[seat]?.arrived ?? false);
  const attendance = { client: absent("client"), practitioner: absent("practitioner") };
  let lastPresent = "";
  let timer: NodeJS.Timeout | undefined;
  // Acts, ends and releases of one space happen one after the other, each kept before the next begins.
  let turn: Promise<unknown> = Promise.resolve();
  let closed = false;

  /** How a seat is in the call, and with which connection. Nobody is where the two talk elsewhere. */
  const callOf = (seat: Seat) => (state.talkElsewhere ? null : presence.caller(attendance[seat], now()));

  const presentNow = (): Present => {
    const of = (seat: Seat) => {
      const attending = presence.attending(attendance[seat], now());
      return { ...attending, call: callOf(seat)?.call ?? null, name: people[seat]?.name ?? "" };
    };
    return { client: of("client"), practitioner: of("practitioner") };
  };

  /** Tells both that there is something new to ask for about their seats. */
  const tellNews = (): void => {
    for (const guest of guests) guest.news();
  };

  const show = (next: Kept): void => {
    const before = modeOf(state);
    const forgotten = forgets(state, next);
    state = next;
    for (const guest of guests) guest.holding(shown(state, now()));
    const mode = modeOf(state);
    if (mode.noOutcome !== before.noOutcome || mode.floor !== before.floor) onMode(id);
    if (forgotten) onForgotten();
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

  /** When a seat's line went, as far as this room has known it; null while somebody is there. */
  const goneSince = (seat: Seat): number | null => {
    const { state: how, since } = presence.attending(attendance[seat], now());
    return how === "here" || how === "elsewhere" ? null : (since ?? opened);
  };

  const settle = async (): Promise<void> => {
    if (await stored.lookAgain()) {
      if (!stored.isWhole()) onDamaged();
      show(stored.state());
    }
    let next = settled(state, now());
    for (const seat of seats) {
      const since = goneSince(seat);
      if (since !== null && now() - since >= holdsWithoutLineMs) next = released(next, seat);
    }
    if (!people.client) next = clientGone(next);
    await change(next);
  };

  /** Tells who is here, where that is news, and sees to what ends next: not before `retry` where that is late already. */
  const review = (retry = 0): void => {
    if (closed) return;
    const present = presentNow();
    const text = JSON.stringify(present);
    if (text !== lastPresent) {
      lastPresent = text;
      for (const guest of guests) guest.present(present);
    }
    clearTimeout(timer);
    const times = seats.map((seat) => presence.nextChange(attendance[seat], now()));
    const ends = (time: number | null): void => void times.push(time && Math.max(time, retry));
    ends(nextChange(state));
    if (stored.isInDoubt()) ends(now());
    for (const seat of seats) {
      const since = goneSince(seat);
      if (since !== null && released(state, seat) !== state) ends(since + holdsWithoutLineMs);
    }
    const due = Math.min(...times.filter((time) => time !== null));
    // A long timer is cut short: it only means looking again.
    if (Number.isFinite(due)) timer = setTimeout(wake, Math.min(Math.max(0, due - now()) + 1, 60_000));
  };

  const wake = (): void => {
    void inTurn(settle).then(() => review(), onFault);
  };

  // A room can be entered also while nothing can be kept: what is due is tried again below.
  await inTurn(settle).catch(onFault);
  // Time goes on here also while nobody has come in yet.
  review();

  return {
    id,
    /** What the room closes in the shared document at this moment. */
    mode: (): Mode => modeOf(state),
    names: (): Record<Seat, string | null> => ({
      client: people.client?.name ?? null,
      practitioner: people.practitioner?.name ?? null,
    }),

    /** Lets a guest in and tells them everything. Gives back how they go: `left` on purpose, or with their line. */
    enter(guest: Guest): (how: "left" | "down") => void {
      const place = attendance[guest.seat];
      const person = people[guest.seat];
      if (!place.arrived && person) void records.people.noteArrival(person.id).catch(onFault);
      guests.add(guest);
      presence.heard(place, guest.id, { elsewhere: false, card: null, call: null }, now());
      guest.holding(shown(state, now()));
      lastPresent = "";
      review();
      return (how) => {
        guests.delete(guest);
        presence.ended(place, guest.id, how, now());
        review();
      };
    },

    /** A guest says that they are there. */
    heard({ id: connection, seat }: Pick<Guest, "id" | "seat">, beat: Beat): void {
      if (!attendance[seat].open.has(connection)) return;
      presence.heard(attendance[seat], connection, beat, now());
      review();
    },

    /**
     * Finds the way of a message of the call, from the one connection with which a seat is in it to the other seat's.
     * Gives how to pass it on; null where one of them is not in the call.
     */
    way({ id: connection, seat }: Pick<Guest, "id" | "seat">, message: Rtc): (() => void) | null {
      const [from, to] = [callOf(seat), callOf(otherSeat(seat))];
      if (from?.connection !== connection || from.call.peer !== message.from || to?.call.peer !== message.to)
        return null;
      const [guest] = [...guests].filter(({ id: at }) => at === to.connection);
      return guest ? () => guest.rtc(message) : null;
    },

    /**
     * Does an act of a seat, in its turn. It is answered when it is kept.
     * @param refusal asked when the act would change what the other sees, and gives why it may not
     */
    act(seat: Seat, act: Act, refusal: () => Refusal | null = () => null): Promise<ActAnswer> {
      return inTurn(async () => {
        await settle();
        // Nobody's voice is put out by the other.
        if (act.type === "talk" && act.elsewhere && seats.some(callOf)) return no({ code: "voice-open" });
        const outcome = step(state, seat, act, now());
        if (!outcome.ok) return no(outcome.refusal);
        const { signal } = outcome;
        const notNow = outcome.state !== state || signal ? refusal() : null;
        if (notNow) return no(notNow);
        await change(outcome.state);
        if (signal) for (const guest of guests) if (guest.seat !== seat) guest.signal({ kind: signal, by: seat });
        review();
        return { ok: true, holding: shown(state, now()) };
      });
    },

    /** Reads again who sits here, and tells that something of it, or of how one may come in, is another. */
    async seatChanged(): Promise<void> {
      const before = people;
      people = await records.people.of(id);
      for (const seat of seats) if (people[seat]?.id !== before[seat]?.id) attendance[seat] = absent(seat);
      await inTurn(settle);
      review();
      tellNews();
    },
    tellNews,

    close(): void {
      closed = true;
      clearTimeout(timer);
    },
  };
}
