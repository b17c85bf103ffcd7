/** Every way in which a browser is given new cookies, answers are lost, and others have some of them: all, to a depth. */
import { type Transaction, sql } from "kysely";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { sit, sitterIn } from "../../server/records/browsers.ts";
import { takenBy } from "../../server/records/presses.ts";
import { type Tables, openDatabase } from "../../server/records/database.ts";
import { newSeat } from "../../server/records/people.ts";
import { hashSecret } from "../../server/records/secrets.ts";
import { openWriterHere } from "../support/writer-here.ts";

const depth = 5;

type Seat = { id: string; space: string; of: "them" | "thief"; opens: ReadonlySet<string>; arrived: boolean };

/** What there is besides the database: the browser's cookie, what a thief has, and which secrets may open which seat. */
type World = {
  jar: string | null;
  stolen: string | null;
  seats: readonly Seat[];
  issued: readonly string[];
  /** A press whose answer was lost, and has not been asked for again. */
  lost: { press: string; seat: string } | null;
  /** Whether the thief has done something with a secret of the browser. */
  disturbed: boolean;
};

const start: World = { jar: null, stolen: null, seats: [], issued: [], lost: null, disturbed: false };

/** What was done, for the sentence of a failure. */
type Act = { name: string; can: (world: World) => boolean; do: (world: World, db: Db, step: number) => Promise<World> };
type Db = Transaction<Tables>;

/** Sits down on a seat of its own and gives the world in which the answer has not come yet, and the answer. */
async function sitDown(world: World, db: Db, step: number, of: Seat["of"], shown: string | null, press: string | null) {
  const taken = await takenBy(db, press);
  const place = newSeat(`space-${step}`, "practitioner", "Pia");
  if (!taken) {
    await db.insertInto("spaces").values({ id: place.space, welcome: "", created: 0, holding: "{}" }).execute();
    await db.insertInto("seats").values(place).execute();
  }
  const id = taken?.seat ?? place.id;
  const fresh = await sit(db, shown, id, Date.now(), press);
  expect(world.issued).not.toContain(fresh);
  // What the shown one opens, the new one opens; and the new seat it alone.
  const carried = world.seats.map((seat) =>
    shown !== null && seat.opens.has(shown) ? { ...seat, opens: new Set([...seat.opens, fresh]) } : seat,
  );
  const seats = taken
    ? carried.map((seat) => (seat.id === id ? { ...seat, opens: new Set([...seat.opens, fresh]) } : seat))
    : [...carried, { id, space: place.space, of, opens: new Set([fresh]), arrived: false }];
  return { world: { ...world, seats, issued: [...world.issued, fresh] }, fresh, id };
}

const arrives = (world: World, jar: string, id: string): World => ({
  ...world,
  jar,
  seats: world.seats.map((seat) => (seat.id === id ? { ...seat, arrived: true } : seat)),
});

const acts: readonly Act[] = [
  {
    name: "sits down",
    can: () => true,
    async do(before, db, step) {
      const { world, fresh, id } = await sitDown(before, db, step, "them", before.jar, null);
      return arrives(world, fresh, id);
    },
  },
  {
    name: "sits down, and the answer is lost",
    can: () => true,
    async do(before, db, step) {
      const press = `press-${step}`;
      const { world, id } = await sitDown(before, db, step, "them", before.jar, press);
      return { ...world, lost: { press, seat: id } };
    },
  },
  {
    name: "asks again by the same press",
    can: ({ lost }) => lost !== null,
    async do(before, db, step) {
      const { world, fresh, id } = await sitDown(before, db, step, "them", before.jar, before.lost?.press ?? null);
      if (!before.disturbed) expect(id).toBe(before.lost?.seat);
      return { ...arrives(world, fresh, id), lost: null };
    },
  },
  {
    name: "comes to a page",
    can: ({ jar }) => jar !== null,
    async do(world, db) {
      await sitterIn(db, world.jar, "anywhere");
      return world;
    },
  },
  {
    name: "is copied",
    can: ({ jar, stolen }) => jar !== null && jar !== stolen,
    do: async (world) => ({ ...world, stolen: world.jar }),
  },
  {
    name: "is given the thief's cookie",
    can: ({ stolen, jar }) => stolen !== null && stolen !== jar,
    do: async (world) => ({ ...world, jar: world.stolen, disturbed: true }),
  },
  {
    name: "thief sits down with what they have",
    can: () => true,
    async do(before, db, step) {
      const { world, fresh, id } = await sitDown(before, db, step, "thief", before.stolen, null);
      return { ...arrives({ ...world, disturbed: true }, fresh, id), jar: world.jar, stolen: fresh };
    },
  },
  {
    name: "thief comes to a page",
    can: ({ stolen }) => stolen !== null,
    async do(world, db) {
      await sitterIn(db, world.stolen, "anywhere");
      return { ...world, disturbed: true };
    },
  },
];

/** What must be so after every act. Asked of the tables, because asking as a browser would use a cookie. */
async function check(world: World, db: Db, done: readonly string[]): Promise<void> {
  const rows = await db
    .selectFrom("sittings")
    .innerJoin("cookies", "cookies.id", "sittings.cookie")
    .select(["cookies.secret", "sittings.seat"])
    .execute();
  const opens = new Set(rows.map(({ secret, seat }) => `${secret} ${seat}`));
  const reaches = (secret: string, { id }: Seat): boolean => opens.has(`${hashSecret(secret)} ${id}`);
  for (const seat of world.seats) {
    const wrong = world.issued.filter((secret) => reaches(secret, seat) && !seat.opens.has(secret));
    if (wrong.length > 0) throw new Error(`A secret from before opens a new seat: ${done.join(", ")}.`);
    const has = world.jar !== null && reaches(world.jar, seat);
    if (seat.of === "them" && seat.arrived && !world.disturbed && !has)
      throw new Error(`A seat is lost: ${done.join(", ")}.`);
  }
}

test("nobody reaches a new seat with a secret from before, and no lost answer costs a seat, whatever comes after what", async () => {
  const folder = mkdtempSync(join(tmpdir(), "clearing-cookies-"));
  const { db, close } = await openDatabase(folder, openWriterHere);
  await sql`PRAGMA synchronous = OFF`.execute(db);
  let ways = 0;
  const walk = async (world: World, step: Db, done: readonly string[]): Promise<void> => {
    ways += 1;
    await check(world, step, done);
    if (done.length === depth) return;
    for (const act of acts.filter(({ can }) => can(world))) {
      const point = sql.raw(`point_${done.length}`);
      await sql`SAVEPOINT ${point}`.execute(step);
      await walk(await act.do(world, step, done.length), step, [...done, act.name]);
      await sql`ROLLBACK TO ${point}`.execute(step);
    }
  };
  await db.transaction().execute((step) => walk(start, step, []));
  await close();
  rmSync(folder, { recursive: true });
  expect(ways).toBeGreaterThan(3_000);
}, 120_000);
