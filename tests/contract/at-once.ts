/** What is promised where two ask at the same moment: what would contradict the other is not done. */
import { expect, test } from "vitest";
import type { Records } from "../../server/records/records.ts";
import { type Open, comesBack, openedSpace, present, sitterOf, spaceOfTwo } from "./people.ts";

// Which of two comes first is for the machine to say: each pair is tried in both orders, and more than once.
const rounds = 6;

/** Asks two things at once, first the one and then the other first. Gives what each said; null where it was refused. */
async function atOnce<A, B>(
  round: number,
  one: () => Promise<A>,
  two: () => Promise<B>,
): Promise<[A | null, B | null]> {
  const early = round % 2 === 0 ? one() : null;
  const second = two();
  const first = early ?? one();
  const [a, b] = await Promise.allSettled([first, second]);
  return [a.status === "fulfilled" ? a.value : null, b.status === "fulfilled" ? b.value : null];
}

/** A test that is repeated with records of its own kind of space each time. */
const race = (name: string, open: Open, work: (records: Records, round: number) => Promise<void>): void =>
  test(`${name}`, async () => {
    expect.hasAssertions();
    const records = await open();
    for (let round = 0; round < rounds; round += 1) await work(records, round);
  });

/** How many of these secrets could still be sat down with. */
async function standing(records: Records, secrets: (string | undefined)[]): Promise<number> {
  const looks = await Promise.all(secrets.map((secret) => records.invitations.look(secret ?? "none")));
  return looks.filter(({ found }) => found).length;
}

