/** Words that were on their way to a card when the other removed it: they are kept for who wrote them. */
import { heldTimers } from "./clock.ts";
import { expect, test } from "./fixture.ts";
import { linesOf } from "./lines.ts";
import { button, cardOf, expectation, isKept, menuOf, wordsOn } from "./screen.ts";
import { isTold } from "./spoken.ts";

const trial = "A fair trial";
const mine = "Six weeks. Tea is welcome.";

test("what is written without a line on a card that the other removes meanwhile is kept as a draft", async ({
  two: { practitioner, client },
  allow,
}) => {
  allow(/WebSocket connection|ERR_INTERNET_DISCONNECTED/);
  const over = await heldTimers(practitioner, 30_000);
  const lines = await linesOf(client);
  await expectation(practitioner, trial, "Six weeks.");
  await expect(wordsOn(client, trial)).toHaveValue("Six weeks.");
  await isKept(client);
  await lines.cut();
  await wordsOn(client, trial).fill(mine);
  await menuOf(practitioner, trial);
  await button(practitioner, "Set aside").click();
  await practitioner.getByText("Set aside", { exact: true }).click();
  await button(practitioner, "Remove it for good").click();
  await over();
  await expect(cardOf(practitioner, trial)).toHaveCount(0);
  await isKept(practitioner);

  await lines.mend();
  const kept = client.getByRole("region", { name: "Words that could not be placed" });
  await expect(kept.locator("blockquote")).toHaveText("Tea is welcome.");
  await isTold(client, "What you wrote on was removed meanwhile. Your words are kept as a draft.");
  await isKept(client);
  await expect(cardOf(client, trial)).toHaveCount(0);
  await expect(practitioner.getByText(mine)).toHaveCount(0);

  // Let go on one page, it can be brought back on the next, and goes when its time there is over.
  await button(kept, "Let it go").click();
  await isKept(client);
  const gone = await heldTimers(client, 10_000);
  await button(kept, "Bring it back").click();
  await isTold(client, "Brought back.");
  await expect(button(kept, "Let it go")).toBeEnabled();
  await button(kept, "Let it go").click();
  await gone();
  await expect(kept).toHaveCount(0);
  await isKept(client);
  await client.reload();
  await isKept(client);
  await expect(kept).toHaveCount(0);
});
