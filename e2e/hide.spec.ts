/** Hide now: one gesture puts a page of notes over everything, and the other waits as for any other moment. */
import { expect, test } from "./fixture.ts";
import { comeBack, escape, isHidden, notes, threeTimes } from "./hiding.ts";
import { linesOf } from "./lines.ts";
import { bar, button, cover, expectation, head, isDrawn, isKept, wordsOn } from "./screen.ts";

test("the button hides everything, the other reads that a moment is asked for, and it is lifted on coming back", async ({
  two: { practitioner, client },
}) => {
  await button(client, "Hide now").click();
  await isHidden(client);
  await expect(cover(practitioner)).toContainText("Chris asked for a moment. This page waits.");
  await comeBack(client);
  await expect(cover(practitioner)).toHaveCount(0);
  await expect(cover(client)).toHaveCount(0);
});

test("Escape three times hides, also while writing, and what is typed then goes nowhere", async ({
  two: { practitioner, client },
}) => {
  await expectation(client, "A fair trial", "Six weeks");
  await isKept(client);
  await wordsOn(client, "A fair trial").focus();
  await escape(client);
  await isHidden(client);
  await client.keyboard.type(" and nobody reads this");
  await comeBack(client);
  await expect(wordsOn(client, "A fair trial")).toHaveValue("Six weeks");
  await expect(wordsOn(client, "A fair trial")).toBeFocused();
  await expect(wordsOn(practitioner, "A fair trial")).toHaveValue("Six weeks");
});

test("Escape does not lead back, a press on the title does, and so does the keyboard", async ({ two: { client } }) => {
  await escape(client);
  await isHidden(client);
  await escape(client);
  await escape(client);
  await isHidden(client);
  await client.keyboard.press("Tab");
  await expect(button(client, "Notes")).toBeFocused();
  await client.keyboard.press("Enter");
  await expect(notes(client)).toHaveCount(0);
});

test("a dialog that Escape has closed is not there again after the page was hidden with the next ones", async ({
  two: { client },
}) => {
  await button(client, "Menu").click();
  await button(client, "My seat").click();
  const seat = client.getByRole("dialog", { name: "My seat" });
  await expect(seat).toBeVisible();
  // The first Escape closes the dialog, as it always does; the page is hidden with the third.
  await escape(client);
  await isHidden(client);
  await comeBack(client);
  await expect(seat).toHaveCount(0);
});

test("it lies over a quiet, which goes on, and a reload leaves it hidden", async ({
  two: { practitioner, client },
}) => {
  await button(client, "Quiet together").click();
  await button(client, "Five minutes").click();
  await button(practitioner, "Yes, quiet together").click();
  await expect(cover(client)).toContainText("Quiet, together");
  await button(cover(client), "Hide now").click();
  await isHidden(client);
  await client.reload();
  await isHidden(client);
  await comeBack(client);
  await expect(cover(client)).toContainText("Quiet, together");
  await expect(cover(practitioner)).toContainText("Quiet, together");
});

