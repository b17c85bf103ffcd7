/** Who took a seat in somebody's name and was put off it by that person: the other has not refused them. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join as pathOf } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { inviteBack, sitAnew, takeBack } from "../../server/records/back.ts";
import { sitterIn } from "../../server/records/browsers.ts";
import { type Database, openDatabase } from "../../server/records/database.ts";
import { join } from "../../server/records/invitations.ts";
import { personOn } from "../../server/records/people.ts";
import { beginErasing, endLettingIn, letInAgain, refuseNewcomer, refusalsDue } from "../../server/records/refusals.ts";
import { infoFor, openSpace } from "../../server/records/spaces.ts";
import { openWriterHere } from "../support/writer-here.ts";

let folder: string;
let database: Database;
let space: string;
/** Who holds the client's seat, by right. */
let chris: string;
/** Who is put off as is asked, as the practitioner reads it. */
let seenByOther: () => Promise<unknown>;

beforeEach(async () => {
  folder = mkdtempSync(pathOf(tmpdir(), "clearing-taken-back-"));
  database = await openDatabase(folder, openWriterHere);
  const { db } = database;
  const opened = (await openSpace(db, { name: "Pia", welcome: "", cookie: null })) ?? expect.unreachable("it is open");
  space = opened.space;
  await join(db, { secret: opened.invitation, name: "Chris", cookie: null });
  chris = await onSeat();
  const pia = (await sitterIn(db, opened.cookie, space)) ?? expect.unreachable("she sits there");
  seenByOther = async () => (await infoFor(db, pia)).refused;
});
afterEach(async () => {
  await database.close();
  rmSync(folder, { recursive: true, force: true });
});

const onSeat = async (): Promise<string> =>
  ((await personOn(database.db, space, "client")) ?? expect.unreachable("somebody sits there")).id;

/** Somebody comes to the client's seat by a link, and the client says that it was not them. */
async function comeAndBePutOff(): Promise<string> {
  const { db } = database;
  await inviteBack(db, space, "client");
  const came = (await sitAnew(db, chris)) ?? expect.unreachable("they sit there");
  expect(await takeBack(db, chris, "is refused")).toBe(came);
  return came;
}

test("the other is not asked whether to let somebody in again whom the seat's own person put off", async () => {
  const { db } = database;
  const came = await comeAndBePutOff();
  expect(await seenByOther()).toBeNull();
  // Neither a new invitation nor the erasing, which may take its time or fail, makes it a refusal of the other's.
  await endLettingIn(db, space);
  expect(await seenByOther()).toBeNull();
  const [due] = await refusalsDue(db, space);
  expect(due).toEqual({ id: came, space, back_as: chris });
  expect(due && (await beginErasing(db, due))).toBe(true);
  expect(await seenByOther()).toBeNull();
  expect(await letInAgain(db, space, "client")).toBe(false);
  expect(await onSeat()).toBe(chris);
  expect(await refusalsDue(db, space)).toEqual([due]);
});

test("who was put off by the other can be let in again also while one whom their own person put off is erased", async () => {
  const { db } = database;
  await inviteBack(db, space, "client");
  const mistaken = (await sitAnew(db, chris)) ?? expect.unreachable("they sit there");
  expect(await refuseNewcomer(db, space, "client")).toBe("as before");
  await comeAndBePutOff();
  expect(await seenByOther()).toMatchObject({ name: "Chris", cameBack: true });
  expect(await letInAgain(db, space, "client")).toBe(true);
  expect(await onSeat()).toBe(mistaken);
});
