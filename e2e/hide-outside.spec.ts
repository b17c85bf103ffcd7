/** Hiding by touch outside of a space too, where a phone has no Escape; and the way back from the words for an emergency. */
import { devices } from "@playwright/test";
import { expect, test } from "./fixture.ts";
import { comeBack, isHidden } from "./hiding.ts";
import { button } from "./screen.ts";

const phone = { viewport: { width: 360, height: 640 }, hasTouch: true, userAgent: devices["Pixel 5"].userAgent };

test("every page outside of a space is hidden by one touch, and comes back", async ({ visit }) => {
  const page = await visit(undefined, phone);
  for (const path of ["/", "/help", "/join", "/return", "/open"]) {
    await page.goto(path);
    await button(page, "Hide now").tap();
    await isHidden(page);
    await comeBack(page);
    await expect(page).toHaveURL(path);
    await expect(page.getByRole("heading").first()).toBeVisible();
  }
});

test("a page that Back brings to life is hidden where its tab was hidden on another one meanwhile", async ({
  visit,
}) => {
  const page = await visit();
  await expect(button(page, "Hide now")).toBeVisible();
  // As the other page left it, and as a browser brings this one out of its memory.
  await page.evaluate(() => {
    sessionStorage.setItem("hidden", "yes");
    dispatchEvent(new PageTransitionEvent("pageshow", { persisted: true }));
  });
  await isHidden(page);
  await comeBack(page);
  await expect(page.getByRole("heading").first()).toBeVisible();
});

test("without scripts there is no button that does nothing", async ({ visit }) => {
  const page = await visit(undefined, { ...phone, javaScriptEnabled: false });
  for (const path of ["/", "/help", "/join"]) {
    await page.goto(path);
    await expect(page.getByRole("heading").first()).toBeVisible();
    for (const name of ["Hide now", "Back"]) await expect(button(page, name)).toHaveCount(0);
  }
});

test("the words for an emergency lead back to where one came from, in the space too", async ({ two: { client } }) => {
  const address = client.url();
  await client.getByRole("link", { name: "If you need help now" }).first().click();
  await expect(client).toHaveURL("/help");
  await button(client, "Back").click();
  await expect(client).toHaveURL(address);
  await expect(client.getByRole("heading", { name: "The space between us" })).toBeVisible();
});

test("the words for an emergency that were opened by themselves lead nowhere back", async ({ visit }) => {
  const other = await (await visit()).context().newPage();
  await other.goto("/help");
  await expect(button(other, "Hide now")).toBeVisible();
  await expect(button(other, "Back")).toHaveCount(0);
});
