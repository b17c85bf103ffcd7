/** Quiet together: offered, accepted, held by both, ended by either or at its time. */
import type { Page } from "@playwright/test";
import { changeRows, rowsIn } from "../tests/support/database.ts";
import type { Server } from "../tests/support/server.ts";
import { expect, test } from "./fixture.ts";
import { linesOf } from "./lines.ts";
import { lineFault, offer, quiet } from "./quiet.ts";
import { bar, boxOf, button, cover, expectation, isCovered, isKept, wordsOn } from "./screen.ts";
import { isTold } from "./spoken.ts";

/** How long the server's quiet still lasts from now on, in ms, changed while it is stopped. */
function setRemaining({ dataDir }: Server, space: string, ms: number): void {
  const [row] = rowsIn(
    dataDir,
    "SELECT json_extract(holding, '$.quiet.state') AS state FROM spaces WHERE id = ?",
    space,
  );
  expect(row).toEqual({ state: "running" });
  const ends = Date.now() + ms;
  changeRows(dataDir, "UPDATE spaces SET holding = json_set(holding, '$.quiet.ends', ?) WHERE id = ?", ends, space);
}

test("a quiet begins only when the other accepts, and then covers both screens", async ({ two }) => {
  const { practitioner, client } = two;
  await offer(practitioner, "Five minutes");
  await expect(practitioner.getByText("You offer five minutes of quiet. It begins when Chris says yes.")).toBeVisible();
  await expect(client.getByText("Pia offers five minutes of quiet.").first()).toBeVisible();
  for (const page of [practitioner, client]) await expect(cover(page)).toBeHidden();

  await button(client, "Yes, quiet together").click();
  for (const page of [practitioner, client]) {
    await expect(cover(page)).toHaveAccessibleName("Quiet, together");
    await expect(cover(page)).toContainText("Five minutes, until a soft bell. There is nothing to do.");
    await isCovered(page);
  }
});

test("an offer is answered with another length, which the first one accepts", async ({ two }) => {
  const { practitioner, client } = two;
  await offer(client, "Twenty minutes");
  await button(practitioner, "Another length").click();
  await practitioner.getByLabel("Another length, from 1 to 60 minutes").fill("8");
  await button(practitioner, "Offer").click();
  await expect(client.getByText("Pia offers eight minutes of quiet.").first()).toBeVisible();
  await button(client, "Yes, quiet together").click();
  await expect(cover(practitioner)).toContainText("Eight minutes, until a soft bell.");
});

test("not now puts an offer away for both, and nothing begins", async ({ two: { practitioner, client } }) => {
  await offer(practitioner, "Three minutes");
  await button(client, "Not now").click();
  for (const page of [practitioner, client]) {
    await isTold(page, "Not now. The offer of quiet is put away.");
    await expect(page.getByText(/three minutes of quiet/)).toBeHidden();
    await expect(cover(page)).toBeHidden();
  }
});

test("an open-ended quiet has no bell and lasts until one is ready", async ({ two }) => {
  await quiet(two, "Open-ended");
  await expect(cover(two.client)).toContainText("Until one of you is ready to speak. There is nothing to do.");
  await expect(button(two.client, "A little longer")).toBeHidden();
});

for (const ends of ["practitioner", "client"] as const)
  test(`the ${ends} ends a quiet at once, and no screen says who`, async ({ two }) => {
    await quiet(two);
    await button(two[ends], "I’m ready to speak").click();
    for (const page of [two.practitioner, two.client]) {
      await expect(cover(page)).toHaveAccessibleName("The quiet has ended.");
      await expect(cover(page)).not.toContainText(/Pia|Chris|You/);
      await expect(page.getByRole("status").last()).toBeEmpty();
    }
  });

