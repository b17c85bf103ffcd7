/** No outcome: the client's word begins and ends it, everything else rests, and nothing that rests is changed. */
import type { Page } from "@playwright/test";
import { expect, test } from "./fixture.ts";
import { linesOf, ofDocuments } from "./lines.ts";
import {
  asks,
  bar,
  boxOf,
  button,
  cardOf,
  column,
  composeDecision,
  expectation,
  head,
  isKept,
  openPage,
  option,
  wordsOn,
} from "./screen.ts";

const trial = "A fair trial";
const columns = ["What we expect", "What is possible", "What I choose", "What Chris chooses"];

/** No outcome is on: the columns are folded away on this screen. */
async function isFolded(page: Page): Promise<void> {
  await expect(page.getByRole("heading", { name: "Nothing has to come of this." })).toBeVisible();
  for (const title of columns) await expect(column(page, title)).toHaveCount(0);
}

const folded = (page: Page) => page.getByRole("list", { name: "Folded away" }).getByRole("listitem");

test("the client's word begins it at once, and all three columns fold away on both screens", async ({ two }) => {
  const { practitioner, client } = two;
  await button(bar(client), "No outcome").click();
  for (const page of [practitioner, client]) await isFolded(page);
  await expect(folded(client)).toHaveText(["What we expect rests", "What is possible rests", "What you choose rests"]);
  await expect(folded(practitioner)).toHaveText([
    "What we expect rests",
    "What is possible rests",
    "What Chris chooses rests",
  ]);
  await expect(practitioner.getByRole("banner")).toContainText("no outcome today");
});

test("the client's word ends it at once, on both screens", async ({ two: { practitioner, client } }) => {
  await button(bar(client), "No outcome").click();
  await isFolded(practitioner);
  await button(bar(client), "Unfold the canvas").click();
  await expect(column(client, "What I choose")).toBeVisible();
  await expect(column(practitioner, "What Chris chooses")).toBeVisible();
});

test("both write on the open page at once, each in their own colour", async ({ two: { practitioner, client } }) => {
  await button(bar(client), "No outcome").click();
  await openPage(client).pressSequentially("It is heavy in the mornings. ");
  await expect(openPage(practitioner)).toHaveValue("It is heavy in the mornings. ");
  await openPage(practitioner).press("ControlOrMeta+End");
  await openPage(practitioner).pressSequentially("I hear that.");
  for (const page of [practitioner, client]) {
    await expect(openPage(page)).toHaveValue("It is heavy in the mornings. I hear that.");
    const sheet = page.getByRole("main");
    const hers = sheet.locator("span", { hasText: /^It is heavy in the mornings\. $/ });
    const his = sheet.locator("span", { hasText: /^I hear that\.$/ });
    await expect(hers).toHaveCSS("color", "rgb(29, 40, 36)");
    await expect(hers).toHaveCSS("text-decoration-line", "none");
    await expect(his).toHaveCSS("color", "rgb(113, 69, 138)");
    await expect(his).toHaveCSS("text-decoration-line", "underline");
  }
  await expect(client.getByText("Pia’s words are dotted beneath.")).toBeVisible();
  await expect(practitioner.getByText("Your words are dotted beneath.")).toBeVisible();
  await client.getByText("Who wrote what").click();
  await expect(client.getByRole("term")).toHaveText(["You", "Pia"]);
  await expect(client.getByRole("definition")).toHaveText(["It is heavy in the mornings.", "I hear that."]);
});

test("the practitioner can only offer it, and the client answers", async ({ two: { practitioner, client } }) => {
  await expect(button(bar(practitioner), "No outcome")).toHaveCount(0);
  await button(bar(practitioner), "Offer no outcome").click();
  await expect(practitioner.getByText("You offer no outcome. Chris answers.")).toBeVisible();
  await expect(column(practitioner, "What we expect")).toBeVisible();
  await button(client, "Not now").click();
  await expect(practitioner.getByText("You offer no outcome.")).toBeHidden();
  await expect(column(client, "What we expect")).toBeVisible();

  await button(bar(practitioner), "Offer no outcome").click();
  await button(client, "Yes").click();
  for (const page of [practitioner, client]) await isFolded(page);
});

