/** What every browser test starts from: a real server, and two people in two browsers in one space. */
import { type BrowserContext, type BrowserContextOptions, type Page, test as base, expect } from "@playwright/test";
import type { Seat } from "../lib/seats.ts";
import { type Sitting, pair } from "../tests/support/people.ts";
import { type Server, startServer } from "../tests/support/server.ts";
import { head, isKept } from "./screen.ts";
import { collectSpoken } from "./spoken.ts";

export { expect };
/** The pages of the two seats, each in a browser of its own and opened at the space, with what was written there. */
export type Two = { space: string } & Record<Seat, Page>;

/** A page in a browser of its own: one that knows nothing, or the one of somebody who sits in a space. */
export type Visit = (sitting?: Sitting, options?: BrowserContextOptions) => Promise<Page>;

type ForTest = {
  two: Two;
  visit: Visit;
  /** Names a fault that the test itself brings about, such as a line it cuts. Every other fault fails the test. */
  allow: (fault: RegExp) => void;
};
type ForWorker = {
  /** One for all tests of a worker, which run one after the other: a test may kill it and start it again. */
  server: Server;
  /** Settings for the server. `test.use({ settings })` at the top of a file gives that file its own server. */
  settings: Record<string, string>;
};

export const test = base.extend<ForTest, ForWorker>({
  settings: [{}, { option: true, scope: "worker" }],
  server: [
    async ({ settings }, use) => {
      const server = await startServer({ env: settings });
      await use(server);
      await server.end();
    },
    { scope: "worker", timeout: 180_000 },
  ],
  baseURL: async ({ server }, use) => use(server.origin),
  allow: [
    async ({ browser, server }, use) => {
      const faults: string[] = [];
      const allowed: RegExp[] = [];
      const watch = (context: BrowserContext): void => report(context, server.origin, (fault) => faults.push(fault));
      browser.on("context", watch);
      await use((fault) => allowed.push(fault));
      browser.off("context", watch);
      const rest = faults.filter((fault) => !allowed.some((pattern) => pattern.test(fault)));
      expect(rest, "The browsers must have nothing to complain of.").toEqual([]);
    },
    { auto: true },
  ],
  visit: async ({ browser, server }, use) => {
    const contexts: BrowserContext[] = [];
    await use(async (sitting, options) => {
      const context = await browser.newContext(options);
      contexts.push(context);
      await collectSpoken(context);
      const [name = "", value = ""] = sitting?.cookie.split("=", 2) ?? [];
      if (sitting) await context.addCookies([{ name, value, url: server.origin, httpOnly: true, sameSite: "Strict" }]);
      const page = await context.newPage();
      await page.goto(sitting ? `/space/${sitting.space}` : "/");
      return page;
    });
    await Promise.all(contexts.map((context) => context.close()));
  },
  two: async ({ visit, server }, use) => {
    const { space, ...sittings } = await pair(server.origin);
    const [practitioner, client] = await Promise.all([visit(sittings.practitioner), visit(sittings.client)]);
    // What the other does before a page has the words is no news to it, and is not told there. What needs both can do
    // nothing before each page knows of the other.
    await Promise.all([isKept(practitioner), isKept(client)]);
    for (const page of [practitioner, client]) await expect(head(page)).toContainText("Both here");
    await use({ space, practitioner, client });
  },
});

/** Tells every fault of a context's pages: requests to elsewhere, errors in the console (the policy's too), crashes. */
function report(context: BrowserContext, origin: string, tell: (fault: string) => void): void {
  const away = (url: string): boolean => {
    const { protocol, host } = new URL(url);
    return /^(https?|wss?):$/.test(protocol) && host !== new URL(origin).host;
  };
  context.on("request", (request) => {
    if (away(request.url())) tell(`request to another origin: ${request.url()}`);
  });
  context.on("console", (message) => {
    if (message.type() === "error") tell(`console error: ${message.text()} at ${message.location().url}`);
  });
  context.on("weberror", (fault) => tell(`page error: ${fault.error().stack ?? fault.error().message}`));
  context.on("page", (page) => {
    page.on("crash", () => tell(`crash: ${page.url()}`));
    page.on("websocket", (socket) => {
      if (away(socket.url())) tell(`socket to another origin: ${socket.url()}`);
    });
  });
}
