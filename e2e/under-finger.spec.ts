/** What has just come beneath a finger takes no press that was meant for what lay there before. */
import type { Locator, Page } from "@playwright/test";
import { join, openSpace } from "../tests/support/people.ts";
import { heldTimers, ownTime, stopTime } from "./clock.ts";
import { type Two, expect, test } from "./fixture.ts";
import { offer } from "./quiet.ts";
import {
  asks,
  bar,
  boxOf,
  button,
  cardOf,
  column,
  cover,
  expectation,
  head,
  isDrawn,
  isKept,
  menuOf,
  wordsOn,
} from "./screen.ts";
import { isTold } from "./spoken.ts";

/** The middle of a place of the screen. */
async function middleOf(place: Locator): Promise<{ x: number; y: number }> {
  const box = await boxOf(place);
  if (!box) throw new Error("It should be there.");
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

/** Presses this place of the screen, whatever lies there. */
async function pressAt(page: Page, place: Locator): Promise<void> {
  const { x, y } = await middleOf(place);
  await page.mouse.click(x, y);
}

/** For so long what has just come takes no press of a pointer. */
const meantForItMs = 700;

test("a tap that was on its way as a quiet is offered does not accept it, and one that is meant does", async ({
  two: { practitioner, client },
}) => {
  const over = await heldTimers(client, meantForItMs);
  await isKept(client);
  await offer(practitioner, "Five minutes");
  const yes = button(client, "Yes, quiet together");
  await expect(yes).toBeVisible();
  await pressAt(client, yes);
  // On the same line, behind what the tap would have done.
  await button(client, "Thank you").press("Enter");
  await isTold(practitioner, "Chris says thank you.");
  for (const page of [practitioner, client]) await expect(cover(page)).toHaveCount(0);
  await over();
  await pressAt(client, yes);
  await expect(cover(client)).toHaveAccessibleName("Quiet, together");
});

test("keys have no place on the screen: an offer that has just come can be answered with them at once", async ({
  two: { practitioner, client },
}) => {
  await heldTimers(client, meantForItMs);
  await isKept(client);
  await offer(practitioner, "Five minutes");
  await button(client, "Yes, quiet together").press("Enter");
  await expect(cover(client)).toHaveAccessibleName("Quiet, together");
});

test("a tap that was on its way as a quiet begins does not end it, and hiding answers at once", async ({
  two: { practitioner, client },
}) => {
  await heldTimers(client, meantForItMs);
  await isKept(client);
  await offer(client, "Five minutes");
  await button(practitioner, "Yes, quiet together").click();
  const ready = button(cover(client), "I’m ready to speak");
  await expect(ready).toBeVisible();
  await pressAt(client, ready);
  // On the same line, behind what the tap would have done: it is the same quiet.
  await button(client, "A little longer").press("Enter");
  await expect(cover(practitioner)).toContainText("It could go on for five minutes longer.");
  await pressAt(client, button(cover(client), "Hide now"));
  await expect(client.getByRole("dialog", { name: "Notes" })).toBeVisible();
});

test("a tap that was on its way as a link to one's seat is made does not refuse it", async ({
  two: { practitioner, client, space },
}) => {
  const isOver = await heldTimers(client, 700);
  await expect(head(client)).toContainText("Both here");
  await practitioner.evaluate((path) => fetch(path, { method: "POST" }), `/api/spaces/${space}/back`);
  const asked = column(client, "A link to your seat");
  await expect(asked).toBeVisible();
  await pressAt(client, button(asked, "Refuse it"));
  await isOver();
  await pressAt(client, button(asked, "It is for me"));
  await expect(asked).toContainText("It is open now.");
});

test("a tap that was on its way as somebody sits down does not put them out", async ({ visit, server }) => {
  const { space, invitation, cookie } = await openSpace(server.origin);
  const page = await visit({ space, cookie });
  const isOver = await heldTimers(page, 700);
  const newcomer = await visit(await join(server.origin, { secret: invitation }));
  const asked = column(page, "Who sat down");
  await expect(asked).toBeVisible();
  await pressAt(page, button(asked, "That is not them"));
  await isOver();
  await pressAt(page, button(asked, "That is them"));
  await expect(asked).toHaveCount(0);
  await expect(head(newcomer)).toContainText("Both here");
});

const trial = "A fair trial";
const money = "Time and money";

/** Stops the time of a page that has its own. That makes it take its lines for silent: they are new, and up, then. */
async function standsStill(page: Page): Promise<void> {
  const isUp = page.waitForEvent("websocket", (socket) => socket.url().includes("/socket.io/"));
  await stopTime(page);
  await isUp;
  await isKept(page);
  await expect(button(bar(page), "Quiet together")).toBeEnabled();
}

/** Waits until all that the client has asked for so far has been done, and is told to the other. */
async function isHeard({ practitioner, client }: Two): Promise<void> {
  await button(client, "Hear me").press("Enter");
  await expect(asks(practitioner)).toContainText("Chris has the floor.");
}

for (const [screen, width] of [
  ["in the bar", 1280],
  ["in the menu of a phone", 390],
] as const)
  for (const [does, before, after] of [
    ["opens", "Open a session", "Close session"],
    ["closes", "Close session", "Open a session"],
  ] as const)
    test(`who presses as the other ${does} the session does not undo it (${screen})`, async ({ two }) => {
      const { practitioner, client } = two;
      const isOpen = expect(head(practitioner));
      await ownTime(client);
      if (does === "closes") await button(bar(practitioner), "Open a session").click();
      await expect(button(client, before)).toBeVisible();
      await standsStill(client);
      await client.setViewportSize({ width, height: 800 });
      if (width < 760) await button(client, "More ways to hold the room").click();
      await button(bar(practitioner), before).click();
      await expect(button(client, after)).toBeVisible();
      await pressAt(client, button(client, after));
      await isHeard(two);
      await (does === "opens" ? isOpen : isOpen.not).toContainText("session open");
      await client.clock.runFor(800);
      if (width < 760) await button(client, "More ways to hold the room").click();
      await pressAt(client, button(client, after));
      await (does === "opens" ? isOpen.not : isOpen).toContainText("session open");
    });

test("a key that was on its way to open the session does not close the one that the other has just opened", async ({
  two,
}) => {
  const { practitioner, client } = two;
  await ownTime(client);
  await standsStill(client);
  await button(bar(client), "Open a session").focus();
  await button(bar(practitioner), "Open a session").click();
  await expect(button(bar(client), "Close session")).toBeFocused();
  await client.keyboard.press("Enter");
  await isHeard(two);
  await expect(head(practitioner)).toContainText("session open");
  await client.clock.runFor(800);
  await button(bar(client), "Close session").press("Enter");
  await expect(head(practitioner)).not.toContainText("session open");
});

/** One has written this on the table, and the other reads it. */
async function written(one: Page, other: Page, about: string, words: string): Promise<void> {
  await expectation(one, about, words);
  await expect(wordsOn(other, about)).toHaveValue(words);
}

test("“Not yet” stays where it is while words wait and when they have come: nothing is signed in its place", async ({
  two: { practitioner, client },
}) => {
  await written(practitioner, client, money, "Sixty.");
  await written(practitioner, client, trial, "Six weeks.");
  await button(client, `I agree: ${money}`).click();
  const yes = button(client, "Yes, to these words");
  await expect(yes).toBeEnabled();
  await button(practitioner, "Hear me").click();
  await expect(asks(client)).toContainText("Pia has the floor.");
  await wordsOn(client, trial).fill("Eight weeks.");
  await expect(cardOf(client, money).getByRole("alert")).toContainText("You can agree once they are there for both.");
  const notYet = button(client, "Not yet");
  const { x } = await middleOf(notYet);
  await button(practitioner, "Lay it down").click();
  await expect(cardOf(client, money).getByRole("alert")).toHaveCount(0);
  await expect(yes).toBeEnabled();
  await client.mouse.click(x, (await middleOf(notYet)).y);
  await expect(button(client, `I agree: ${money}`)).toBeVisible();
  await expect(cardOf(client, money)).not.toContainText("You agree");
});

test("while words wait the way to agree stands there, and says why it does nothing", async ({
  two: { practitioner, client },
}) => {
  await written(practitioner, client, money, "Sixty.");
  await written(practitioner, client, trial, "Six weeks.");
  await button(client, `I agree: ${money}`).click();
  await button(practitioner, "Hear me").click();
  await expect(asks(client)).toContainText("Pia has the floor.");
  await wordsOn(client, trial).fill("Eight weeks.");
  const yes = button(client, "Yes, to these words");
  await expect(yes).toBeDisabled();
  await yes.press("Enter");
  await isDrawn(client);
  await expect(yes).toBeVisible();
  await expect(cardOf(client, money)).not.toContainText("You agree");
});

test("a second tap on the way to the words does not agree to them before they are read", async ({
  two: { practitioner, client },
}) => {
  const over = await heldTimers(client, meantForItMs);
  await written(practitioner, client, money, "Sixty.");
  await button(client, `I agree: ${money}`).click();
  const yes = button(client, "Yes, to these words");
  await expect(yes).toBeVisible();
  await pressAt(client, yes);
  await isDrawn(client);
  await expect(yes).toBeVisible();
  await over();
  await pressAt(client, yes);
  await expect(cardOf(client, money)).toContainText("You agree.");
});

test("a day that the other sets meanwhile is not taken away by who leaves the choice of one", async ({
  two: { practitioner, client },
}) => {
  await written(practitioner, client, trial, "Six weeks.");
  await button(client, "a day to look again").click();
  const finger = await middleOf(button(client, "Leave it"));
  await button(practitioner, "a day to look again").click();
  await practitioner.getByLabel("Look again around").fill("2031-12-15");
  await button(practitioner, "Set the day").click();
  await expect(button(client, "No day")).toBeVisible();
  await client.mouse.click(finger.x, finger.y);
  await isDrawn(client);
  await isKept(client);
  for (const page of [client, practitioner])
    await expect(button(page, "look again around 15 December 2031")).toBeVisible();
});

test("a row that comes back into an open menu takes no tap that was meant for the one beneath", async ({
  two: { practitioner, client },
}) => {
  const over = await heldTimers(client, meantForItMs);
  await written(practitioner, client, money, "Sixty.");
  await button(client, `I agree: ${money}`).press("Enter");
  await button(client, "Yes, to these words").press("Enter");
  await expect(cardOf(practitioner, money)).toContainText("Chris agrees.");
  await wordsOn(practitioner, money).fill("Seventy.");
  await expect(cardOf(client, money)).toContainText("Changed after you agreed.");
  await menuOf(client, money);
  await over(true);
  const withdraw = button(client, "Withdraw my agreement");
  await expect(withdraw).toHaveCount(0);
  await wordsOn(practitioner, money).fill("Sixty.");
  await expect(withdraw).toBeVisible();
  await pressAt(client, withdraw);
  // The tap went past the menu, which closes it.
  await expect(withdraw).toHaveCount(0);
  await expect(cardOf(client, money)).toContainText("You agree. Pia has not yet.");
  await menuOf(client, money);
  await pressAt(client, withdraw);
  await expect(cardOf(client, money)).toContainText("You withdrew your agreement.");
});
