// `npm run screenshots`: the pictures of the README, taken from a real server with two people in one space.
import { type Browser, type BrowserContextOptions, type Page, chromium } from "@playwright/test";
import { mkdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { fillSpace } from "../e2e/filled.ts";
import { type Sitting, pair } from "../tests/support/people.ts";
import { startServer } from "../tests/support/server.ts";
import { chromiumPath } from "./browser.mjs";

const folder = resolve(import.meta.dirname, "../docs/pictures");
const desk: BrowserContextOptions = { viewport: { width: 1440, height: 900 } };
const phone: BrowserContextOptions = {
  viewport: { width: 360, height: 740 },
  deviceScaleFactor: 2,
  isMobile: true,
  hasTouch: true,
};

// The day in the pictures, whenever they are made: by the server's clock and by those of the browsers.
const day = new Date(2026, 10, 3, 10);
const clock = `Object.defineProperty(performance, "timeOrigin", { value: ${day.getTime()} - performance.now() })`;
const atThatDay = { NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(clock)}` };

const server = await startServer({ env: atThatDay });
const browser = await chromium.launch({
  executablePath: await chromiumPath(),
  args: ["--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"],
});
try {
  mkdirSync(folder, { recursive: true });
  await takeAll(browser);
} finally {
  await browser.close();
  await server.end();
}

async function takeAll(opened: Browser): Promise<void> {
  const people = await pair(server.origin);
  await fillSpace(server.origin, people);
  const visit = async (sitting: Sitting, options: BrowserContextOptions): Promise<Page> => {
    // Nothing moves in a picture.
    const context = await opened.newContext({ ...options, reducedMotion: "reduce" });
    await context.clock.setFixedTime(day);
    const [name = "", value = ""] = sitting.cookie.split("=", 2);
    await context.addCookies([{ name, value, url: server.origin, httpOnly: true, sameSite: "Strict" }]);
    const page = await context.newPage();
    await page.goto(`${server.origin}/space/${sitting.space}`);
    await page.getByText("Kept", { exact: true }).first().waitFor();
    return page;
  };
  const practitioner = await visit(people.practitioner, desk);
  const client = await visit(people.client, desk);
  await practitioner.getByText("Both here").first().waitFor();
  const welcome = client.getByRole("button", { name: "Come in" });
  if (await welcome.isVisible()) await welcome.click();
  await practitioner.getByRole("button", { name: "That is them" }).click();
  await practitioner.getByRole("button", { name: "Open a session" }).click();

  for (const page of [practitioner, client]) await page.getByRole("button", { name: "Go on", exact: true }).click();
  await take(client, "space.png");
  const inTheDark = await visit(people.client, { ...desk, colorScheme: "dark" });
  await inTheDark.getByText("session open").waitFor();
  await take(inTheDark, "space-dark.png");
  await inTheDark.context().close();

  const onPhone = await visit(people.client, phone);
  await onPhone.getByRole("tab", { name: "I choose" }).click();
  await take(onPhone, "phone.png");
  await onPhone.context().close();

  for (const page of [practitioner, client]) {
    await page.getByRole("button", { name: /^(Talk here|Join .*voice)$/ }).click();
    await page.getByRole("button", { name: "Join with my voice" }).click();
  }
  await client.getByText("voice open").waitFor();
  await client.getByRole("region", { name: "The call" }).waitFor();
  await client.evaluate(() => scrollTo(0, 0));
  await take(client, "call.png");
  for (const page of [practitioner, client]) await page.getByRole("button", { name: "Leave the call" }).click();

  await client.getByRole("button", { name: "No outcome" }).click();
  await client.getByRole("textbox", { name: "The open page" }).waitFor();
  await take(client, "noout.png");
  await client.getByRole("button", { name: "Unfold the canvas" }).click();

  await practitioner.getByRole("button", { name: "Quiet together" }).click();
  await practitioner.getByRole("button", { name: "Five minutes" }).click();
  await client.getByRole("button", { name: "Yes, quiet together" }).click();
  await client.getByRole("dialog", { name: "Quiet, together" }).waitFor();
  await take(client, "quiet.jpg");
}

/** A picture of what is in view, once nothing is being said any more and every letter has its type. */
async function take(page: Page, name: string): Promise<void> {
  await page.evaluate(() => document.fonts.ready);
  await page.waitForFunction(() => document.querySelector("[role=status]:not(:empty)") === null);
  await page.screenshot({ path: join(folder, name) });
}