test("after a quiet the page stays still until it is touched", async ({ two }) => {
  const { practitioner, client } = two;
  await expectation(client, "A fair trial", "Six weeks.");
  await quiet(two);
  await button(client, "I’m ready to speak").click();
  await button(client, "Go on").click();
  await expect(cover(client)).toBeHidden();
  await wordsOn(client, "A fair trial").fill("Ten weeks.");
  await isKept(client);
  // The other moves and writes meanwhile; this screen does not follow by itself.
  await expect(cover(practitioner)).toHaveAccessibleName("The quiet has ended.");
  await cover(practitioner).click({ position: { x: 20, y: 20 } });
  await expect(cover(practitioner)).toBeHidden();
  await expect(wordsOn(practitioner, "A fair trial")).toHaveValue("Ten weeks.");
});

test("a reload inside leads back into the same quiet", async ({ two }) => {
  await quiet(two);
  await two.client.reload();
  await expect(cover(two.client)).toHaveAccessibleName("Quiet, together");
  await expect(cover(two.client)).toContainText("Five minutes, until a soft bell.");
  await button(two.practitioner, "I’m ready to speak").click();
  await expect(cover(two.client)).toHaveAccessibleName("The quiet has ended.");
});

test("a quiet outlasts the server", async ({ two, server, allow }) => {
  allow(lineFault);
  await quiet(two);
  const pages = [two.practitioner, two.client];
  const isRoom = (socket: { url: () => string }): boolean => socket.url().includes("/socket.io/");
  // A page that has not noticed yet would still show what was before.
  const noticed = pages.map((page) => page.waitForEvent("websocket", isRoom));
  await server.restart("SIGKILL");
  await Promise.all(noticed);
  for (const page of pages) {
    await expect(cover(page)).toContainText("Five minutes, until a soft bell.");
    await expect(button(page, "I’m ready to speak")).toBeEnabled();
  }
  await button(two.client, "I’m ready to speak").click();
  await expect(cover(two.practitioner)).toHaveAccessibleName("The quiet has ended.");
});

test("a quiet ends at its time, for both", async ({ two, server, allow }) => {
  allow(lineFault);
  await quiet(two);
  await server.stop();
  setRemaining(server, two.space, 7_000);
  await server.restart();
  for (const page of [two.practitioner, two.client]) {
    await expect(cover(page)).toHaveAccessibleName("The quiet has ended.");
    await expect(cover(page)).toContainText("What is written here is as it was.");
    await isCovered(page);
  }
});

test("a quiet whose time passed while the server was away has ended", async ({ two, server, allow }) => {
  allow(lineFault);
  await quiet(two);
  await server.stop();
  setRemaining(server, two.space, -1_000);
  await server.restart();
  for (const page of [two.practitioner, two.client])
    await expect(cover(page)).toHaveAccessibleName("The quiet has ended.");
});

test("the way to help is in the quiet, one touch away", async ({ two }) => {
  await quiet(two);
  await cover(two.client).getByRole("link", { name: "If you need help now" }).click();
  await expect(two.client.getByRole("heading", { name: "If you need help now" })).toBeVisible();
  await expect(two.client.getByText("Nobody watches this space.")).toBeVisible();
  await two.client.goBack();
  await expect(cover(two.client)).toHaveAccessibleName("Quiet, together");
});

test("a little longer is offered by one and accepted by the other, and moves the end", async ({ two, allow }) => {
  allow(lineFault);
  const { practitioner, client } = two;
  const lines = await linesOf(client);
  await quiet(two);
  await button(practitioner, "A little longer").click();
  await expect(cover(practitioner)).toContainText("You offer five minutes longer.");
  await expect(cover(client)).toContainText("It could go on for five minutes longer.");
  await button(client, "Stay longer").click();
  for (const page of [practitioner, client]) await expect(cover(page)).not.toContainText("five minutes longer");
  await lines.cut();
  await expect(cover(client)).toContainText("It still has about ten minutes.");
});