export function atOnceContract(open: Open): void {
  race("of two who join with one invitation one sits", open, async (records, round) => {
    const { space, invitation } = await openedSpace(records);
    const join = (name: string) => () => records.invitations.join({ secret: invitation, name, cookie: null });
    const [ann, bob] = await atOnce(round, join("Ann"), join("Bob"));
    expect([ann, bob].filter(Boolean)).toHaveLength(1);
    expect((await records.people.of(space)).client?.name).toBe(ann ? "Ann" : "Bob");
  });

  race("who asks twice by one press opens one space", open, async (records, round) => {
    const opens = () => records.spaces.open({ name: "Pia", welcome: "", cookie: null, press: `press ${round}` });
    const asked = (await atOnce(round, opens, opens)).filter((one) => one !== null);
    expect(new Set(asked.map(({ space }) => space)).size).toBe(1);
  });

  race("of two invitations made one stands", open, async (records, round) => {
    const { space, invitation } = await openedSpace(records);
    const renew = () => records.invitations.renew(space);
    const made = await atOnce(round, renew, renew);
    expect(await standing(records, [invitation, ...made.map((one) => one?.invitation)])).toBe(1);
  });

  race("an invitation made while somebody sits down never stands beside a taken seat", open, async (records, round) => {
    const { space, invitation } = await openedSpace(records);
    const [joined, made] = await atOnce(
      round,
      () => records.invitations.join({ secret: invitation, name: "Chris", cookie: null }),
      () => records.invitations.renew(space),
    );
    expect([joined !== null, made !== null].filter(Boolean)).toHaveLength(1);
    expect((await records.people.of(space)).client !== null).toBe(joined !== null);
  });

  race("an invitation that is taken back while it is used is either", open, async (records, round) => {
    const { space, invitation } = await openedSpace(records);
    const [joined] = await atOnce(
      round,
      () => records.invitations.join({ secret: invitation, name: "Chris", cookie: null }),
      () => records.invitations.withdraw(space),
    );
    expect(await records.invitations.look(invitation)).toEqual(
      joined
        ? { found: false, because: "used", space, seat: "client", back: false }
        : { found: false, because: "withdrawn" },
    );
  });

  race("of two links back to one seat one stands", open, async (records, round) => {
    const { space } = await spaceOfTwo(records);
    const make = () => records.backLinks.make(space, "client");
    const made = await atOnce(round, make, make);
    expect(
      await standing(
        records,
        made.map((one) => one?.invitation),
      ),
    ).toBe(1);
  });

  race("nobody is recognised and put off the seat", open, async (records, round) => {
    const { space } = await spaceOfTwo(records);
    const [refused] = await atOnce(
      round,
      () => records.refusals.refuse(space, "client"),
      () => records.people.recognise(space, "client"),
    );
    const { client } = await records.people.of(space);
    expect([client?.newcomer, refused]).toEqual(refused === null ? [false, null] : [undefined, "free"]);
  });

  race("who is refused twice is put off once", open, async (records, round) => {
    const { space } = await spaceOfTwo(records);
    const refuse = () => records.refusals.refuse(space, "client");
    expect((await atOnce(round, refuse, refuse)).filter(Boolean)).toEqual(["free"]);
  });

  race("nobody is let in again once that has ended", open, async (records, round) => {
    const { space } = await spaceOfTwo(records);
    await records.refusals.refuse(space, "client");
    const [letIn] = await atOnce(
      round,
      () => records.refusals.letInAgain(space, "client"),
      () => records.refusals.endLettingIn(space),
    );
    const [{ client }, due] = await Promise.all([records.people.of(space), records.refusals.due(space)]);
    expect([client !== null, due.length]).toEqual(letIn ? [true, 0] : [false, 1]);
  });

  race("who is let in again is not erased, also where that was due before", open, async (records) => {
    const { space, chris } = await spaceOfTwo(records);
    const { id } = await sitterOf(records, chris, space);
    await records.refusals.refuse(space, "client");
    const refused = { id, space, back_as: null };
    expect(await records.refusals.letInAgain(space, "client")).toBe(true);
    expect(await records.refusals.beginErasing(refused)).toBe(false);
    expect((await sitterOf(records, chris, space)).id).toBe(id);
  });

  race("whoever is let in again while erasing begins is either", open, async (records, round) => {
    const { space, chris } = await spaceOfTwo(records);
    const { id } = await sitterOf(records, chris, space);
    await records.refusals.refuse(space, "client");
    const [letIn, erasing] = await atOnce(
      round,
      () => records.refusals.letInAgain(space, "client"),
      () => records.refusals.beginErasing({ id, space, back_as: null }),
    );
    expect([letIn, erasing].filter(Boolean)).toHaveLength(1);
    expect((await records.people.of(space)).client?.id).toBe(letIn ? id : undefined);
  });

  race("of two who come back by one link one sits", open, async (records, round) => {
    const { space, chris } = await spaceOfTwo(records);
    const { invitation, expires } = present(await records.backLinks.make(space, "client"));
    await records.backLinks.answer((await sitterOf(records, chris, space)).id, { mine: true, expires });
    const join = () => records.invitations.join({ secret: invitation, name: "", cookie: null });
    expect((await atOnce(round, join, join)).filter(Boolean)).toHaveLength(1);
  });

  race("a seat that two ways lead back to has one person afterwards", open, async (records, round) => {
    const { space, chris } = await spaceOfTwo(records);
    const { id } = await sitterOf(records, chris, space);
    const key = await records.keys.make(id);
    await comesBack(records, space, chris);
    await atOnce(
      round,
      () => records.backLinks.takeBack(id),
      () => records.keys.returnWith(key, null),
    );
    expect((await records.people.of(space)).client?.id).toBe(id);
    expect((await sitterOf(records, chris, space)).id).toBe(id);
  });

  race("of two return keys made for one person one opens", open, async (records, round) => {
    const { space, chris } = await spaceOfTwo(records);
    const { id } = await sitterOf(records, chris, space);
    const make = () => records.keys.make(id);
    const keys = (await atOnce(round, make, make)).map(present);
    const opened = await Promise.all(keys.map((key) => records.keys.returnWith(key, null)));
    expect(opened.filter(Boolean)).toHaveLength(1);
  });
}
