/** Who is here: four honest states, and nothing in between. */
import { graceMs } from "../lib/wire.ts";
import { pair } from "../tests/support/people.ts";
import { expect, test } from "./fixture.ts";
import { linesOf } from "./lines.ts";
import { bar, button, head, lookAway, sayingsOf } from "./screen.ts";
import { isTold } from "./spoken.ts";

test("both read that both are here", async ({ two: { practitioner, client } }) => {
  for (const page of [practitioner, client]) await expect(head(page)).toContainText("Both here");
});

test("who looks at another tab is here, looking elsewhere", async ({ two: { practitioner, client } }) => {
  await expect(head(practitioner)).toContainText("Both here");
  await lookAway(client, true);
  await expect(head(practitioner)).toContainText("Chris is here, looking elsewhere");
  await lookAway(client, false);
  await expect(head(practitioner)).toContainText("Both here");
});

test("nobody is told of looking elsewhere by whoever has switched that off", async ({ two }) => {
  const { practitioner, client } = two;
  await expect(head(practitioner)).toContainText("Both here");
  await button(client, "Menu").click();
  const choice = client.getByRole("switch", { name: "Do not say when I look elsewhere" });
  await choice.click();
  await expect(choice).toBeChecked();
  const sayings = await sayingsOf(head(practitioner));
  await lookAway(client, true);
  // On the same line, behind the word that would say so.
  await button(client, "Thank you").click();
  await isTold(practitioner, "Chris says thank you.");
  expect((await sayings()).join()).not.toContain("elsewhere");

  await client.reload();
  await button(client, "Menu").click();
  await expect(choice).toBeChecked();
});

test("who closes the room has left, at a time", async ({ two: { practitioner, client } }) => {
  await expect(head(practitioner)).toContainText("Both here");
  await client.close();
  await expect(head(practitioner)).toContainText(/Chris left at \d\d:\d\d/);
  await expect(practitioner.getByText("You are here alone.")).toBeVisible();
});

test("that somebody goes or comes is spoken where the head says it, and shown where the head is out of sight", async ({
  visit,
  server,
}) => {
  const people = await pair(server.origin);
  const [practitioner, client] = [await visit(people.practitioner), await visit(people.client)];
  await expect(head(practitioner)).toContainText("Both here");
  await practitioner.evaluate(() => {
    const shown: string[] = [];
    new MutationObserver(() => {
      const line = document.querySelector<HTMLElement>("[role=status] p");
      if (line && line.offsetWidth > 1) shown.push(line.innerText);
    }).observe(document.body, { childList: true, subtree: true });
    Object.assign(window, { shown });
  });
  const shown = () => practitioner.evaluate(() => (window as unknown as { shown: string[] }).shown);
  await client.close();
  await isTold(practitioner, /^Chris left at/);
  expect(await shown()).toEqual([]);

  await practitioner.setViewportSize({ width: 360, height: 320 });
  await practitioner.evaluate(() => window.scrollTo(0, document.documentElement.scrollHeight));
  await expect(head(practitioner)).not.toBeInViewport();
  await visit(people.client);
  await isTold(practitioner, "Both here");
  expect(await shown()).toContain("Both here");
});

test("a line that is pulled is said to be down, to both, and is back by itself", async ({ two, allow }) => {
  allow(/WebSocket connection|ERR_INTERNET_DISCONNECTED/);
  const { practitioner, client } = two;
  const lines = await linesOf(client);
  await expect(head(client)).toContainText("Both here");
  lines.silence();
  await expect(head(practitioner)).toContainText(/Chris’s line is down since \d\d:\d\d/);
  // Nothing has told the page so: it has heard nothing for as long as the other.
  await expect(head(client)).toContainText("You are not connected");
  await lines.cut();
  await lines.mend();
  for (const page of [practitioner, client]) await expect(head(page)).toContainText("Both here");
});

test("a reload is not shown to the other", async ({ two: { practitioner, client } }) => {
  // Where the machine was too slow for a reload in the time in which it is none of the other's business, once more.
  let said: string[] = [];
  for (let tookMs = graceMs; tookMs >= graceMs;) {
    await expect(head(practitioner)).toContainText("Both here");
    const sayings = await sayingsOf(head(practitioner));
    const began = Date.now();
    await client.reload();
    await expect(head(client)).toContainText("Both here");
    tookMs = Date.now() - began;
    await button(client, "Thank you").click();
    await isTold(practitioner, "Chris says thank you.");
    said = await sayings();
  }
  expect(said.filter((saying) => !saying.includes("Both here"))).toEqual([]);
});

test("two tabs of one person are one presence", async ({ two: { practitioner, client } }) => {
  await expect(head(practitioner)).toContainText("Both here");
  const second = await client.context().newPage();
  await second.goto(client.url());
  await expect(head(second)).toContainText("Both here");
  const sayings = await sayingsOf(head(practitioner));
  await lookAway(client, true);
  // On the same line, behind the word that would say so.
  await button(client, "Thank you").click();
  await isTold(practitioner, "Chris says thank you.");
  expect((await sayings()).filter((saying) => !saying.includes("Both here"))).toEqual([]);

  // What the second tab said goes with it, and the first one speaks for this person.
  await second.close();
  await expect(head(practitioner)).toContainText("Chris is here, looking elsewhere");
});

test("who has never been in the room is not said to have left it", async ({ visit, server }) => {
  const practitioner = await visit((await pair(server.origin)).practitioner);
  await expect(head(practitioner)).toContainText("Chris has not been here yet");
});

test("until it is known who is here, nobody is told that they are alone", async ({ two: { practitioner, client } }) => {
  await expect(head(client)).toContainText("Both here");
  await button(bar(practitioner), "Open a session").click();
  let know: () => void = () => undefined;
  const known = new Promise<void>((done) => (know = done));
  await client.routeWebSocket(/\/socket\.io\//, (page) => {
    const server = page.connectToServer();
    server.onMessage((message) => {
      const isWhoIsHere = typeof message === "string" && message.startsWith('42["present"');
      void (isWhoIsHere ? known : Promise.resolve()).then(() => page.send(message));
    });
  });
  await client.reload();
  // How the room is held has come by then: a session is open.
  await expect(client.getByRole("button", { name: "How I arrive" })).toBeVisible();
  await expect(head(client).getByRole("paragraph").first()).toBeEmpty();
  await expect(client.getByText("You are here alone.")).toBeHidden();
  know();
  await expect(head(client)).toContainText("Both here, session open");
  await expect(button(bar(client), "Close session")).toBeVisible();
});
