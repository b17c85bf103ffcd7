/** What a person types can be agreed to, or it is said in words why not, and where. */
import { expect, test } from "./fixture.ts";
import { agree, button, cardOf, expectation, isKept, wordsOn } from "./screen.ts";

const trial = "A fair trial";

test("a year of two figures is refused in words where it is typed", async ({ two: { practitioner, client } }) => {
  await expectation(practitioner, trial, "Six weeks.");
  await button(practitioner, "a day to look again").click();
  const field = practitioner.getByLabel("Look again around");
  for (const day of ["0026-12-12", "1926-12-12", "2226-12-12"]) {
    await field.fill(day);
    await button(practitioner, "Set the day").click();
    await expect(cardOf(practitioner, trial).getByRole("alert")).toHaveText(
      "The year is not between 2025 and 2126. Write it with four figures.",
    );
    await expect(field).toBeFocused();
  }
  await field.fill("");
  await button(practitioner, "Set the day").click();
  await expect(cardOf(practitioner, trial).getByRole("alert")).toHaveText(
    "This is not a whole day yet. Choose day, month and year.",
  );
  await field.fill("2031-12-12");
  await expect(cardOf(practitioner, trial).getByRole("alert")).toHaveCount(0);
  await button(practitioner, "Set the day").click();
  await expect(cardOf(client, trial)).toContainText("look again around 12 December 2031");
});

test("a year typed as 26 on the keys is refused too", async ({ two: { practitioner } }) => {
  await expectation(practitioner, trial, "Six weeks.");
  await button(practitioner, "a day to look again").click();
  await expect(practitioner.getByLabel("Look again around")).toBeFocused();
  await practitioner.keyboard.type("12122");
  await practitioner.keyboard.press("6");
  await button(practitioner, "Set the day").click();
  await expect(cardOf(practitioner, trial).getByRole("alert")).toHaveText(
    "The year is not between 2025 and 2126. Write it with four figures.",
  );
});

test("a card of six thousand characters says before anybody agrees that it is too long", async ({ two }) => {
  const { practitioner, client } = two;
  await expectation(practitioner, trial, "Six weeks. ".repeat(546));
  for (const page of [practitioner, client]) {
    await expect(cardOf(page, trial)).toContainText(
      "These words are longer than 5,000 characters. That is the most that can be agreed to on one card.",
    );
    await expect(button(page, `I agree: ${trial}`)).toHaveCount(0);
  }
  await wordsOn(practitioner, trial).fill("Six weeks.".padEnd(5_000, " At most."));
  for (const page of [practitioner, client]) await agree(page, trial);
  for (const page of [practitioner, client]) await expect(cardOf(page, trial)).toContainText("Both agreed on");
});

test("flags, families and joined letters are agreed to as they are", async ({ two: { practitioner, client } }) => {
  const wales = "\u{1f3f4}\u{e0067}\u{e0062}\u{e0077}\u{e006c}\u{e0073}\u{e007f}";
  const words = `We meet in Cardiff ${wales} 👩‍👩‍👧 ❤️‍🔥 می‌خواهم क्‍ष`;
  await expectation(practitioner, trial, words);
  await expect(wordsOn(client, trial)).toHaveValue(words);
  for (const page of [practitioner, client]) await agree(page, trial);
  for (const page of [practitioner, client]) await expect(cardOf(page, trial)).toContainText("Both agreed on");
});

test("what is pasted loses what nobody can see, and what is typed keeps its joiners", async ({ two }) => {
  const { practitioner, client } = two;
  await expectation(practitioner, trial, "");
  const field = wordsOn(practitioner, trial);
  await field.focus();
  await practitioner.keyboard.insertText("\ufeffSixty\u200b euro\u000beach\u00ad \u200fשלום\u200e");
  await expect(field).toHaveValue("Sixty euro\neach שלום");
  await field.fill("");
  for (const key of "می\u200cخواهم") await practitioner.keyboard.insertText(key);
  await expect(field).toHaveValue("می\u200cخواهم");
  await isKept(practitioner);
  await expect(wordsOn(client, trial)).toHaveValue("می\u200cخواهم");
  for (const page of [practitioner, client]) await agree(page, trial);
  await expect(cardOf(client, trial)).toContainText("Both agreed on");
});