test("the practitioner can only ask to end it, and the client answers", async ({ two: { practitioner, client } }) => {
  await button(bar(client), "No outcome").click();
  await isFolded(practitioner);
  await expect(button(bar(practitioner), "Unfold the canvas")).toHaveCount(0);
  await button(bar(practitioner), "Ask to unfold").click();
  await button(client, "Not now").click();
  await expect(practitioner.getByText("You ask to unfold the canvas.")).toBeHidden();
  for (const page of [practitioner, client]) await isFolded(page);

  await button(bar(practitioner), "Ask to unfold").click();
  await button(client, "Yes").click();
  await expect(column(practitioner, "What we expect")).toBeVisible();
});

test("on a phone its head says no outcome too, and the ways to hold the room stand in one row, for both", async ({
  two: { practitioner, client },
}) => {
  const isOneRow = (page: Page): Promise<void> =>
    expect
      .poll(async () => {
        // All in one look: a row that is just drawn anew may have lost the button that was counted.
        const boxes = await bar(page)
          .getByRole("button")
          .filter({ visible: true })
          .evaluateAll((all) => all.map((each) => each.getBoundingClientRect().toJSON() as DOMRect));
        const small = boxes.filter((box) => box.width < 44 || box.height < 44).length;
        return { buttons: boxes.length, small, rows: new Set(boxes.map((box) => box.y)).size };
      })
      .toEqual({ buttons: 5, small: 0, rows: 1 });
  const picture = (page: Page) => button(bar(page), "Quiet").locator("svg");
  for (const width of [390, 360])
    for (const page of [practitioner, client]) {
      await page.setViewportSize({ width, height: 740 });
      await isOneRow(page);
      await expect(picture(page)).toBeVisible({ visible: width === 390 });
    }
  await button(bar(practitioner), "More ways to hold the room").click();
  await button(bar(practitioner), "Open a session").click();
  await expect(head(practitioner).getByText("session open")).toBeInViewport();
  await button(bar(client), "No outcome").click();
  for (const page of [practitioner, client]) {
    await isFolded(page);
    // What only a screen reader says is one pixel wide.
    const said = head(page).getByText("no outcome");
    await expect.poll(async () => (await boxOf(said))?.width).toBeGreaterThan(50);
    await expect.poll(async () => (await boxOf(head(page)))?.height).toBe(75);
    await isOneRow(page);
  }
  await expect(button(bar(practitioner), "Ask to unfold")).toBeVisible();
});

test("what rests can be written by nobody, and is exactly as it was when it unfolds", async ({ two }) => {
  const { practitioner, client } = two;
  await expectation(practitioner, trial, "Six weeks.");
  await option(practitioner, { title: "Magnesium", asks: "12 a month" });
  const form = await composeDecision(client, "I wait.");
  await button(form, "Give it").click();
  await expect(cardOf(practitioner, "For now: I wait.")).toBeVisible();
  const canvas = (page: Page): Promise<string[]> => page.getByRole("main").getByRole("region").allInnerTexts();
  await isKept(client);
  await button(practitioner, "That is them").click();
  await button(client, "Come in").click();
  await expect(client.getByRole("main").getByRole("region")).toHaveCount(3);
  await expect(practitioner.getByRole("main").getByRole("region")).toHaveCount(3);
  await expect(wordsOn(client, trial)).toHaveValue("Six weeks.");
  await expect(cardOf(client, "Magnesium").getByRole("textbox", { name: /^What it asks/ })).toHaveValue("12 a month");
  const before = [await canvas(practitioner), await canvas(client)];

  await button(bar(client), "No outcome").click();
  for (const page of [practitioner, client]) {
    await isFolded(page);
    await expect(page.getByRole("main").locator("textarea, input, select, button")).toHaveCount(1);
    await expect(page.getByRole("main").getByText("Six weeks.")).toHaveCount(0);
  }
  await openPage(client).fill("Only saying it.");
  await expect(openPage(practitioner)).toHaveValue("Only saying it.");
  await button(bar(client), "Unfold the canvas").click();
  await expect(column(client, "What I choose")).toBeVisible();
  await expect(column(practitioner, "What Chris chooses")).toBeVisible();
  await expect.poll(async () => [await canvas(practitioner), await canvas(client)]).toEqual(before);
  await expect(wordsOn(client, trial)).toHaveValue("Six weeks.");
});

