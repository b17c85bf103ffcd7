/** The floor: who has it is heard, who does not have it writes words that wait. From both sides. */
import type { Seat } from "../lib/seats.ts";
import { pair } from "../tests/support/people.ts";
import { type Two, expect, test } from "./fixture.ts";
import { linesOf } from "./lines.ts";
import {
  agree,
  asks,
  bar,
  button,
  cardOf,
  column,
  composeDecision,
  cover,
  expectation,
  head,
  isKept,
  said,
  sayingsOf,
  wordsOn,
} from "./screen.ts";
import { isTold } from "./spoken.ts";

const trial = "A fair trial";
const names = { client: "Chris", practitioner: "Pia" };
const otherOf = { client: "practitioner", practitioner: "client" } as const satisfies Record<Seat, Seat>;
const seats = ["practitioner", "client"] as const;

/** One presses *Hear me*, and both have read that they have the floor. */
async function take(two: Two, seat: Seat): Promise<void> {
  await button(bar(two[seat]), "Hear me").click();
  await expect(asks(two[seat])).toContainText("You have the floor.");
  await expect(asks(two[otherOf[seat]])).toContainText(`${names[seat]} has the floor. What you write waits.`);
}

/** Notes what is spoken to each of them from now on: a line stays for some seconds only. */
async function listenTo(two: Two): Promise<Record<Seat, () => Promise<string[]>>> {
  const [practitioner, client] = await Promise.all(seats.map((seat) => sayingsOf(said(two[seat]))));
  if (!practitioner || !client) throw new Error("Somebody cannot be listened to.");
  return { practitioner, client };
}

/** Nobody has the floor, and either could take it. */
async function isFree({ practitioner, client }: Two): Promise<void> {
  for (const page of [practitioner, client]) {
    await expect(page.getByText(/(has|have) the floor/)).toHaveCount(0);
    await expect(button(bar(page), "Hear me")).toBeEnabled();
  }
}

for (const has of seats) {
  const listens = otherOf[has];

  test(`the free floor is taken by the ${has}, and both read so where it matters`, async ({ two }) => {
    await isFree(two);
    const told = await listenTo(two);
    await take(two, has);
    await expect.poll(told[has]).toContain("You have the floor.");
    await expect.poll(told[listens]).toContain(`${names[has]} has the floor. What you write waits.`);
    for (const title of ["What we expect", "What is possible"]) {
      await expect(column(two[listens], title)).toContainText(`${names[has]} has the floor. What you write waits.`);
      await expect(column(two[has], title)).not.toContainText("waits");
    }
    await expect(button(bar(two[has]), "Hear me")).toBeDisabled();
  });

  test(`the floor of the ${has} is asked for, and laid down for both`, async ({ two }) => {
    await take(two, has);
    const told = await listenTo(two);
    await button(asks(two[listens]), "Ask for it").click();
    await expect(asks(two[listens])).toContainText("You have asked for it.");
    await expect(asks(two[has])).toContainText(`You have the floor. ${names[listens]} asks for it.`);
    await expect.poll(told[has]).toContain(`${names[listens]} asks for the floor.`);
    await button(asks(two[has]), "Lay it down").click();
    for (const seat of seats) await expect.poll(told[seat]).toContain("The floor is free.");
    await isFree(two);
  });

  test(`the floor of the ${has} is passed on, and who has it then lays it down`, async ({ two }) => {
    await take(two, has);
    await button(asks(two[has]), `Pass it to ${names[listens]}`).click();
    await expect(asks(two[listens])).toContainText("You have the floor.");
    await expect(asks(two[has])).toContainText(`${names[listens]} has the floor. What you write waits.`);
    await button(asks(two[listens]), "Lay it down").click();
    await isFree(two);
  });

  test(`what is written while the ${has} has the floor waits, unseen by them, and merges when it is laid down`, async ({
    two,
  }) => {
    const [holder, listener] = [two[has], two[listens]];
    await expectation(holder, trial, "Six weeks");
    const lines = await linesOf(holder);
    await expect(wordsOn(listener, trial)).toHaveValue("Six weeks");
    await expect(wordsOn(holder, trial)).toHaveValue("Six weeks");
    await take(two, has);
    await wordsOn(listener, trial).press("ControlOrMeta+End");
    await listener.keyboard.insertText(" or eight");
    const waits = asks(listener).getByText(
      `Your words in What we expect are kept and wait until ${names[has]} lays the floor down. Only you see them.`,
    );
    await expect(waits).toBeVisible();
    await isKept(listener);
    await wordsOn(holder, trial).press("ControlOrMeta+Home");
    await wordsOn(holder, trial).pressSequentially("Give it ");
    await expect(wordsOn(listener, trial)).toHaveValue("Give it Six weeks or eight");
    await expect(wordsOn(holder, trial)).toHaveValue("Give it Six weeks");
    expect(lines.received("or eight")).toBe(false);

    await button(asks(holder), "Lay it down").click();
    await expect(wordsOn(holder, trial)).toHaveValue("Give it Six weeks or eight");
    await expect(waits).toBeHidden();
  });
}

test("the client can always take the floor, and the practitioner cannot take it away", async ({ two }) => {
  await take(two, "practitioner");
  await take(two, "client");
  await expect(button(bar(two.practitioner), "Hear me")).toBeDisabled();
  await expect(button(asks(two.practitioner), "Ask for it")).toBeVisible();
});

