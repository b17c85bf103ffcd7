/** What a person hears of their own acts: each is told once it is kept, with where it is to be found. */
import type { Page } from "@playwright/test";
import { expect, test } from "./fixture.ts";
import { areToldOnceKept } from "./kept-acts.ts";
import { linesOf, ofDocuments } from "./lines.ts";
import { lineFault } from "./quiet.ts";
import {
  agree,
  arriving,
  asks,
  bar,
  button,
  cardOf,
  composeDecision,
  composeOption,
  expectation,
  head,
  isKept,
  menuOf,
  option,
  wordsOn,
} from "./screen.ts";
import { isTold, spokenTo } from "./spoken.ts";

const letGo = "Let go. It lies under “Let go”, where you can take it up again.";
const waitsThere = "It is kept and waits. Until then only you see it.";
const keptForLater = "Your draft is kept for later. Only you read it.";

const give = async (client: Page, words: string): Promise<void> =>
  button(await composeDecision(client, words), "Give it").click();

async function stand(client: Page, words: string, as: string): Promise<void> {
  await button(client, `Change how this stands: ${words}`).click();
  await button(client, as).click();
}

/** Lets a decision go, and looks at what was let go. */
async function lookAtLetGo(client: Page, words: string): Promise<void> {
  await stand(client, words, "Let go");
  await client.locator("summary").getByText("Let go", { exact: true }).click();
}

test("how a decision stands from now on is told to who decides it, once it is kept", async ({ two: { client } }) => {
  await give(client, "I go on.");
  await isTold(client, "Your decision is given.");
  await stand(client, "I go on.", "Not deciding yet");
  await isTold(client, "It stands as not deciding yet.");
  await stand(client, "I go on.", "For now");
  await isTold(client, "It stands for now.");
  await lookAtLetGo(client, "I go on.");
  await isTold(client, letGo);
  await stand(client, "I go on.", "For now");
  await isTold(client, "Taken up again. It stands for now.");
  await button(client, "Change how this stands: I go on.").click();
  await button(client, "Say it in new words").click();
  const form = client.getByRole("form", { name: "In new words" });
  await form.getByRole("textbox").fill("I go on till May.");
  await button(form, "Give it").click();
  await isTold(client, "Your decision is given in new words. The earlier one lies under “Let go”.");
});

test("without a line one's own letting go and taking up again wait, and are told when they are kept", async ({
  two: { client },
  allow,
}) => {
  allow(/WebSocket connection|ERR_INTERNET_DISCONNECTED/);
  const lines = await linesOf(client);
  await give(client, "I go on.");
  await isTold(client, "Your decision is given.");
  const acts = {
    [letGo]: () => lookAtLetGo(client, "I go on."),
    "Taken up again. It stands for now.": () => stand(client, "I go on.", "For now"),
    [keptForLater]: async () => button(await composeDecision(client, "Perhaps"), "Keep it for later").click(),
  };
  await areToldOnceKept(client, lines, acts);
});

test("the practitioner hears how it stands at last when a decision was given and let go without a line", async ({
  two: { practitioner, client },
  allow,
}) => {
  allow(/WebSocket connection|ERR_INTERNET_DISCONNECTED/);
  const lines = await linesOf(client);
  await isKept(client);
  await lines.cut();
  await expect(head(client).getByText("Line down", { exact: true })).toBeVisible();
  await give(client, "I go on.");
  await stand(client, "I go on.", "Let go");
  await lines.mend();
  await isTold(practitioner, /let (it|a decision) go\.$/);
});

test("agreements to two cards that were given without a line are each told once they are kept", async ({
  two: { practitioner, client },
  allow,
}) => {
  allow(lineFault);
  const cards = ["A fair trial", "Time and money"];
  for (const about of cards) await expectation(practitioner, about, "Six weeks.");
  const lines = await linesOf(client);
  for (const about of cards) await expect(wordsOn(client, about)).toHaveValue("Six weeks.");
  await isKept(client);
  await lines.cut();
  for (const about of cards) await agree(client, about);
  await lines.mend();
  for (const about of cards) {
    await isTold(client, "You agree to these words.");
    await expect(cardOf(practitioner, about)).toContainText("Chris agrees.");
  }
});

