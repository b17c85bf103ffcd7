/** The foot: a button never becomes another under a thumb, whatever the other does. */
import type { Locator, Page } from "@playwright/test";
import { pair } from "../tests/support/people.ts";
import { expect, test } from "./fixture.ts";
import { bar, button, isDrawn, isKept, isWhole } from "./screen.ts";
import { isTold } from "./spoken.ts";

/** What stands where in the foot: the name of each button that can be seen, and its place. */
const placesOf = (page: Page): Promise<string[]> =>
  bar(page)
    .locator("button:visible")
    .evaluateAll((buttons) =>
      buttons.map((shown) => {
        const { x, y, width, height } = shown.getBoundingClientRect();
        const name = shown.getAttribute("aria-label") ?? shown.textContent;
        return `${name} ${[x, y, width, height].map(Math.round).join()}`;
      }),
    );

/** Presses what can do nothing now, as a person may. */
const press = (place: Locator): Promise<void> => place.click({ force: true });

const sizes = { "a phone": { width: 360, height: 780 }, "a wide screen": { width: 1280, height: 800 } };

for (const [where, viewport] of Object.entries(sizes))
  for (const leaves of ["practitioner", "client"] as const)
    test(`on ${where} every button keeps its place when the ${leaves} leaves and comes back`, async ({
      visit,
      server,
    }) => {
      const people = await pair(server.origin);
      const stays = leaves === "client" ? "practitioner" : "client";
      const page = await visit(people[stays], { viewport });
      const other = await visit(people[leaves]);
      await isWhole(page);
      await isKept(page);
      await expect(button(bar(page), /^Quiet/)).toBeVisible();
      await isDrawn(page);
      const together = await placesOf(page);
      expect(together.length).toBeGreaterThan(4);
      await other.goto("/");
      await expect(bar(page)).toContainText("You are here alone.");
      await expect.poll(() => placesOf(page)).toEqual(together);
      await other.goBack();
      await expect(bar(page)).not.toContainText("You are here alone.");
      await expect.poll(() => placesOf(page)).toEqual(together);
    });

test("what needs both stays in its place while one is alone, and says so", async ({
  two: { practitioner, client },
}) => {
  await practitioner.setViewportSize({ width: 360, height: 780 });
  await client.goto("/");
  await expect(bar(practitioner)).toContainText("You are here alone.");
  for (const name of ["Quiet", "No outcome", "A moment, please"]) {
    await expect(button(bar(practitioner), name)).toHaveAttribute("aria-disabled", "true");
    await press(button(bar(practitioner), name));
    await isTold(practitioner, "Chris is not here. This is for when you are both here.");
  }
  await button(bar(practitioner), "More ways to hold the room").click();
  await press(button(practitioner, "Thank you"));
  await isTold(practitioner, "Chris is not here. This is for when you are both here.");
  // A session can be opened by one alone, and left to wait.
  await button(practitioner, "Open a session").click();
  await isTold(practitioner, "The session is open.");
});

test("what the other opens, takes or ends moves nothing of a menu that is open", async ({
  two: { practitioner, client },
}) => {
  await client.setViewportSize({ width: 360, height: 780 });
  await isWhole(client);
  await button(bar(client), "More ways to hold the room").click();
  await expect(button(bar(client), "Thank you")).toBeVisible();
  await isDrawn(client);
  const places = (await placesOf(client)).filter((place) => /Slower|Thank you|Hear me|How long/.test(place));
  expect(places).toHaveLength(4);
  await button(bar(practitioner), "Hear me").click();
  await button(bar(practitioner), "Open a session").click();
  await expect(button(client, "Close session")).toBeVisible();
  await expect
    .poll(async () => (await placesOf(client)).filter((place) => /Slower|Thank you|Hear me|How long/.test(place)))
    .toEqual(places);
});

test("who cannot take the floor reads why at the button, which stays", async ({ two: { practitioner, client } }) => {
  await button(bar(client), "Hear me").click();
  await expect(button(bar(practitioner), "Hear me")).toHaveAttribute("aria-disabled", "true");
  await press(button(bar(practitioner), "Hear me"));
  await isTold(practitioner, "Chris has the floor. You can ask for it.");
  await isTold(client, "You have the floor.");
  await press(button(bar(client), "Hear me"));
  await isTold(client, "You have the floor.");
});
