/** The server's own living space over a real database, with a clock that only the test moves, and screens that note all. */
import { DatabaseSync } from "@photostructure/sqlite";
import { sql } from "kysely";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import type { Act } from "../../lib/acts.ts";
import { type Holding, type Kept, atRest, modeOf, shown } from "../../lib/holding.ts";
import { readKept } from "../../lib/read-kept.ts";
import type { Seat } from "../../lib/seats.ts";
import type { ActAnswer, Present } from "../../lib/wire.ts";
import { type LiveSpace, openSpace } from "../../server/live/space.ts";
import { openDatabase } from "../../server/records/database.ts";
import { openWriterHere } from "./writer-here.ts";
import { newSeat } from "../../server/records/people.ts";
import { recordsIn } from "../../server/records/sqlite.ts";
import { type MovedClock, calm, openMovedClock } from "./moved-clock.ts";

/** One device of a person. A silent one is connected, but nothing comes from it. */
export type Screen = {
  readonly id: string;
  readonly seat: Seat;
  silent: boolean;
  /** When the server heard it last. */
  heard: number;
  /** The state as it was told last, and when. */
  told: { holding: Holding; at: number };
  present: Present;
  signals: string[];
  /** How often it was told anything about how the room is held. */
  tellings: number;
  leave(how: "left" | "down"): void;
};

export type LivingSpace = Awaited<ReturnType<typeof openLivingSpace>>;
const here = { elsewhere: false, card: null, call: null };

/** Opens a space of two in a database of its own. Nothing of it waits for a disk: no power fails in a test. */
export async function openLivingSpace() {
  const dataDir = mkdtempSync(join(tmpdir(), "clearing-space-"));
  const database = await openDatabase(dataDir, openWriterHere);
  const { db } = database;
  await sql`PRAGMA synchronous = OFF`.execute(db);
  const clock: MovedClock = openMovedClock(Date.UTC(2026, 0, 1));
  const { now } = clock;
  const records = await recordsIn(database, now, () => undefined);
  const opening = await records.spaces.open({ name: "Pia", welcome: "", cookie: null });
  if (!opening) throw new Error("No space was opened.");
  const { space: id } = opening;
  await db
    .insertInto("seats")
    .values(newSeat(id, "client", "Chris"))
    .execute();
  // Another connection to the same file sees what is committed, and nothing that is under way.
  const reader = new DatabaseSync(join(dataDir, "clearing.sqlite"), { readOnly: true });
  const row = reader.prepare("SELECT holding FROM spaces WHERE id = ?");

  const screens = new Set<Screen>();
  /** What went wrong where nobody could be told: looked at after each step. */
  const faults: string[] = [];
  let entered = 0;
  let refuses = false;
  let opened = now();
  let told = "";

  let read = { text: "", kept: atRest };
  const kept = (): Kept => {
    const text = String(row.get(id)?.holding);
    if (text !== read.text) read = { text, kept: readKept(JSON.parse(text)).state };
    return read.kept;
  };
  const modeText = (): string => JSON.stringify(modeOf(kept()));

  const come = (): Promise<LiveSpace> =>
    openSpace(id, {
      records,
      now,
      onMode: () => void (told = modeText()),
      onDamaged: () => undefined,
      onForgotten: () => {},
      onFault: (error) => {
        if (!refuses) faults.push(String(error));
      },
    });
  let space = await come();
  told = modeText();

  const leaveWith = (screen: Screen, gone: (how: "left" | "down") => void) => (how: "left" | "down") => {
    if (!screens.delete(screen)) return;
    gone(how);
  };

  return {
    clock,
    screens,
    faults,
    kept,
    /** When the space was last brought to life. */
    opened: (): number => opened,
    /** What the space says of its mode, what it has last told of it, and what is kept of it. */
    modes: (): string[] => [JSON.stringify(space.mode()), told, modeText()],
    enter(seat: Seat): Screen {
      const screen = { id: `s${(entered += 1)}`, seat, silent: false, heard: now(), signals: [], tellings: 0 };
      const whole = screen as unknown as Screen;
      const { id: connection } = screen;
      screens.add(whole);
      const gone = space.enter({
        id: connection,
        seat,
        holding(holding) {
          whole.told = { holding, at: now() };
          whole.tellings += 1;
          if (!isDeepStrictEqual(holding, shown(kept(), now()))) faults.push("A screen was shown what is not kept.");
        },
        present: (present) => void (whole.present = present),
        signal: ({ kind, by }) => void whole.signals.push(`${kind} by ${by}`),
        rtc: () => faults.push("A message of a call came out of nothing."),
        news: () => faults.push("There were news, and nobody came or went."),
      });
      whole.leave = leaveWith(whole, gone);
      return whole;
    },

    beat(screen: Screen, elsewhere: boolean): void {
      screen.heard = now();
      space.heard(screen, { ...here, elsewhere });
    },

    act: (seat: Seat, act: Act): Promise<ActAnswer> => space.act(seat, act),

    /** While it refuses, nothing can be written to the disk. */
    async refuse(on: boolean): Promise<void> {
      refuses = on;
      await sql`PRAGMA query_only = ${sql.raw(on ? "ON" : "OFF")}`.execute(db);
    },

    /** The process ends without a word, time goes on without it, and another one begins from the record. */
    async restart(gone: number): Promise<void> {
      space.close();
      screens.clear();
      await calm();
      if (clock.set() > 0) faults.push("A closed space goes on by itself.");
      await clock.pass(gone);
      opened = now();
      space = await come();
      told = modeText();
    },

    async close(): Promise<void> {
      space.close();
      clock.close();
      reader.close();
      await records.close();
      rmSync(dataDir, { recursive: true });
    },
  };
}