test("words under way when it begins wait: marked for their writer, unseen by the other, merged when it ends", async ({
  two,
}) => {
  const { practitioner, client } = two;
  await expectation(client, trial, "Six weeks");
  const practitionerLines = await linesOf(practitioner);
  const clientLines = await linesOf(client);
  await expect(wordsOn(practitioner, trial)).toHaveValue("Six weeks");
  const release = practitionerLines.hold("up", ofDocuments);
  await wordsOn(practitioner, trial).press("ControlOrMeta+End");
  await practitioner.keyboard.insertText(" and no more");
  await button(bar(client), "No outcome").click();
  await isFolded(practitioner);
  release();
  const waits = "Your words in What we expect are kept and wait until no outcome ends. Only you see them.";
  await expect(asks(practitioner).getByText(waits)).toBeVisible();
  await isKept(practitioner);
  await expect(client.getByText("are kept and wait")).toBeHidden();

  await practitioner.reload();
  await expect(asks(practitioner).getByText(waits)).toBeVisible();
  await openPage(practitioner).fill("Here.");
  await expect(openPage(client)).toHaveValue("Here.");
  expect(clientLines.received("and no more")).toBe(false);

  await button(bar(client), "Unfold the canvas").click();
  for (const page of [practitioner, client]) await expect(wordsOn(page, trial)).toHaveValue("Six weeks and no more");
  await expect(asks(practitioner).getByText(waits)).toBeHidden();
});

test("it outlasts a reload and the server, and stands there for who comes later", async ({ two, server, allow }) => {
  allow(/WebSocket connection/);
  const { practitioner, client } = two;
  await button(bar(client), "No outcome").click();
  await isFolded(practitioner);
  await practitioner.close();
  await server.restart("SIGKILL");
  await client.reload();
  await isFolded(client);
  const later = await practitioner.context().newPage();
  await later.goto(client.url());
  await isFolded(later);
});

test("words that wait for the floor and for no outcome say so of both, each place for what it waits for", async ({
  two: { practitioner, client },
}) => {
  await expectation(practitioner, trial, "Six weeks");
  await expect(wordsOn(client, trial)).toHaveValue("Six weeks");
  await button(bar(practitioner), "Hear me").click();
  await expect(asks(client)).toContainText("Pia has the floor.");
  await wordsOn(client, trial).press("End");
  await client.keyboard.insertText(" or eight");
  const line = (until: string): string => `are kept and wait until ${until}.`;
  await expect(asks(client)).toContainText(`Your words in What we expect ${line("Pia lays the floor down")}`);
  await button(bar(client), "No outcome").click();
  await openPage(client).fill("Here.");
  await expect(asks(client)).toContainText(
    `Your words in What we expect ${line("no outcome ends and Pia lays the floor down")} Your words in the open page ${line("Pia lays the floor down")} Only you see them.`,
  );
  await button(asks(practitioner), "Lay it down").click();
  await expect(asks(client)).toContainText(
    `Your words in What we expect ${line("no outcome ends")} Only you see them.`,
  );
  await expect(openPage(practitioner)).toHaveValue("Here.");
  await button(bar(client), "Unfold the canvas").click();
  await expect(wordsOn(practitioner, trial)).toHaveValue("Six weeks or eight");
});
