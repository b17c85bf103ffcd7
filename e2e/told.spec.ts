/** What a person hears of the other's acts without looking: one line for each, and none for their own. */
import type { Page } from "@playwright/test";
import { expect, test } from "./fixture.ts";
import {
  agree,
  asks,
  bar,
  button,
  cardOf,
  composeDecision,
  expectation,
  isKept,
  menuOf,
  option,
  wordsOn,
} from "./screen.ts";
import { isTold, spokenTo } from "./spoken.ts";
import { areToldOnceKept } from "./kept-acts.ts";
import { linesOf, ofDocuments } from "./lines.ts";

const trial = "A fair trial";
const waitsThere = "It is kept and waits. Until then only you see it.";
const lineFault = /WebSocket connection|ERR_INTERNET_DISCONNECTED/;

/** The practitioner has the floor, and the client has heard so. */
async function floorOf(practitioner: Page, client: Page): Promise<void> {
  await button(bar(practitioner), "Hear me").click();
  await isTold(client, "Pia has the floor. What you write waits.");
}

test("an expectation that is added, set aside and put back is told to the other, and not to one's own other tab", async ({
  two: { practitioner, client },
}) => {
  const second = await client.context().newPage();
  await second.goto(client.url());
  await isKept(second);
  await expectation(client, trial, "Six weeks.");
  await isTold(practitioner, `Chris added “${trial}” to what we expect.`);
  await menuOf(client, trial);
  await button(client, "Set aside").click();
  await isTold(practitioner, `Chris set “${trial}” aside.`);
  await second.getByText("Set aside", { exact: true }).click();
  await button(second, "Put it back").click();
  await isTold(practitioner, `Chris put “${trial}” back.`);
  await option(client, { title: "A walk" });
  await isTold(practitioner, "Chris put “A walk” on the table.");
  await expect(cardOf(second, "A walk")).toBeVisible();
  await button(bar(practitioner), "Thank you").click();
  for (const page of [second, client]) {
    const heard = await isTold(page, "Pia says thank you.");
    expect(heard.filter((line) => line.startsWith("Pia") && !/here|left|line/.test(line))).toEqual([]);
  }
});

test("a decision that is given and let go is told to the practitioner in one line each", async ({
  two: { practitioner, client },
}) => {
  const form = await composeDecision(client, "I go on.");
  await button(form, "Give it").click();
  await isTold(practitioner, "Chris has given a decision.");
  await button(client, "Change how this stands: I go on.").click();
  await button(client, "Let go").click();
  await isTold(practitioner, "Chris has let a decision go.");
});

test("who changes what they agreed to without writing on it does not hear that the other did", async ({
  two: { practitioner, client },
}) => {
  const second = await client.context().newPage();
  await second.goto(client.url());
  await isKept(second);
  await expectation(practitioner, trial, "Fifty.");
  await expect(wordsOn(client, trial)).toHaveValue("Fifty.");
  await button(client, "a day to look again").click();
  await client.getByLabel("Look again around").fill("2031-12-15");
  await button(client, "Set the day").click();
  await agree(client, trial);
  await expect(cardOf(practitioner, trial)).toContainText("Chris agrees. You have not yet.");
  await expect(wordsOn(second, trial)).toHaveValue("Fifty.");
  await wordsOn(second, trial).pressSequentially(" Or less.");
  await expect(cardOf(practitioner, trial)).toContainText("Chris agreed to earlier words.");
  await expect(wordsOn(client, trial)).toHaveValue("Fifty. Or less.");
  await agree(client, trial);
  await expect(cardOf(practitioner, trial)).toContainText("Chris agrees. You have not yet.");
  await button(client, "look again around 15 December 2031").click();
  await button(client, "No day").click();
  await expect(cardOf(practitioner, trial)).toContainText("Chris agreed to earlier words.");
  // The words come on another line than the thanks.
  for (const page of [client, second]) await expect(button(page, "a day to look again")).toBeVisible();
  await button(practitioner, "Thank you").click();
  for (const page of [client, second]) {
    const heard = await isTold(page, "Pia says thank you.");
    expect(heard.filter((line) => line.includes("after you agreed"))).toEqual([]);
  }
});

