/** Taking back the last words from the menu: it says what it did and where, or why there is nothing to do. */
import { expect, test } from "./fixture.ts";
import { button, composeOption, expectation, isKept, wordsOn } from "./screen.ts";
import { isTold, shownTo } from "./spoken.ts";

const trial = "A fair trial";
const nothing = "You have written nothing here that can be taken back.";

test("the menu says that there is nothing to take back or to bring back", async ({ two: { client } }) => {
  await button(client, "Menu").click();
  for (const [act, why] of [
    ["Take back my last words", nothing],
    ["Bring them back", "Nothing was taken back here that can be brought back."],
  ] as const) {
    await expect(button(client, act)).toHaveAttribute("aria-disabled", "true");
    // What cannot be done now is pressed all the same.
    await button(client, act).click({ force: true });
    await isTold(client, why);
    expect(shownTo(client)).toContain(why);
  }
});

test("what is taken back behind another tab of a phone is told, with where it stood", async ({
  two: { practitioner, client },
}) => {
  await client.setViewportSize({ width: 360, height: 640 });
  await expectation(client, trial, "Six weeks.");
  await expect(wordsOn(practitioner, trial)).toHaveValue("Six weeks.");
  await isKept(client);
  await client.getByRole("tab", { name: "I choose" }).click();
  await button(client, "Menu").click();
  await button(client, "Take back my last words").click();
  await isTold(client, "Taken back, in “A fair trial”.");
  expect(shownTo(client)).toContain("Taken back, in “A fair trial”.");
  await expect(wordsOn(practitioner, trial)).toHaveValue("");
  await expect(button(client, "Take back my last words")).toHaveAttribute("aria-disabled", "true");
  await button(client, "Bring them back").click();
  await isTold(client, "Brought back, in “A fair trial”.");
  await expect(wordsOn(practitioner, trial)).toHaveValue("Six weeks.");
});

test("what is taken back on an option is told by its title", async ({ two: { client } }) => {
  await button(await composeOption(client, { title: "A walk" }), "Put it on the table").click();
  await client.getByRole("textbox", { name: "Title: A walk" }).press("End");
  await client.getByRole("textbox", { name: "Title: A walk" }).pressSequentially(" at noon");
  await isKept(client);
  await button(client, "Menu").click();
  await button(client, "Take back my last words").click();
  await isTold(client, "Taken back, in “A walk”.");
});
