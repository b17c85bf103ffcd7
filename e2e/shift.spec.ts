/** Nothing jumps: what comes by itself moves nothing that somebody reads. */
import type { Page } from "@playwright/test";
import { join, openSpace } from "../tests/support/people.ts";
import { expect, test } from "./fixture.ts";
import { bar, button, head, isDrawn, isKept } from "./screen.ts";

// Half of what is called good (web.dev, Cumulative Layout Shift). What follows one's own press is not counted.
const still = 0.05;

/** How much has moved by itself on this page since it was loaded, as a share of the screen. */
async function shiftOf(page: Page): Promise<number> {
  await isDrawn(page);
  return page.evaluate(() => {
    const observer = new PerformanceObserver(() => undefined);
    observer.observe({ type: "layout-shift", buffered: true });
    // All that was buffered is there at once; waiting for a call would not tell none from one that is late.
    const shifts = observer.takeRecords() as unknown as { value: number; hadRecentInput: boolean }[];
    observer.disconnect();
    return shifts.filter((shift) => !shift.hadRecentInput).reduce((sum, { value }) => sum + value, 0);
  });
}

for (const width of [1440, 360])
  test(`nothing jumps from the link to the open session, ${width} wide`, async ({ visit, server }) => {
    const options = { viewport: { width, height: 800 } };
    const practitioner = await openSpace(server.origin, { welcome: "Good that you are here.\n\nTake your time." });
    const pia = await visit(practitioner, options);
    await isKept(pia);
    await expect(pia.getByRole("heading", { name: "The other seat is still free" })).toBeVisible();

    const guest = await visit(undefined, options);
    await guest.goto(`/join#${practitioner.invitation}`);
    await expect(guest.getByRole("button", { name: "Take your seat" })).toBeVisible();
    expect.soft(await shiftOf(guest), "the invitation").toBeLessThan(still);

    const client = await join(server.origin, { secret: practitioner.invitation });
    const chris = await visit(client, options);
    await isKept(chris);
    await expect(chris.getByRole("button", { name: "Come in" })).toBeVisible();
    await expect(head(chris)).toContainText("Both here");
    await expect(pia.getByRole("button", { name: "That is them" })).toBeVisible();
    expect.soft(await shiftOf(chris), "the first visit").toBeLessThan(still);
    expect.soft(await shiftOf(pia), "the other comes").toBeLessThan(still);
    await button(chris, "Come in").click();
    await expect(button(chris, "Come in")).toBeHidden();
    const before = await shiftOf(chris);

    if (width === 360) await button(bar(pia), "More ways to hold the room").click();
    await button(pia, "Open a session").click();
    await expect(
      chris
        .getByText("How I arrive")
        .or(chris.getByRole("region", { name: "Arriving" }))
        .first(),
    ).toBeVisible();
    expect.soft((await shiftOf(chris)) - before, "the other opens a session").toBeLessThan(still);
    await chris.reload();
    await isKept(chris);
    await expect(head(chris)).toContainText("session open");
    expect.soft(await shiftOf(chris), "a reload in a session").toBeLessThan(still);
  });
