/** What is promised of seats, and of what leads to them. */
import { expect, test } from "vitest";
import { type Open, comesBack, openedSpace, present, sitterOf, spaceOfTwo } from "./people.ts";

export function seatsContract(open: Open): void {
  test("who opened a space and who joined it sit there, also after everything was closed", async () => {
    const { space, pia, chris } = await spaceOfTwo(await open());
    const records = await open();
    const { client, practitioner } = await records.people.of(space);
    expect([practitioner?.name, client?.name]).toEqual(["Pia", "Chris"]);
    expect((await sitterOf(records, pia, space)).seat).toBe("practitioner");
    expect((await sitterOf(records, chris, space)).seat).toBe("client");
  });

  test("a stranger's cookie, no cookie and another space open nothing", async () => {
    const records = await open();
    const [one, two] = [await spaceOfTwo(records), await spaceOfTwo(records)];
    const tried = [
      records.browsers.sitterIn("stranger", one.space),
      records.browsers.sitterIn(null, one.space),
      records.browsers.sitterIn(two.chris, one.space),
      records.browsers.known("stranger"),
    ];
    expect(await Promise.all(tried)).toEqual([null, null, null, null]);
  });

  test("an invitation that was used is used, and says so", async () => {
    const { space, invitation } = await spaceOfTwo(await open());
    const { invitations, people } = await open();
    expect(await invitations.look(invitation)).toEqual({
      found: false,
      because: "used",
      space,
      seat: "client",
      back: false,
    });
    expect(await invitations.join({ secret: invitation, name: "Other", cookie: null })).toBeNull();
    expect((await people.of(space)).client?.name).toBe("Chris");
  });

  test("a new invitation ends the one before it, one taken back opens nothing, and a taken seat has none", async () => {
    const records = await open();
    const { invitations } = records;
    const { space, invitation } = await openedSpace(records);
    const second = present(await invitations.renew(space)).invitation;
    expect(await invitations.look(invitation)).toEqual({ found: false, because: "withdrawn" });
    await invitations.withdraw(space);
    expect(await invitations.join({ secret: second, name: "Chris", cookie: null })).toBeNull();
    const third = present(await invitations.renew(space)).invitation;
    expect(await invitations.join({ secret: third, name: "Chris", cookie: null })).not.toBeNull();
    expect(await invitations.renew(space)).toBeNull();
  });

  test("a secret that was never made is unknown", async () => {
    const { invitations, keys } = await open();
    expect(await invitations.look("nothing")).toEqual({ found: false, because: "unknown" });
    expect(await keys.personOf("nothing")).toBeNull();
    expect(await keys.returnWith("nothing", null)).toBeNull();
  });

  test("asking again by the same press gives the same seat, until its answer has come", async () => {
    const records = await open();
    const person = { name: "Pia", welcome: "", cookie: null, press: "once" };
    const first = present(await records.spaces.open(person));
    const again = present(await records.spaces.open(person));
    expect(again.space).toBe(first.space);
    expect(await records.browsers.sitterIn(first.cookie, first.space)).toBeNull();
    await sitterOf(records, again.cookie, again.space);
    expect(await records.spaces.open(person)).toBeNull();
  });

  test("who asks again by the same press with other words has those at last, and nobody else's are changed", async () => {
    const records = await open();
    const person = { name: "Pai", welcome: "Come on Tuesday.", cookie: null, press: "once" };
    await records.spaces.open(person);
    const { space, cookie, invitation } = present(
      await records.spaces.open({ ...person, name: "Pia", welcome: "Come on Thursday." }),
    );
    expect(await records.invitations.look(invitation)).toMatchObject({ from: "Pia", welcome: "Come on Thursday." });
    const comer = { secret: invitation, name: "Crhis", cookie: null, press: "join" };
    await records.invitations.join(comer);
    const joined = present(await records.invitations.join({ ...comer, name: "Chris" }));
    const { names } = await records.spaces.infoFor(await sitterOf(records, joined.cookie, space));
    expect(names).toEqual({ client: "Chris", practitioner: "Pia" });
    // Once the answer has come the press stands for nothing.
    await sitterOf(records, cookie, space);
    expect(await records.spaces.open({ ...person, name: "Somebody else" })).toBeNull();
    expect((await records.people.of(space)).practitioner?.name).toBe("Pia");
  });

  test("who asks again with the cookie that came with the answer has had the answer", async () => {
    const records = await open();
    const person = { name: "Pia", welcome: "", cookie: null, press: "once" };
    const { space, cookie, invitation } = present(await records.spaces.open(person));
    expect(await records.spaces.open({ ...person, cookie })).toBeNull();
    expect((await sitterOf(records, cookie, space)).seat).toBe("practitioner");

    const comer = { secret: invitation, name: "Chris", cookie: null, press: "join" };
    const joined = present(await records.invitations.join(comer));
    expect(await records.invitations.join({ ...comer, cookie: joined.cookie })).toBeNull();
  });

  test("a browser signs itself out of a space, and the seat stays its person's", async () => {
    const records = await open();
    const { space, chris } = await spaceOfTwo(records);
    const sitter = await sitterOf(records, chris, space);
    expect(await records.browsers.standing(sitter)).toBe("sits");
    await records.browsers.standUp(sitter);
    expect(await records.browsers.standing(sitter)).toBe("signed out");
    expect((await records.people.of(space)).client?.id).toBe(sitter.id);
  });

  test("a return key brings its person back, until there is a new one", async () => {
    const records = await open();
    const { space, chris } = await spaceOfTwo(records);
    const { id } = await sitterOf(records, chris, space);
    const [old, key] = [await records.keys.make(id), await records.keys.make(id)];
    const again = await open();
    expect([await again.keys.personOf(old), await again.keys.personOf(key)]).toEqual([null, id]);
    expect(await again.keys.returnWith(old, null)).toBeNull();
    const back = present(await again.keys.returnWith(key, null));
    const cookie = "cookie" in back ? back.cookie : "";
    expect((await sitterOf(again, cookie, space)).id).toBe(id);
  });

  test("a link back to a seat opens when its person says so, and they can take the seat back", async () => {
    const records = await open();
    const { space, chris } = await spaceOfTwo(records);
    const before = await sitterOf(records, chris, space);
    const cookie = await comesBack(records, space, chris);
    const came = await sitterOf(records, cookie, space);
    expect([came.name, came.id === before.id]).toEqual(["Chris", false]);
    expect(await records.browsers.sitterIn(chris, space)).toBeNull();
    const former = present(await records.browsers.formerSitterIn(chris, space));
    expect(await records.backLinks.takeBack(former.id)).toBe(came.id);
    expect((await sitterOf(records, chris, space)).id).toBe(before.id);
    expect(await records.browsers.standing(came)).toBe("seat closed");
    // Whatever happens to who asked for it: what the other wrote there is erased, by this process or the next.
    expect((await (await open()).refusals.due(space)).map(({ id }) => id)).toEqual([came.id]);
  });

  test("of a space's invitations that have ended only the newest hundred are remembered", async () => {
    const records = await open();
    const { space, invitation } = await openedSpace(records);
    let last = invitation;
    for (let count = 0; count < 101; count += 1) last = present(await records.invitations.renew(space)).invitation;
    expect(await records.invitations.look(invitation)).toEqual({ found: false, because: "unknown" });
    expect(await records.invitations.look(last)).toMatchObject({ found: true });
    await records.invitations.renew(space);
    expect(await records.invitations.look(last)).toEqual({ found: false, because: "withdrawn" });
  });

  test("who was refused is put off the seat, and can be let in again until that has ended", async () => {
    const records = await open();
    const { space, chris } = await spaceOfTwo(records);
    const sitter = await sitterOf(records, chris, space);
    expect(await records.refusals.refuse(space, "client")).toBe("free");
    expect(await records.browsers.standing(sitter)).toBe("seat closed");
    expect(await records.refusals.letInAgain(space, "client")).toBe(true);
    expect((await sitterOf(records, chris, space)).id).toBe(sitter.id);
    await records.refusals.refuse(space, "client");
    await records.refusals.endLettingIn(space);
    expect(await records.refusals.letInAgain(space, "client")).toBe(false);
    expect((await (await open()).refusals.due(space)).map(({ id }) => id)).toEqual([sitter.id]);
  });

  test("erasing who was refused takes their page, their name and what waited for them, and is done once", async () => {
    const records = await open();
    const { space, chris } = await spaceOfTwo(records);
    const { id } = await sitterOf(records, chris, space);
    for (const name of [`own:${id}`, `shared:${space}`]) await records.journal.read(name);
    await records.journal.append(`own:${id}`, 1, [Uint8Array.of(1)]);
    await records.journal.keepHeld(`shared:${space}`, "client", Uint8Array.of(2));
    await records.refusals.refuse(space, "client");
    await records.refusals.endLettingIn(space);
    const [refused] = await records.refusals.due(space);
    await records.refusals.beginErasing(present(refused));
    await records.refusals.erase(id);
    // By now another may sit there, and what waits may be theirs.
    expect(await records.refusals.beginErasing(present(refused))).toBe(false);
    const again = await open();
    expect(await again.refusals.due(space)).toEqual([]);
    expect((await again.journal.read(`own:${id}`)).seq).toBe(0);
    expect((await again.journal.read(`shared:${space}`)).held).toEqual([]);
  });

  test("who was recognised cannot be refused", async () => {
    const records = await open();
    const { space } = await spaceOfTwo(records);
    expect((await records.people.of(space)).client?.newcomer).toBe(true);
    await records.people.recognise(space, "client");
    expect((await records.people.of(space)).client?.newcomer).toBe(false);
    expect(await records.refusals.refuse(space, "client")).toBeNull();
  });

  test("that somebody was in the room is known from then on", async () => {
    const records = await open();
    const { space } = await spaceOfTwo(records);
    const person = present((await records.people.of(space)).client);
    expect(person.arrived).toBe(false);
    await records.people.noteArrival(person.id);
    expect((await (await open()).people.of(space)).client?.arrived).toBe(true);
  });
}
