/** How a card stands between the two seats: what each said, in the order in which the server witnessed it. */
import {
  type Entry,
  type Said,
  type Witness,
  type Words,
  hashOf,
  idOf,
  readCanonical,
  readCompletion,
  readEntry,
  readWitness,
} from "./agreement.ts";
import { readOnce } from "./read-once.ts";
import { type Seat, seats } from "./seats.ts";

/** Something a seat said about a card. `at` is the server's time, null for what the server has not witnessed yet. */
export type Act = Said & { id: string; seat: Seat; at: number | null; same: boolean };

/** The agreement of a whole space, by card. */
export type Agreements = {
  /** What the server witnessed about a card, in that order. */
  on(card: string): readonly Act[];
  /** What a seat said about a card that is on its way to the server, or back. It counts for that seat's own screen. */
  underWay(card: string, seat: Seat): readonly Act[];
  /** The canonical text that was said something about, or null when it does not stand in the document. */
  textOf(act: Act): string | null;
};

/** The raw values of the sections that tell of agreement. */
export type Sources = Record<Seat, readonly unknown[]> & { lines: readonly unknown[] };

const entryIn = readOnce(readEntry);
const witnessIn = readOnce(readWitness);
const completionIn = readOnce(readCompletion);
const hashes = new WeakMap<Entry, string>();

function hashOfText(entry: Entry): string {
  let hash = hashes.get(entry);
  if (hash === undefined) hashes.set(entry, (hash = hashOf(entry.text)));
  return hash;
}

// What an entry says by itself, where no line of the server's holds it: nothing, when its hash is not that of its text.
const soundly = (entry: Entry | undefined): Said | null =>
  entry && (entry.says === "withdraw" || hashOfText(entry) === entry.sha256) ? entry : null;

/** Gives the list under a key, made where there is none. */
function under<Key, Value>(lists: Map<Key, Value[]>, key: Key): Value[] {
  let list = lists.get(key);
  if (list === undefined) lists.set(key, (list = []));
  return list;
}

function setFirst<Value>(values: Map<string, Value>, key: string, value: Value): void {
  if (!values.has(key)) values.set(key, value);
}

/** Puts in order what the sections hold. To be done once for each change of them. */
export function agreementsIn(sources: Sources): Agreements {
  const entries = { client: new Map<string, Entry[]>(), practitioner: new Map<string, Entry[]>() };
  for (const seat of seats)
    for (const value of sources[seat]) {
      const entry = entryIn(value);
      if (entry) under(entries[seat], entry.id).push(entry);
    }

  // An id counts once for a seat, as it was first witnessed: who repeats one changes nothing and borrows nothing.
  const lines = new Map<string, Witness>();
  const completed = new Map<string, Said>();
  for (const value of sources.lines) {
    const line = witnessIn(value);
    const completion = line ? null : completionIn(value);
    if (line) setFirst(lines, idOf(line.seat, line.entry), line);
    if (completion) setFirst(completed, idOf(completion.seat, completion.completes), completion);
  }

  const witnessed = new Map<string, Act[]>();
  for (const { entry: id, seat, at, same, said: seen } of lines.values()) {
    const said = seen ?? completed.get(idOf(seat, id)) ?? soundly(entries[seat].get(id)?.[0]);
    if (!said) continue;
    const { card, says, sha256 } = said;
    under(witnessed, card).push({ id, seat, card, says, sha256, at, same });
  }

  const underWay = { client: new Map<string, Act[]>(), practitioner: new Map<string, Act[]>() };
  for (const seat of seats)
    for (const [id, [entry]] of entries[seat]) {
      if (entry === undefined || lines.has(idOf(seat, id))) continue;
      const { card, says, sha256 } = entry;
      under(underWay[seat], card).push({ id, seat, card, says, sha256, at: null, same: true });
    }

  return {
    on: (card) => witnessed.get(card) ?? [],
    underWay: (card, seat) => underWay[seat].get(card) ?? [],
    textOf: ({ seat, id, sha256 }) =>
      entries[seat].get(id)?.find((entry) => hashOfText(entry) === sha256)?.text ?? null,
  };
}

/** How one seat stands to a card: silent, agreeing to its words as they are now, to earlier words, or withdrawn. */
export type SeatStanding = {
  says: "nothing" | "agrees" | "agreed before" | "withdrew";
  /** Since when, by the server's clock; null for nothing, and for what is on its way. */
  at: number | null;
  /** What was last said. */
  act: Act | null;
};

export type Standing = {
  client: SeatStanding;
  practitioner: SeatStanding;
  /** Whether both agree to the words as they stand. */
  agreed: boolean;
  /** When the second of the two agreed, by the server's clock; null while they do not agree. */
  since: number | null;
  /** The words that both last agreed to, when these are not the card's words now. */
  before: { words: Words; at: number } | null;
};

/**
 * How a card stands between the two.
 * @param sha256 the hash of the card as it stands now; null when it cannot be agreed to as it stands, or is gone
 * @param viewer the seat on whose screen this is shown: its own acts count there from the moment of the press
 */
export function standingOf(card: string, sha256: string | null, agreements: Agreements, viewer?: Seat): Standing {
  const now: Partial<Record<Seat, Act>> = {};
  let common: (Act & { at: number }) | null = null;
  for (const act of agreements.on(card)) {
    // Who says again what they say already has said it since the first time.
    if (isSame(now[act.seat], act)) continue;
    now[act.seat] = act;
    const { client, practitioner } = now;
    if (act.at !== null && client?.says === "agree" && isSame(client, practitioner)) common = { ...act, at: act.at };
  }
  if (viewer) for (const act of agreements.underWay(card, viewer)) if (!isSame(now[viewer], act)) now[viewer] = act;
  const client = seatStanding(now.client, sha256);
  const practitioner = seatStanding(now.practitioner, sha256);
  const agreed = [client, practitioner].every(({ says, at }) => says === "agrees" && at !== null);
  const text = common && agreements.textOf(common);
  const words = text === null ? null : readCanonical(text);
  return {
    client,
    practitioner,
    agreed,
    since: agreed && common ? common.at : null,
    before: !agreed && common && words ? { words, at: common.at } : null,
  };
}

const isSame = (a: Act | undefined, b: Act | undefined): boolean => a?.says === b?.says && a?.sha256 === b?.sha256;

function seatStanding(act: Act | undefined, sha256: string | null): SeatStanding {
  if (act === undefined) return { says: "nothing", at: null, act: null };
  const says = act.says === "withdraw" ? "withdrew" : act.sha256 === sha256 ? "agrees" : "agreed before";
  return { says, at: act.at, act };
}
