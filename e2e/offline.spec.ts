/** If you need help now: there without a connection and without a seat, and nothing else is kept for it. */
import type { Page } from "@playwright/test";
import type { Server } from "../tests/support/server.ts";
import { expect, test } from "./fixture.ts";

/** What this browser keeps for the time without a connection, once it does. */
async function kept(page: Page): Promise<string[]> {
  const paths = (): Promise<string[]> =>
    page.evaluate(async () => {
      const names = await caches.keys();
      const requests = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()));
      return requests.flat().map(({ url }) => new URL(url).pathname);
    });
  await expect.poll(paths).toContain("/help");
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  return paths();
}

const withoutLine = /ERR_INTERNET_DISCONNECTED|ERR_CONNECTION_REFUSED|WebSocket|Failed to load resource/;

/** Takes the connection away. The server is stopped as well: a service worker that is just starting may still reach one. */
async function disconnect(page: Page, server: Server): Promise<void> {
  await page.context().setOffline(true);
  await server.stop();
}

test("a browser without a seat has the words for an emergency without a connection", async ({
  visit,
  server,
  allow,
}) => {
  allow(withoutLine);
  const page = await visit();
  await kept(page);
  await disconnect(page, server);
  await page.getByRole("link", { name: "If you need help now" }).click();
  await expect(page.getByRole("heading", { name: "If you need help now" })).toBeVisible();
  await expect(page.getByText("112", { exact: true })).toBeVisible();
  await page.reload();
  await expect(page.getByText("Nobody watches this space.")).toBeVisible();
  await server.restart();
});

test("from a space too; and only the help, the words about the connection and their styles are kept", async ({
  two: { space, client },
  server,
  allow,
}) => {
  allow(withoutLine);
  const paths = await kept(client);
  expect(paths.filter((path) => !/^\/(help|offline|_next\/static\/.+\.css)$/.test(path))).toEqual([]);
  const words = await client.evaluate(async () => {
    const answers = await Promise.all(["/help", "/offline"].map((path) => caches.match(path)));
    return Promise.all(answers.map(async (answer) => (await answer?.text()) ?? ""));
  });
  expect(words.every((text) => text.includes("</html>"))).toBe(true);
  for (const text of words) expect(text).not.toMatch(new RegExp(`<script|${space}|Pia|Chris`));

  await disconnect(client, server);
  await client.getByRole("link", { name: "If you need help now" }).first().click();
  await expect(client.getByText("Nobody watches this space.")).toBeVisible();
  await client.goto(`/space/${space}`);
  await expect(client.getByRole("heading", { name: "There is no connection right now" })).toBeVisible();
  expect(await client.locator("body").innerText()).not.toMatch(/Pia|Chris/);
  await server.restart();
  await client.context().setOffline(false);
  await client.reload();
  await expect(client.getByRole("heading", { name: "The space between us" })).toBeVisible();
});

test("a space that could not be reached opens by itself when the connection is back", async ({
  two: { space, client },
  allow,
}) => {
  allow(withoutLine);
  allow(/ERR_FAILED/);
  const info = `**/api/spaces/${space}`;
  await client.route(info, (route) => route.abort());
  await client.reload();
  await expect(client.getByRole("heading", { name: "We cannot open this space at the moment." })).toBeVisible();
  await client.unroute(info);
  await client.evaluate(() => window.dispatchEvent(new Event("online")));
  await expect(client.getByRole("heading", { name: "The space between us" })).toBeVisible();
});