test("what is put on the table, and another set aside, while the other has the floor is each told in the end", async ({
  two: { practitioner, client },
}) => {
  await option(client, { title: "A rest" });
  await isTold(client, "It is on the table.");
  await button(bar(practitioner), "Hear me").click();
  await isTold(client, "Pia has the floor. What you write waits.");
  await option(client, { title: "A walk" });
  await isTold(client, waitsThere);
  await menuOf(client, "A rest");
  await button(client, "Set aside").click();
  await isTold(client, waitsThere);
  await button(asks(practitioner), "Lay it down").click();
  const done = ["It is on the table.", "Set aside. Either of you can put it back."];
  for (const line of done) await expect.poll(() => spokenTo(client)).toContain(line);
});

test("a draft that is kept for later is told as kept, of an option and of a decision", async ({ two: { client } }) => {
  await button(await composeOption(client, { title: "A walk" }), "Keep it for later").click();
  await isTold(client, keptForLater);
  await button(await composeDecision(client, "Perhaps"), "Keep it for later").click();
  await isTold(client, keptForLater);
});

test("what is said on arriving, and taken back, is told to who says it", async ({ two: { client } }) => {
  const arrives = async (): Promise<void> =>
    expect(arriving(client).getByRole("heading", { name: "Arriving" })).toBeFocused();
  await button(bar(client), "Open a session").click();
  await arrives();
  await arriving(client).getByRole("textbox", { name: "Where are you today?" }).fill("At home.");
  await button(client, "Say this and go on").click();
  await isTold(client, "It is said, for Pia to read. You find it under “How I arrive”.");
  await button(client, "Menu").click();
  await button(client, "How I arrive").click();
  await arrives();
  await arriving(client).getByRole("textbox", { name: "Where are you today?" }).fill("");
  await button(client, "Take it back and go on").click();
  await isTold(client, "It is taken back.");
});

test("a day that is set, and a card that is moved, are told once they are kept", async ({ two: { client } }) => {
  for (const about of ["A fair trial", "Time and money"]) await expectation(client, about, "Six weeks.");
  await isKept(client);
  const lines = await linesOf(client);
  await isKept(client);
  const acts = {
    "Moved up.": async () => {
      await menuOf(client, "Time and money");
      await button(client, "Move up").click();
      await client.keyboard.press("Escape");
    },
    "The day to look again is set.": async () => {
      await button(client, "a day to look again").click();
      await client.getByLabel("Look again around").fill("2031-12-15");
      await button(client, "Set the day").click();
    },
  };
  for (const [line, act] of Object.entries(acts)) {
    const release = lines.hold("up", ofDocuments);
    await act();
    await expect(head(client)).toContainText("Keeping…");
    expect(spokenTo(client)).not.toContain(line);
    release();
    await isTold(client, line);
  }
});

test("who says a decision in new words reads that it was let go meanwhile on another device", async ({
  two: { practitioner, client },
}) => {
  await give(client, "I go on.");
  await isKept(client);
  const second = await client.context().newPage();
  await second.goto(client.url());
  await button(client, "Change how this stands: I go on.").click();
  await button(client, "Say it in new words").click();
  const form = client.getByRole("form", { name: "In new words" });
  await expect(form).toContainText("When you give it, this one is let go: “I go on.”");
  await stand(second, "I go on.", "Let go");
  await isTold(practitioner, "Chris has let a decision go.");
  await expect(form).toContainText("This one is let go already: “I go on.”");
  await expect(form).not.toContainText("When you give it");
  await form.getByRole("textbox").fill("I go on till May.");
  await button(form, "Give it").click();
  await isTold(client, "Your decision is given.");
  await expect(cardOf(practitioner, "For now: I go on till May.")).toBeVisible();
});
