/** A copy to take along. */
import { readFile } from "node:fs/promises";
import { pathToFileURL } from "node:url";
import { expect, test } from "./fixture.ts";
import { button, composeDecision, cover, expectation, isKept, wordsOn } from "./screen.ts";

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
