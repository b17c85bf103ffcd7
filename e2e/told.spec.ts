/** What a person hears of the other's acts without looking: one line for each, and none for their own. */
import { expect, test } from "./fixture.ts";
import { button, cardOf, composeDecision, expectation, isKept, menuOf, option } from "./screen.ts";
import { isTold, spokenTo } from "./spoken.ts";

const trial = "A fair trial";

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
  expect(spokenTo(second).filter((line) => line.startsWith("Pia") && !/here|left|line/.test(line))).toEqual([]);
  expect(spokenTo(client).filter((line) => line.startsWith("Pia") && !/here|left|line/.test(line))).toEqual([]);
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
