/** A browser that keeps nothing for a page: everything goes on, and what a reload would lose is said. */
import type { BrowserContext, Page } from "@playwright/test";
import { expect, test as base } from "./fixture.ts";
import { linesOf } from "./lines.ts";
import { comeBack, escape, isHidden } from "./hiding.ts";
import { agree, asks, bar, button, cardOf, cover, expectation, head, isKept, wordsOn } from "./screen.ts";

/** The ways in which a browser keeps nothing: site data blocked, storages that are not there, no room left. */
const ways = ["reading throws", "there is nothing", "no room is left"] as const;
type Way = (typeof ways)[number];

/** Takes away from a page all that keeps anything in this browser. */
function block(way: Way): void {
  const refuse = (): never => {
    throw new DOMException("Access is denied for this document.", "SecurityError");
  };
  const full = (): never => {
    throw new DOMException("The quota has been exceeded.", "QuotaExceededError");
  };
  for (const name of ["sessionStorage", "localStorage"])
    if (way === "no room is left") Storage.prototype.setItem = full;
    else Object.defineProperty(window, name, { get: way === "there is nothing" ? () => null : refuse });
  Object.defineProperty(window, "indexedDB", { get: refuse });
  Object.defineProperty(window, "caches", { get: refuse });
  Object.defineProperty(Navigator.prototype, "serviceWorker", {
    get: way === "there is nothing" ? () => undefined : () => ({ register: refuse, ready: new Promise(() => {}) }),
  });
  Object.defineProperty(window, "BroadcastChannel", { value: refuse });
  for (const name of ["locks", "wakeLock", "clipboard", "permissions", "storage", "vibrate", "share"])
    Object.defineProperty(Navigator.prototype, name, { configurable: true, get: () => undefined });
}

const test = base.extend<{ way: Way; blocked: void }>({
  way: ["reading throws", { option: true }],
  blocked: [
    async ({ browser, way }, use) => {
      const watch = (context: BrowserContext): void => void context.addInitScript(block, way);
      browser.on("context", watch);
      await use();
      browser.off("context", watch);
    },
    { auto: true },
  ],
});

const stands = (page: Page): Promise<void> => expect(page.getByText("Something went wrong")).toHaveCount(0);

for (const way of ways)
  test.describe(`where a browser keeps nothing because ${way}`, () => {
    test.use({ way });

    test("the words for an emergency can be read, and so can every outer page", async ({ visit }) => {
      const page = await visit();
      for (const [path, words] of [
        ["/help", "If you need help now"],
        ["/", "A space for two"],
        ["/open", "Open a space for two"],
        ["/join", "You have an invitation"],
        ["/return", "Come back to your seat"],
        ["/offline", "There is no connection right now"],
      ] as const) {
        await page.goto(path);
        await page.waitForLoadState("networkidle");
        await expect(page.getByRole("heading", { level: 1 })).toContainText(words);
        await stands(page);
      }
    });

    test("two write, agree, are quiet and hide", async ({ two: { practitioner, client } }) => {
      await expectation(client, "A fair trial", "Six weeks.");
      await isKept(client);
      await expect(wordsOn(practitioner, "A fair trial")).toHaveValue("Six weeks.");
      await agree(client, "A fair trial");
      await expect(cardOf(practitioner, "A fair trial")).toContainText("Chris agrees.");
      await button(bar(practitioner), "Quiet together").click();
      await button(bar(practitioner), "Five minutes").click();
      await button(client, "Yes, quiet together").click();
      await expect(cover(client)).toContainText("Five minutes");
      await button(client, "I’m ready to speak").click();
      for (const page of [practitioner, client]) await button(page, "Go on").click();
      await button(bar(practitioner), "Open a session").click();
      await expect(head(client)).toContainText("session open");
      await escape(client);
      await isHidden(client);
      await comeBack(client);
      await stands(client);
      await button(client, "Menu").click();
      await button(client, "My seat").click();
      await expect(cover(client)).toContainText("when it is loaded anew it is not hidden any more");
      await button(cover(client), "Save a return key").click();
      await button(cover(client), "Copy").click();
      await expect(cover(client).getByText("Please mark and copy it by hand")).toBeVisible();
    });

    test("words that wait for a line stay, are said to be lost by a reload, and are sent", async ({
      two: { practitioner, client },
      allow,
    }) => {
      allow(/WebSocket connection|ERR_INTERNET_DISCONNECTED/);
      const lines = await linesOf(client);
      await expectation(client, "A fair trial", "Six weeks.");
      await isKept(client);
      await lines.cut();
      await wordsOn(client, "A fair trial").fill("Ten weeks.");
      await expect(asks(client)).toContainText("do not reload or close it until then", { timeout: 20_000 });
      await lines.mend();
      await isKept(client);
      await expect(wordsOn(practitioner, "A fair trial")).toHaveValue("Ten weeks.");
    });
  });
