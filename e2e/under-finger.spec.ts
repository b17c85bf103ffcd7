/** What has just come beneath a finger takes no press that was meant for what lay there before. */
import type { Locator, Page } from "@playwright/test";
import { ownTime, stopTime } from "./clock.ts";
import { expect, test } from "./fixture.ts";
import { offer } from "./quiet.ts";
import { boxOf, button, cover } from "./screen.ts";

/** Presses this place of the screen, whatever lies there. */
async function pressAt(page: Page, place: Locator): Promise<void> {
  const box = await boxOf(place);
  if (!box) throw new Error("It should be there.");
  await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
}

test("a tap that was on its way as a quiet is offered does not accept it, and one that is meant does", async ({
  two: { practitioner, client },
}) => {
  await ownTime(client);
  await stopTime(client);
  await offer(practitioner, "Five minutes");
  const yes = button(client, "Yes, quiet together");
  await expect(yes).toBeVisible();
  await pressAt(client, yes);
  await expect(practitioner.getByText("It begins when Chris says yes.").last()).toBeVisible();
  await client.clock.runFor(800);
  await expect(cover(client)).toHaveCount(0);
  await pressAt(client, yes);
  await expect(cover(client)).toHaveAccessibleName("Quiet, together");
});

test("keys have no place on the screen: an offer that has just come can be answered with them at once", async ({
  two: { practitioner, client },
}) => {
  await ownTime(client);
  await stopTime(client);
  await offer(practitioner, "Five minutes");
  await button(client, "Yes, quiet together").press("Enter");
  await expect(cover(client)).toHaveAccessibleName("Quiet, together");
});

test("a tap that was on its way as a quiet begins does not end it, and hiding answers at once", async ({
  two: { practitioner, client },
}) => {
  await ownTime(client);
  await stopTime(client);
  await offer(client, "Five minutes");
  await button(practitioner, "Yes, quiet together").click();
  const ready = button(cover(client), "I’m ready to speak");
  await expect(ready).toBeVisible();
  await pressAt(client, ready);
  // What comes behind the press has arrived, and it is the same quiet.
  await button(practitioner, "A little longer").click();
  await expect(cover(client)).toContainText("It could go on for five minutes longer.");
  await pressAt(client, button(cover(client), "Hide now"));
  await expect(client.getByRole("dialog", { name: "Notes" })).toBeVisible();
});
