/** Arriving in a session: what can be who reads it, and how long it stays. */
import type { Page } from "@playwright/test";
import { expect, test } from "./fixture.ts";
import { linesOf } from "./lines.ts";
import {
  arriving,
  arrivingHasFocus,
  asks,
  bar,
  button,
  expectation,
  head,
  isKept,
  openSession,
  wordsOn,
} from "./screen.ts";
import { isTold } from "./spoken.ts";

const keeping = (page: Page) => arriving(page).getByRole("checkbox", { name: "Keep these words afterwards" });
const field = (page: Page, name: string) => arriving(page).getByRole("textbox", { name, exact: true });
const place = (page: Page) => field(page, "Where are you today?");
const time = (page: Page) => field(page, "What this time could hold");

const fromMenu = async (page: Page): Promise<void> => {
  await button(page, "Menu").click();
  await button(page, "How I arrive").click();
  await arrivingHasFocus(page);
};

test("a session opens the sheet of arriving of who opened it and offers the other theirs; one press goes on with nothing written", async ({
  two,
}) => {
  const { practitioner, client } = two;
  await openSession(practitioner, client);
  await expect(arriving(client)).toContainText("Pia reads it, and who runs this server could read it too.");
  await expect(arriving(client)).toContainText("It is gone when the session is closed.");
  await button(arriving(client), "Go on").click();
  await expect(arriving(client)).toBeHidden();
  await expect(arriving(practitioner)).toBeVisible();
  await client.reload();
  await expect(head(client)).toContainText("session open");
  await expect(button(bar(client), "Close session")).toBeVisible();
  await expect(arriving(client)).toBeHidden();
  await expect(asks(practitioner).getByRole("listitem")).toHaveCount(0);
});

test("what somebody says on arriving is read by the other, in one place that folds", async ({ two }) => {
  const { practitioner, client } = two;
  await openSession(client, practitioner);
  await time(client).fill("Rest, and perhaps the letter.");
  await place(client).fill("At my sister’s.");
  await button(arriving(client), "Say this and go on").click();
  await expect(arriving(client)).toBeHidden();
  await isTold(practitioner, "Chris has said how they arrive.");
  await expect(asks(practitioner).getByRole("listitem")).toHaveCount(1);
  for (const words of ["From Chris, on arriving.", "Rest, and perhaps the letter.", "At my sister’s."])
    await expect(asks(practitioner).getByRole("listitem").getByText(words)).toBeVisible();

  await practitioner.setViewportSize({ width: 360, height: 740 });
  await expect(asks(practitioner).getByRole("listitem").getByText("At my sister’s.")).toBeHidden();
  await asks(practitioner).getByRole("listitem").getByText("From Chris, on arriving.").click();
  await expect(asks(practitioner).getByRole("listitem").getByText("At my sister’s.")).toBeVisible();
});

for (const { answer, sentence } of [
  { answer: "Yes", sentence: "Pia can speak freely." },
  { answer: "I can be overheard", sentence: "Pia can be overheard." },
  { answer: "Only writing", sentence: "Pia can only write today." },
])
  test(`“${answer}” is a plain sentence for the other, and can be taken back`, async ({ two }) => {
    const { practitioner, client } = two;
    await openSession(practitioner, client);
    await button(arriving(practitioner), answer).click();
    await button(arriving(practitioner), "Say this and go on").click();
    await isTold(client, sentence);
    await expect(asks(client)).toHaveText(sentence);
    await fromMenu(practitioner);
    await expect(button(arriving(practitioner), answer)).toHaveAttribute("aria-pressed", "true");
    await button(arriving(practitioner), answer).click();
    await button(arriving(practitioner), "Take it back and go on").click();
    await expect(asks(client).getByRole("listitem")).toHaveCount(0);
  });

test("who arrives before the session says it then, and is not asked again when it opens", async ({ two }) => {
  const { practitioner, client } = two;
  await fromMenu(client);
  await place(client).fill("On the train.");
  await button(arriving(client), "Say this and go on").click();
  await expect(asks(practitioner)).toContainText("On the train.");
  await button(bar(practitioner), "Open a session").click();
  await expect(head(client)).toContainText("session open");
  await expect(arriving(practitioner)).toBeVisible();
  await fromMenu(client);
  await expect(place(client)).toHaveValue("On the train.");
});