test("a page that is loaded anew before it was answered that the other waits lifts that when its person is back", async ({
  two: { practitioner, client },
}) => {
  const lines = await linesOf(client);
  await expect(head(client)).toContainText("Both here");
  const release = lines.hold("down", (frame) => /^4(2\["holding"|3)/.test(String(frame)));
  await button(client, "Hide now").click();
  await expect(cover(practitioner)).toContainText("A moment");
  await client.reload();
  release();
  await isHidden(client);
  await comeBack(client);
  for (const page of [practitioner, client]) await expect(cover(page)).toHaveCount(0);
});

test("loaded anew it shows nothing of the page, also while its scripts have not come", async ({
  two: { client },
  allow,
}) => {
  allow(/ERR_FAILED/);
  await button(client, "Hide now").click();
  await isHidden(client);
  await client.goto("/help");
  const scripts = "**/_next/static/**/*.js";
  await client.route(scripts, (route) => route.abort());
  await client.reload({ waitUntil: "load" });
  await expect(client.getByRole("heading")).toHaveCount(0);
  await expect(client.locator("body")).toBeHidden();
  await expect(client).toHaveTitle("Notes");
  await client.unroute(scripts);
  await client.reload();
  await isHidden(client);
  await comeBack(client);
  await expect(client.getByRole("heading").first()).toBeVisible();
  await expect(client).toHaveTitle("Clearing");
});

for (const storage of ["keeps it", "refuses"])
  test(`Escape hides a page whose scripts have not come yet, in a browser whose storage ${storage}`, async ({
    two: { client },
  }) => {
    if (storage === "refuses")
      await client.addInitScript(() => {
        const refuse = (): never => {
          throw new DOMException("Access is denied for this document.", "SecurityError");
        };
        Object.defineProperty(window, "sessionStorage", { get: refuse });
      });
    for (const path of ["/help", new URL(client.url()).pathname]) {
      let comeToLife: () => void = () => undefined;
      const alive = new Promise<void>((resolve) => (comeToLife = resolve));
      await client.route(/\.js$/, async (route) => {
        await alive;
        await route.continue();
      });
      await client.goto(path, { waitUntil: "commit" });
      await expect(client).toHaveTitle("Clearing");
      await expect(client.locator("body")).toBeVisible();
      // A browser lets no key through to a page that it has not drawn yet.
      await isDrawn(client);
      await threeTimes(client);
      await expect(client.locator("body")).toBeHidden();
      await expect(client).toHaveTitle("Notes");
      comeToLife();
      await isHidden(client);
      await comeBack(client);
      await expect(client.getByRole("main")).toBeVisible();
      await client.unroute(/\.js$/);
    }
  });

test("a moment that one asked for oneself is not lifted by coming back", async ({ two: { practitioner, client } }) => {
  await button(client, "A moment, please").click();
  await expect(cover(practitioner)).toBeVisible();
  await escape(client);
  await isHidden(client);
  await comeBack(client);
  await expect(button(client, "I am back")).toBeVisible();
  // A page that is loaded anew hears what the server knows, after all that was said before.
  await client.reload();
  await expect(button(client, "I am back")).toBeVisible();
  await expect(cover(practitioner)).toBeVisible();
});

test("who hides in the other's moment is hidden, and the other's word about it stays the other's", async ({
  two: { practitioner, client },
}) => {
  await button(practitioner, "A moment, please").click();
  await expect(cover(client)).toContainText("Pia asked for a moment.");
  await button(cover(client), "Hide now").click();
  await isHidden(client);
  await button(practitioner, "I am back").click();
  await expect(cover(practitioner)).toContainText("Chris asked for a moment.");
  await comeBack(client);
  await expect(cover(practitioner)).toHaveCount(0);
  // What had the focus went with the moment.
  await expect(client.locator("main")).toBeFocused();
});

test("without a line it hides all the same, and the other is asked as soon as there is one", async ({
  two: { practitioner, client },
  allow,
}) => {
  allow(/ERR_INTERNET_DISCONNECTED|WebSocket/);
  const lines = await linesOf(client);
  await isKept(client);
  await lines.cut();
  await expect(head(client)).toContainText("You are not connected");
  await escape(client);
  await isHidden(client);
  await lines.mend();
  await expect(cover(practitioner)).toContainText("asked for a moment");
  await comeBack(client);
  await expect(cover(practitioner)).toHaveCount(0);
});

test("it hides by itself when nobody touches the page, only where that was chosen", async ({ two: { client } }) => {
  await client.clock.install();
  await client.reload();
  await isKept(client);
  await client.clock.runFor("20:00");
  await expect(bar(client)).toBeVisible();
  await button(client, "Menu").click();
  await button(client, "My seat").click();
  await button(client, "After five minutes").click();
  await button(client, "Close").click();
  await client.clock.runFor("04:30");
  await expect(bar(client)).toBeVisible();
  await client.keyboard.press("Shift");
  await client.clock.runFor("04:30");
  await expect(bar(client)).toBeVisible();
  await client.clock.runFor("00:45");
  await isHidden(client);
});

test("Escape that an input method takes for itself hides nothing", async ({ two: { practitioner, client } }) => {
  await expectation(client, "A fair trial", "Six weeks");
  const field = wordsOn(client, "A fair trial");
  await field.focus();
  await field.evaluate((element) => {
    for (const composing of [{ isComposing: true }, { keyCode: 229 }])
      for (let times = 0; times < 3; times += 1)
        element.dispatchEvent(new KeyboardEvent("keydown", { key: "Escape", bubbles: true, ...composing }));
  });
  await expect(field).toBeFocused();
  await field.press("End");
  await field.pressSequentially(", or eight");
  await expect(wordsOn(practitioner, "A fair trial")).toHaveValue("Six weeks, or eight");
  await expect(notes(client)).toHaveCount(0);
  await expect(cover(practitioner)).toHaveCount(0);
});