test("words that are changed after somebody agreed are told to who agreed, once, and not to who changes them", async ({
  two: { practitioner, client },
}) => {
  await expectation(practitioner, trial, "Fifty.");
  await expect(wordsOn(client, trial)).toHaveValue("Fifty.");
  await agree(client, trial);
  await expect(cardOf(practitioner, trial)).toContainText("Chris agrees. You have not yet.");
  await wordsOn(practitioner, trial).pressSequentially(" Or eighty.");
  await isTold(client, `Pia changed “${trial}” after you agreed.`);
  await expect(wordsOn(client, trial)).toHaveValue("Fifty. Or eighty.");
  await button(practitioner, "Thank you").click();
  const heard = [...(await isTold(client, "Pia says thank you.")), ...spokenTo(practitioner)];
  expect(heard.filter((line) => line.includes("after you agreed"))).toEqual([]);
});

test("one's own act between the two is told as done when it is kept, and until then that it waits", async ({
  two: { practitioner, client },
  allow,
}) => {
  allow(lineFault);
  await expectation(practitioner, trial, "Fifty.");
  const lines = await linesOf(client);
  await isKept(client);
  const acts = {
    "You agree to these words.": () => agree(client, trial),
    "You withdrew your agreement.": async () => {
      await menuOf(client, trial);
      await button(client, "Withdraw my agreement").click();
    },
    "It is on the table.": () => option(client, { title: "A walk" }),
    "Your decision is given.": async () => button(await composeDecision(client, "I go on."), "Give it").click(),
    "Set aside. Either of you can put it back.": async () => {
      await menuOf(client, trial);
      await button(client, "Set aside").click();
    },
  };
  await areToldOnceKept(client, lines, acts);
});

test("one's own act is not told as done before the server has it, however long that takes", async ({
  two: { practitioner, client },
}) => {
  await expectation(practitioner, trial, "Fifty.");
  const lines = await linesOf(client);
  await isKept(client);
  const release = lines.hold("down", ofDocuments);
  await agree(client, trial);
  await expect(cardOf(client, trial)).toContainText("You agree. It is on its way.");
  await expect(cardOf(practitioner, trial)).toContainText("Chris agrees.");
  expect(spokenTo(client)).not.toContain("You agree to these words.");
  release();
  await isTold(client, "You agree to these words.");
});

test("what is put on the table while the other has the floor is told as waiting", async ({
  two: { practitioner, client },
}) => {
  await floorOf(practitioner, client);
  await option(client, { title: "A walk" });
  const before = await isTold(client, waitsThere);
  expect(before).not.toContain("It is on the table.");
});

/** No outcome begins by another device of the client, while what was done on this one is on its way. */
async function foldMeanwhile(client: Page, act: () => Promise<void>): Promise<() => Promise<void>> {
  const second = await client.context().newPage();
  await second.goto(client.url());
  const lines = await linesOf(client);
  // While the client's line is held back nothing is waited for that takes long: the other page is there before.
  for (const page of [client, second]) await isKept(page);
  const release = lines.hold("up", ofDocuments);
  await act();
  await button(bar(second), "No outcome").click();
  await isTold(client, "No outcome.");
  release();
  return () => button(bar(second), "Unfold the canvas").click();
}

test("an act that comes to wait while the canvas folds is told as waiting, and as done once it is", async ({
  two: { client },
}) => {
  const unfold = await foldMeanwhile(client, async () =>
    button(await composeDecision(client, "I go on."), "Give it").click(),
  );
  const before = await isTold(client, waitsThere);
  expect(before).not.toContain("Your decision is given.");
  await unfold();
  await isTold(client, "Your decision is given.");
});

test("words that come to wait are told as waiting, once", async ({ two: { client } }) => {
  await expectation(client, trial, "Six");
  const unfold = await foldMeanwhile(client, () => wordsOn(client, trial).fill("Six weeks."));
  const waits = "Your words in What we expect are kept and wait until no outcome ends. Only you see them.";
  await isTold(client, waits);
  await unfold();
  expect(await isTold(client, "The canvas is unfolded.")).not.toContain(waits);
});

test("what was put on the table without a line, and is seen once that is back, is not told as waiting there", async ({
  two: { practitioner, client },
  allow,
}) => {
  allow(lineFault);
  const lines = await linesOf(client);
  await floorOf(practitioner, client);
  await option(client, { title: "A walk" });
  await isTold(client, waitsThere);
  await isKept(client);
  await lines.cut();
  await option(client, { title: "A rest" });
  await button(asks(practitioner), "Lay it down").click();
  await expect(cardOf(practitioner, "A walk")).toBeVisible();
  await lines.mend();
  await expect(cardOf(practitioner, "A rest")).toBeVisible();
  expect(await isTold(client, "It is on the table.")).not.toContain(waitsThere);
});