test("nobody agrees to words that wait: it says so, and can be done once they are there for both", async ({
  two: { practitioner, client },
}) => {
  await expectation(client, trial, "Six weeks");
  await expect(wordsOn(practitioner, trial)).toHaveValue("Six weeks");
  await button(bar(practitioner), "Hear me").click();
  await isTold(client, "Pia has the floor. What you write waits.");
  await wordsOn(client, trial).press("ControlOrMeta+End");
  await client.keyboard.insertText(" or eight");
  await expect(asks(client)).toContainText("are kept and wait until");
  await button(client, `I agree: ${trial}`).click();
  await expect(cardOf(client, trial).getByRole("alert")).toHaveText(
    "Words of yours wait in What we expect, and only you see them. You can agree once they are there for both.",
  );
  await button(asks(practitioner), "Lay it down").click();
  await expect(cardOf(client, trial).getByRole("alert")).toHaveCount(0);
  await agree(client, trial);
  await isTold(client, "You agree to these words.");
  await expect(cardOf(practitioner, trial)).toContainText("Chris agrees.");
});

test("who wrote and agreed without a line, while the other took the floor, reads and hears once that both wait", async ({
  two: { practitioner, client },
  allow,
}) => {
  allow(/WebSocket connection|ERR_INTERNET_DISCONNECTED/);
  await expectation(client, trial, "Six weeks");
  await expect(wordsOn(practitioner, trial)).toHaveValue("Six weeks");
  const lines = await linesOf(client);
  await isKept(client);
  await lines.cut();
  await button(bar(practitioner), "Hear me").click();
  await wordsOn(client, trial).press("ControlOrMeta+End");
  await client.keyboard.insertText(" or eight");
  await agree(client, trial);
  // What came to the server before the floor was taken would not wait.
  await expect(asks(practitioner)).toContainText("You have the floor.");
  await lines.mend();
  const before = await isTold(client, "It is kept and waits. Until then only you see it.");
  await expect(cardOf(client, trial)).toContainText("You agree. It waits with your words.");
  await expect(asks(client).getByText(/are kept and/)).toHaveText(
    "Your words in What we expect are kept and wait until Pia lays the floor down. Only you see them.",
  );
  await button(asks(practitioner), "Lay it down").click();
  const heard = [...before, ...(await isTold(client, "You agree to these words."))];
  expect(heard.filter((line) => line.startsWith("Your words in"))).toEqual([]);
  await expect(cardOf(practitioner, trial)).toContainText("Chris agrees.");
});

test("what the client wrote while they listened is there once they take the floor, and then the other's words wait", async ({
  two,
}) => {
  const { practitioner, client } = two;
  await expectation(practitioner, trial, "Six weeks");
  await expect(wordsOn(client, trial)).toHaveValue("Six weeks");
  await take(two, "practitioner");
  await wordsOn(client, trial).press("ControlOrMeta+End");
  await client.keyboard.insertText(" or eight");
  await expect(asks(client).getByText("are kept and wait until Pia lays the floor down.")).toBeVisible();
  await take(two, "client");
  await expect(wordsOn(practitioner, trial)).toHaveValue("Six weeks or eight");
  await wordsOn(practitioner, trial).press("ControlOrMeta+End");
  await practitioner.keyboard.insertText(", or ten");
  await expect(asks(practitioner).getByText("are kept and wait until Chris lays the floor down.")).toBeVisible();
});

test("the floor closes only what both write: the client decides at any time", async ({ two }) => {
  const { practitioner, client } = two;
  await take(two, "practitioner");
  await expect(column(client, "What I choose")).not.toContainText("waits");
  const form = await composeDecision(client, "I go on.");
  await button(form, "Give it").click();
  await expect(cardOf(practitioner, "For now: I go on.")).toBeVisible();
  await expect(client.getByText("are kept and wait")).toBeHidden();
});

test("what somebody holds lies free half a minute after their line went, and both are told", async ({
  two: one,
  visit,
  server,
  allow,
}) => {
  allow(/WebSocket connection|ERR_INTERNET_DISCONNECTED/);
  const { space, ...sittings } = await pair(server.origin);
  const [practitioner, client] = await Promise.all([visit(sittings.practitioner), visit(sittings.client)]);
  const other: Two = { space, practitioner, client };
  // In one space the practitioner has the floor, in another the client, who has asked for a moment too.
  const lines = [await linesOf(one.practitioner), await linesOf(other.client)];
  for (const page of [one.client, one.practitioner, practitioner, client])
    await expect(head(page)).toContainText("Both here");
  await take(one, "practitioner");
  await take(other, "client");
  await button(bar(client), "A moment, please").click();
  await expect(cover(practitioner)).toBeVisible();
  const told = [await listenTo(one), await listenTo(other)] as const;
  for (const line of lines) {
    line.silence();
    await line.cut();
  }
  const free = { timeout: 90_000 };
  for (const tell of [told[0].client, told[1].practitioner])
    await expect.poll(tell, free).toContain("The floor is free.");
  await expect(cover(practitioner)).toBeHidden();
  // Their line was said to be down long before.
  const inOrder = (await told[0].client()).filter((line) => /down|free/.test(line));
  expect(inOrder).toEqual([expect.stringContaining("Pia’s line is down since"), "The floor is free."]);

  for (const line of lines) await line.mend();
  for (const tell of [told[0].practitioner, told[1].client])
    await expect.poll(tell, free).toContain("The floor is free.");
  await expect(cover(client)).toBeHidden();
  await isFree(one);
  await isFree(other);
});
