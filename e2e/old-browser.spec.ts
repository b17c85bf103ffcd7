/** A browser that is too old says so on every page, and the page for an emergency is read as ever. */
import type { Page } from "@playwright/test";
import { openSpace } from "../tests/support/people.ts";
import { expect, test } from "./fixture.ts";
import { quiet } from "./quiet.ts";
import { button, cover, head } from "./screen.ts";

const tooOld = "This browser is too old for Clearing. It needs Safari 15.4,";

/** Takes away what the oldest browser that can do this has and an older one has not. */
const grownOld = (page: Page): Promise<unknown> =>
  page.addInitScript(() => Reflect.deleteProperty(window, "CSSLayerBlockRule"));

test("a browser that is too old says so before anything else, with what is kept and the way to help", async ({
  visit,
  server,
}) => {
  const { space, cookie } = await openSpace(server.origin);
  const page = await visit({ space, cookie });
  await grownOld(page);
  for (const path of ["/", "/open", "/join", `/space/${space}`]) {
    await page.goto(path, { waitUntil: "load" });
    const note = page.getByRole("alert").filter({ hasText: tooOld });
    await expect(note).toContainText("Nothing that you wrote is lost");
    await expect(note.getByRole("link", { name: "If you need help now" })).toHaveAttribute("href", "/help");
    await expect(page.locator("body > *").first()).toContainText(tooOld);
  }
  await page.getByRole("alert").getByRole("link", { name: "If you need help now" }).click();
  await expect(page.getByRole("heading", { name: "If you need help now" })).toBeVisible();
  await expect(page.getByText("112", { exact: true })).toBeVisible();
  // The note comes by a script, if it comes.
  await page.waitForLoadState();
  await expect(page.getByText(tooOld)).toHaveCount(0);
});

test("a browser that is new enough reads nothing of it", async ({ visit }) => {
  const page = await visit();
  await expect(page.getByRole("link", { name: "Open a space" })).toBeVisible();
  await expect(page.getByText(tooOld)).toHaveCount(0);
});

test("where a browser has no inert, what lies beneath a quiet is not there to be reached", async ({ two }) => {
  const { client } = two;
  await client.addInitScript(() => Reflect.deleteProperty(HTMLElement.prototype, "inert"));
  await client.reload();
  await expect(head(client)).toContainText("Both here");
  await quiet(two);
  await expect(client.locator("main")).toHaveCSS("visibility", "hidden");
  await button(client, "I’m ready to speak").click();
  await button(client, "Go on").click();
  await expect(cover(client)).toHaveCount(0);
  await expect(client.locator("main")).toHaveCSS("visibility", "visible");
});