test("the sheet of arriving does not push away what somebody writes", async ({ two: { practitioner, client } }) => {
  await expectation(client, "A fair trial", "Six weeks");
  await button(bar(practitioner), "Open a session").click();
  await expect(asks(client)).toContainText("The session is open. You can say how you arrive, or leave it.");
  await client.keyboard.insertText(" or eight");
  await expect(wordsOn(client, "A fair trial")).toHaveValue("Six weeks or eight");
  await expect(arriving(client)).toBeHidden();
  await button(asks(client), "How I arrive").click();
  await arrivingHasFocus(client);
});

test("words that were not said yet outlive a reload and a line that is down", async ({ two, allow }) => {
  allow(/WebSocket connection|ERR_INTERNET_DISCONNECTED/);
  const { practitioner, client } = two;
  const lines = await linesOf(client);
  await isKept(client);
  await openSession(practitioner, client);
  await place(client).fill("At my sister’s.");
  await client.reload();
  await button(asks(client), "How I arrive").click();
  await arrivingHasFocus(client);
  await expect(place(client)).toHaveValue("At my sister’s.");
  // What the client says is heard in the order in which it was said.
  await button(bar(client), "Thank you").click();
  await isTold(practitioner, "Chris says thank you.");
  await expect(asks(practitioner).getByRole("listitem")).toHaveCount(0);
  await lines.cut();
  await expect(head(client)).toContainText("You are not connected");
  await button(arriving(client), "Say this and go on").click();
  await isTold(client, "The line is down. Nothing was changed.");
  await expect(place(client)).toHaveValue("At my sister’s.");
  await lines.mend();
  await expect(head(client)).toContainText("Both here", { timeout: 60_000 });
  await button(arriving(client), "Say this and go on").click();
  await expect(asks(practitioner)).toContainText("At my sister’s.");
});

/** Both say where they are, and those of `who` wish to keep it. */
async function arrived({ practitioner, client }: { practitioner: Page; client: Page }, who: Page[]): Promise<void> {
  await openSession(practitioner, client);
  for (const [page, words] of [
    [practitioner, "In my room."],
    [client, "At my sister’s."],
  ] as const) {
    if (who.includes(page)) await keeping(page).check();
    await place(page).fill(words);
    await button(arriving(page), "Say this and go on").click();
    await expect(arriving(page)).toBeHidden();
  }
  await expect(asks(practitioner)).toContainText("At my sister’s.");
  await expect(asks(client)).toContainText("In my room.");
}

test("what was said on arriving is gone from both screens when the session is closed", async ({ two }) => {
  const { practitioner, client } = two;
  await arrived(two, [client]);
  await button(bar(client), "Close session").click();
  for (const page of [practitioner, client]) {
    await expect(asks(page)).toContainText("The session is closed.");
    await expect(page.getByText("At my sister’s.")).toHaveCount(0);
    await expect(page.getByText("In my room.")).toHaveCount(0);
  }
  await fromMenu(client);
  await expect(place(client)).toHaveValue("");
  await expect(keeping(client)).not.toBeChecked();
});

test("it stays when both wish to keep it, until one of them does not", async ({ two }) => {
  const { practitioner, client } = two;
  await arrived(two, [practitioner, client]);
  await button(bar(practitioner), "Close session").click();
  for (const page of [practitioner, client]) {
    await expect(asks(page)).toContainText("kept from the last session");
    for (const words of ["At my sister’s.", "In my room."]) await expect(asks(page)).toContainText(words);
  }
  await fromMenu(client);
  await expect(arriving(client)).toContainText("You both wish to keep them.");
  await keeping(client).uncheck();
  await isTold(practitioner, "The words that were kept are gone.");
  for (const page of [practitioner, client]) await expect(asks(page)).not.toContainText("kept from the last session");
});
