/** A card that the other sets aside under the hands of who writes in it: they hear where their words are. */
import { expect, test } from "./fixture.ts";
import { button, cardOf, expectation, menuOf, option, wordsOn } from "./screen.ts";
import { isTold, shownTo } from "./spoken.ts";

test("who writes in a card that the other sets aside hears and reads that their words are with it", async ({
  two: { practitioner, client },
}) => {
  await option(client, { title: "A walk", text: "Along the river" });
  await client.setViewportSize({ width: 360, height: 740 });
  await client.getByRole("tab", { name: "Possible" }).click();
  await client.getByRole("textbox", { name: "What it is: A walk" }).press("ControlOrMeta+End");
  await client.keyboard.type(", each evening");
  await expect(practitioner.getByRole("textbox", { name: "What it is: A walk" })).toHaveValue(/each evening/);
  await menuOf(practitioner, "A walk");
  await button(practitioner, "Set aside").click();
  const line = "Pia set “A walk” aside. Your words are with it, under “Set aside”.";
  await isTold(client, line);
  expect(shownTo(client)).toContain(line);
  await client.getByText("Set aside", { exact: true }).click();
  await button(client, "Put it back").click();
  await expect(client.getByRole("textbox", { name: "What it is: A walk" })).toHaveValue(
    "Along the river, each evening",
  );
});

test("who writes in another card hears only that it was set aside", async ({ two: { practitioner, client } }) => {
  await expectation(practitioner, "A fair trial", "Six weeks.");
  await expectation(practitioner, "Time and money", "Fifty.");
  await wordsOn(client, "Time and money").press("ControlOrMeta+End");
  await menuOf(practitioner, "A fair trial");
  await button(practitioner, "Set aside").click();
  await isTold(client, "Pia set “A fair trial” aside.");
  await expect(cardOf(client, "A fair trial")).toHaveCount(0);
  await expect(wordsOn(client, "Time and money")).toBeFocused();
});
