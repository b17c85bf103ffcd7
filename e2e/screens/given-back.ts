/** What was refused, set back, taken away or broken, and what is offered in its place. */
import { changeRows } from "../../tests/support/database.ts";
import { backUp } from "../../tests/support/restoring.ts";
import { type Two, expect } from "../fixture.ts";
import { refuseNext } from "../forging.ts";
import { linesOf } from "../lines.ts";
import { button, cardOf, column, cover, head, isKept, menuOf, wordsOn } from "../screen.ts";
import { type Screen, type Stage, filled } from "./stage.ts";

const trial = "A fair trial";
const copies = "Words that could not be placed";

/** Lets the server refuse what the client writes, one change after the other. */
async function refused(stage: Stage, changes: string[]): Promise<Two> {
  const two = await filled(stage);
  const { client } = two;
  const lines = await linesOf(client);
  await isKept(client);
  await expect(wordsOn(client, trial)).toBeEditable();
  for (const [at, words] of changes.entries()) {
    refuseNext(lines);
    await wordsOn(client, trial).fill(words);
    await expect(column(client, copies).getByRole("blockquote")).toHaveCount(at + 1);
  }
  return two;
}

/** The practitioner has made a link with which the client could come in again. */
async function linkMade(stage: Stage): Promise<Two & { link: string }> {
  const two = await filled(stage);
  const { practitioner, client } = two;
  await button(practitioner, "Menu").click();
  await button(practitioner, "My seat").click();
  await button(cover(practitioner), "Make a link").click();
  const link = await cover(practitioner).getByLabel("Invitation link").inputValue();
  await button(cover(practitioner), "Close").click();
  await expect(client.getByRole("region", { name: "A link to your seat" })).toBeVisible();
  return { ...two, link };
}

export const givenBack: Screen[] = [
  {
    name: "words that could not be placed",
    async open(stage) {
      const { client } = await refused(stage, ["Ten weeks."]);
      await isKept(client);
      return client;
    },
  },
  {
    name: "a page that was refused three times",
    async open(stage) {
      const { client } = await refused(stage, ["One.", "Two.", "Three."]);
      await expect(client.getByText("three times in a minute")).toBeVisible();
      return client;
    },
  },
  {
    name: "words that do not come into the document",
    async open(stage) {
      stage.allow(/broken by this test/);
      const { client } = await filled(stage);
      await client.evaluate(() => {
        const broken = (): never => {
          throw new TypeError("broken by this test");
        };
        const { reverse } = Array.prototype;
        Object.assign(Array.prototype, { reverse: broken });
        Object.assign(window, { mend: () => Object.assign(Array.prototype, { reverse }) });
      });
      await wordsOn(client, trial).press("x");
      await expect(head(client).getByText("Not kept", { exact: true })).toBeVisible();
      await client.evaluate(() => (window as unknown as { mend(): void }).mend());
      return client;
    },
  },
  {
    name: "a server that was set back, and words of the other that only this page has",
    async open(stage) {
      stage.allow(/ERR_CONNECTION_REFUSED|ERR_CONNECTION_RESET|WebSocket|Failed to load resource|Failed to fetch/);
      const { client, practitioner } = await filled(stage);
      const { setBack, end } = backUp(stage.server);
      await wordsOn(practitioner, trial).fill("Ten weeks.");
      await expect(wordsOn(client, trial)).toHaveValue("Ten weeks.");
      await isKept(practitioner);
      await practitioner.close();
      await setBack();
      await expect(column(client, copies)).toContainText("have not come back from Pia yet.", { timeout: 40_000 });
      end();
      return client;
    },
  },
  {
    name: "a card that was removed for good",
    async open(stage) {
      const { client } = await filled(stage);
      await menuOf(client, trial);
      await button(client, "Set aside").click();
      await client.getByText("Set aside", { exact: true }).click();
      await button(client, "Remove it for good").click();
      await expect(button(client, "Bring it back")).toBeVisible();
      return client;
    },
  },
  {
    name: "a link with which one could come in again",
    open: async (stage) => (await linkMade(stage)).client,
  },
  {
    name: "a way back to one's seat",
    async open(stage) {
      const { link } = await linkMade(stage);
      const page = await stage.visit();
      await page.goto(link);
      await expect(page.getByRole("heading", { level: 1 })).toHaveText("A way back to your seat.");
      return page;
    },
  },
  {
    name: "somebody who came in with a link",
    async open(stage) {
      const { link, space, practitioner } = await linkMade(stage);
      changeRows(stage.server.dataDir, "UPDATE invitations SET opens = opens - 86400000 WHERE space = ?", space);
      const page = await stage.visit();
      await page.goto(link);
      await button(page, "Sit down again").click();
      await expect(practitioner.getByRole("region", { name: "Who sat down" })).toBeVisible();
      return practitioner;
    },
  },
  {
    name: "a part that did not come",
    async open(stage) {
      stage.allow(/ERR_FAILED|Failed to load chunk|ChunkLoadError/);
      const { client } = await filled(stage, { serviceWorkers: "block" });
      await client.route(/\/_next\/static\/.*\.js/, (route) => route.abort());
      await button(client, "What changed?").click();
      await expect(cardOf(client, "Time and money").getByRole("alert")).toContainText("This part did not come.");
      return client;
    },
  },
  {
    name: "a page that could not be drawn",
    isFault: true,
    async open(stage) {
      stage.allow(/broken by this test/);
      const { client, practitioner } = await filled(stage);
      await client.evaluate(() => {
        const broken = (): never => {
          throw new TypeError("broken by this test");
        };
        Object.defineProperty(Intl.DateTimeFormat.prototype, "format", { get: () => broken });
      });
      await wordsOn(practitioner, trial).fill("Ten weeks.");
      await expect(client.getByRole("heading", { level: 1 })).toHaveText("Something went wrong on our side.");
      return client;
    },
  },
];
