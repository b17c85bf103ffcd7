/** Spaces: how one is opened, what its seats may know of it, and how it is held. */
import type { HeldSeat, SpaceInfo } from "../../lib/api.ts";
import { foundingWords } from "../../lib/sections/options.ts";
import { type Kept, atRest } from "../../lib/holding.ts";
import { readKept } from "../../lib/read-kept.ts";
import { movedBack } from "../../lib/moved-back.ts";
import { otherSeat } from "../../lib/seats.ts";
import { backLinkOf, leftFor } from "./back.ts";
import { sit } from "./browsers.ts";
import type { Db } from "./database.ts";
import { invite } from "./invitations.ts";
import { beginDocument } from "./journal.ts";
import { isNewcomer, nameAgain, newSeat, peopleOf, personOn } from "./people.ts";
import { isAnswered, pressFor, takenBy } from "./presses.ts";
import { type Opener, type Sitter, StaleHolding, type StoredHolding, sharedDocument } from "./records.ts";
import { refusedOn } from "./refusals.ts";
import { newId } from "./secrets.ts";

/**
 * Opens a space with its practitioner, an empty table and an invitation. `cookie` is the browser's new one. Who asks
 * again by the same press, because no answer came, gets the space that is open already, with the words that they have
 * written now; null where the answer has come.
 */
export async function openSpace(db: Db, person: Opener) {
  const press = pressFor("open", person.press ?? null);
  const space = newId();
  const practitioner = newSeat(space, "practitioner", person.name);
  return db.transaction().execute(async (transaction) => {
    const taken = await takenBy(transaction, press, person.cookie);
    if (taken) {
      await nameAgain(transaction, taken.seat, person.name);
      const { welcome } = person;
      await transaction.updateTable("spaces").set({ welcome }).where("id", "=", taken.space).execute();
      const cookie = await sit(transaction, person.cookie, taken.seat, Date.now(), press);
      return { space: taken.space, invitation: (await invite(transaction, taken.space)).invitation, cookie };
    }
    if (await isAnswered(transaction, press)) return null;
    const holding = JSON.stringify(atRest);
    await transaction
      .insertInto("spaces")
      .values({ id: space, welcome: person.welcome, created: Date.now(), holding })
      .execute();
    await transaction.insertInto("seats").values(practitioner).execute();
    await beginDocument(transaction, sharedDocument(space), foundingWords());
    const cookie = await sit(transaction, person.cookie, practitioner.id, Date.now(), press);
    const { invitation } = await invite(transaction, space);
    return { space, invitation, cookie };
  });
}

/** When a space was opened, in ms since 1970. */
export async function openedAt(db: Db, space: string): Promise<number> {
  return (await db.selectFrom("spaces").select("created").where("id", "=", space).executeTakeFirstOrThrow()).created;
}

/** The space as its own seat may know it. */
export async function infoFor(db: Db, sitter: Sitter): Promise<SpaceInfo> {
  const { space, seat } = sitter;
  const people = await peopleOf(db, space);
  const { welcome } = await db.selectFrom("spaces").select("welcome").where("id", "=", space).executeTakeFirstOrThrow();
  const open = await db
    .selectFrom("invitations")
    .select("expires")
    .where("space", "=", space)
    .where("back", "is", null)
    .where("ended", "is", null)
    .where("expires", ">", Date.now())
    .executeTakeFirst();
  const mine = seat === "practitioner";
  const other = people[otherSeat(seat)];
  const [client, practitioner, refused] = await Promise.all([
    backLinkOf(db, people.client?.id),
    backLinkOf(db, people.practitioner?.id),
    refusedOn(db, space, otherSeat(seat)),
  ]);
  return {
    space,
    seat,
    names: { client: people.client?.name ?? null, practitioner: people.practitioner?.name ?? null },
    returnKey: (people[seat]?.return_key ?? null) !== null,
    welcome,
    invitation: mine && open ? { expires: open.expires } : null,
    newcomer:
      other && isNewcomer(other)
        ? { name: other.name, since: other.taken, ...((await leftFor(db, other.id)) && { cameBack: true }) }
        : null,
    refused: refused
      ? {
          name: refused.name,
          remains: Math.max(0, (refused.clears ?? 0) - Date.now()),
          ...(refused.back_as !== null && { cameBack: true }),
        }
      : null,
    back: { client, practitioner },
  };
}

/** One line of the front page for a seat this browser holds. */
export async function heldSeat(db: Db, { space, seat, name }: Sitter): Promise<HeldSeat> {
  const other = await personOn(db, space, otherSeat(seat));
  return {
    space,
    seat,
    name,
    other: other?.name ?? null,
    session: (await readHolding(db, space)).state.session !== null,
  };
}

/**
 * How a space is held, as it was last kept, and whether all of that could be read.
 * @param now the server's clock. Where it is earlier than when that was kept, the machine's clock has been set back
 */
export async function readHolding(db: Db, space: string, now = Infinity): Promise<StoredHolding> {
  const row = await db.selectFrom("spaces").select(["holding", "version"]).where("id", "=", space).executeTakeFirst();
  if (!row) return { state: atRest, version: 0, whole: true };
  const { version } = row;
  const stored = parsed(row.holding);
  const { state, whole } = readKept(stored);
  const at = keptAt(stored);
  return { state: at > now ? movedBack(state, at - now) : state, version, whole };
}

/** When a state was kept, in ms; 0 where that is not known. */
const keptAt = (stored: unknown): number => {
  const at: unknown = typeof stored === "object" && stored !== null && "at" in stored ? stored.at : 0;
  return typeof at === "number" ? at : 0;
};

/** What JSON says; undefined where it is not JSON. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/**
 * Keeps how a space is held, and with it the beginning or end of a session.
 * @param before how it was held until now
 * @param now the server's clock
 * @returns the new version
 * @throws StaleHolding when `before` is not how it is held any more
 */
export async function keepHolding(
  db: Db,
  space: string,
  { state: before, version: known }: Pick<StoredHolding, "state" | "version">,
  state: Kept,
  now: number,
): Promise<number> {
  return db.transaction().execute(async (transaction) => {
    const kept = await transaction
      .updateTable("spaces")
      .set({ holding: JSON.stringify({ ...state, at: now }), version: known + 1 })
      .where("id", "=", space)
      .where("version", "=", known)
      .returning("version")
      .executeTakeFirst();
    if (!kept) throw new StaleHolding("How this space is held has been kept by somebody else.");
    if (!before.session && state.session)
      await transaction
        .insertInto("sessions")
        .values({ id: newId(), space, began: Math.round(state.session.since), ended: null })
        .execute();
    if (before.session && !state.session)
      await transaction
        .updateTable("sessions")
        .set((row) => ({ ended: row.fn<number>("max", ["began", row.val(Math.round(now))]) }))
        .where("space", "=", space)
        .where("ended", "is", null)
        .execute();
    return kept.version;
  });
}