test("in a quiet no button comes to lie where another was, and what becomes of a wish stands on both screens", async ({
  two: { practitioner, client },
  two,
}) => {
  await client.setViewportSize({ width: 360, height: 640 });
  await quiet(two, "Three minutes");
  for (const page of [practitioner, client]) await page.evaluate(() => document.fonts.ready);
  const places = (page: Page) =>
    Promise.all(["I’m ready to speak", "A little longer"].map((name) => boxOf(button(cover(page), name))));
  const before = [await places(practitioner), await places(client)];
  const stand = async (): Promise<void> => {
    expect([await places(practitioner), await places(client)]).toEqual(before);
  };
  await button(practitioner, "A little longer").click();
  await expect(cover(client)).toContainText("It could go on for five minutes longer.");
  await expect(cover(practitioner)).toContainText("You offer five minutes longer.");
  for (const name of ["If you need help now", "Hide now"])
    await expect(cover(client).getByText(name, { exact: true })).toBeInViewport({ ratio: 1 });
  await stand();
  // Pressed once more it offers nothing else, and keeps the focus.
  await button(practitioner, "A little longer").click({ force: true });
  await isTold(practitioner, "You have offered it. The other answers.");
  await expect(button(practitioner, "A little longer")).toBeFocused();

  await button(client, "Leave it as it is").press("Enter");
  for (const page of [practitioner, client]) {
    await expect(cover(page)).toContainText("It stays as it is.");
    await expect(cover(page)).toContainText("Three minutes, until a soft bell.");
  }
  await stand();
  await expect(cover(client).getByRole("heading")).toBeFocused();

  await button(practitioner, "A little longer").click();
  await expect(cover(client)).toContainText("It could go on for five minutes longer.");
  // The same wish, on the other side: it takes the offer.
  await button(client, "A little longer").click();
  for (const page of [practitioner, client]) {
    await expect(cover(page)).toContainText("You both stay longer.");
    await expect(cover(page)).toContainText("Eight minutes, until a soft bell.");
  }
  await stand();
});

test("in a quiet the focus stays on its button while the line is down", async ({ two: { client }, two, allow }) => {
  allow(lineFault);
  const lines = await linesOf(client);
  await quiet(two);
  const ready = button(cover(client), "I’m ready to speak");
  await ready.focus();
  await lines.cut();
  await expect(ready).toBeDisabled();
  await expect(ready).toBeFocused();
  await client.keyboard.press("Enter");
  await isTold(client, "You are not connected. We go on trying.");
  await lines.mend();
  await expect(ready).toBeEnabled();
  await expect(ready).toBeFocused();
  await expect(cover(two.practitioner)).toHaveAccessibleName("Quiet, together");
});

test("a little longer can be left as it is", async ({ two: { practitioner, client }, two }) => {
  await quiet(two);
  await button(client, "A little longer").click();
  await expect(cover(client)).toContainText("You offer five minutes longer.");
  await button(practitioner, "Leave it as it is").click();
  for (const page of [practitioner, client]) {
    await expect(cover(page)).not.toContainText("five minutes longer");
    await expect(cover(page)).toHaveAccessibleName("Quiet, together");
  }
});

for (const later of ["client", "practitioner"] as const)
  test(`of two offers at the same time the shorter one stands, also where that of the ${later} comes later`, async ({
    two,
  }) => {
    const { practitioner, client } = two;
    const lengths = { practitioner: "Twenty minutes", client: "Three minutes" };
    const first = later === "client" ? "practitioner" : "client";
    const lines = await linesOf(two[later]);
    await isKept(two[later]);
    // Who offers later does not know yet that the other has offered.
    lines.alter((frame, way) => (way === "down" && String(frame).startsWith('42["holding"') ? null : frame));
    await offer(two[first], lengths[first]);
    await expect(two[first].getByText(`You offer ${lengths[first].toLowerCase()} of quiet.`)).toBeVisible();
    lines.alter((frame) => frame);
    await offer(two[later], lengths[later]);
    // On the same line, behind the offer. The page that was told too little is loaded anew, and reads what stands.
    await button(bar(two[later]), "Thank you").click();
    await isTold(two[first], /says thank you\.$/);
    await two[later].reload();
    await expect(practitioner.getByText("Chris offers three minutes of quiet.").first()).toBeVisible();
    await expect(client.getByText("You offer three minutes of quiet.")).toBeVisible();
    for (const page of [practitioner, client]) await expect(cover(page)).toBeHidden();
  });
