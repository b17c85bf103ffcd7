/** A copy to take along. */
import { readFile } from "node:fs/promises";
import { pathToFileURL } from "node:url";
import type { Page, WebSocketRoute } from "@playwright/test";
import { closeCodes } from "../lib/wire.ts";
import { expect, test } from "./fixture.ts";
import { button, composeDecision, cover, expectation, isKept, wordsOn } from "./screen.ts";
import { isTold } from "./spoken.ts";

const lines = { "what both write": /\/yjs\/[^/]+(\?.*)?$/, "one's own page": /\/yjs\/[^/]+\/mine(\?.*)?$/ };
const takeACopy = (page: Page) => button(cover(page), "Take a copy");

/** Opens the page anew with one of its lines in a test's hands, and there what a person does with their seat. */
async function mySeat(page: Page, line: RegExp, taken: (line: WebSocketRoute) => void): Promise<void> {
  await page.routeWebSocket(line, taken);
  await page.reload();
  await button(page, "Menu").click();
  await button(page, "My seat").click();
}

test("a copy holds what this seat can read, and opens without a connection", async ({ two, visit }) => {
  const { practitioner, client } = two;
  await expectation(practitioner, "A fair trial", "Six weeks, then we ask.");
  await expect(wordsOn(client, "A fair trial")).toHaveValue("Six weeks, then we ask.");
  await composeDecision(client, "Perhaps I wait.");
  await isKept(client);
  await button(client, "Menu").click();
  await button(client, "My seat").click();
  const saved = client.waitForEvent("download");
  await button(cover(client), "Take a copy").click();
  const copy = await saved;
  expect(copy.suggestedFilename()).toMatch(/^clearing-\d{4}-\d\d-\d\d\.html$/);

  const file = test.info().outputPath("copy.html");
  await copy.saveAs(file);
  const page = await visit();
  await page.goto(pathToFileURL(file).href);
  await page.context().setOffline(true);
  await page.reload();
  await expect(page.getByText("Six weeks, then we ask.")).toBeVisible();
  await expect(page.getByText("Perhaps I wait.")).toBeVisible();
});

test("the other's copy holds nothing of one's own page", async ({ two: { practitioner, client } }) => {
  await composeDecision(client, "Perhaps I wait.");
  await isKept(client);
  await button(practitioner, "Menu").click();
  await button(practitioner, "My seat").click();
  const saved = practitioner.waitForEvent("download");
  await button(cover(practitioner), "Take a copy").click();
  expect(await readFile(await (await saved).path(), "utf8")).not.toContain("Perhaps");
});

for (const [which, line] of Object.entries(lines))
  test(`no copy is made before ${which} has come, and it is said`, async ({ two: { practitioner, client } }) => {
    await expectation(practitioner, "A fair trial", "Six weeks, then we ask.");
    await expect(wordsOn(client, "A fair trial")).toHaveValue("Six weeks, then we ask.");
    await composeDecision(client, "Perhaps I wait.");
    await isKept(client);
    let come: () => void = () => undefined;
    const here = new Promise<void>((resolve) => (come = resolve));
    await mySeat(client, line, (toPage) => {
      toPage.connectToServer().onMessage(async (message) => {
        await here;
        toPage.send(message);
      });
    });
    let copies = 0;
    client.on("download", () => (copies += 1));
    await takeACopy(client).click({ force: true });
    await isTold(client, "Your words are still coming. Try again in a moment.");
    expect(copies).toBe(0);
    come();
    await expect(takeACopy(client)).toBeEnabled();
    const saved = client.waitForEvent("download");
    await takeACopy(client).click();
    const copy = await readFile(await (await saved).path(), "utf8");
    for (const words of ["Six weeks, then we ask.", "Perhaps I wait."]) expect(copy).toContain(words);
  });

for (const [which, line, missing] of [
  ["what both write", lines["what both write"], "what stands between you"],
  ["one's own page", lines["one's own page"], "your private page"],
] as const)
  test(`a copy without ${which}, which could not be opened, says so where it is taken and in itself`, async ({
    two: { practitioner, client },
  }) => {
    await expectation(practitioner, "A fair trial", "Six weeks, then we ask.");
    await expect(wordsOn(client, "A fair trial")).toHaveValue("Six weeks, then we ask.");
    await composeDecision(client, "Perhaps I wait.");
    await isKept(client);
    await mySeat(client, line, (toPage) => void toPage.close({ code: closeCodes.tooManyTabs }));
    const saved = client.waitForEvent("download");
    await takeACopy(client).click();
    const copy = await readFile(await (await saved).path(), "utf8");
    await isTold(client, `A copy is in your downloads, but without ${missing}: that could not be opened here.`);
    expect(copy).toContain("could not be opened when this copy was made");
    expect(copy.includes("Six weeks, then we ask.")).toBe(which === "one's own page");
    expect(copy.includes("Perhaps I wait.")).toBe(which === "what both write");
  });
