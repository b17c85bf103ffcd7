/** Every screen of the product, each with the way to it. */
import type { Page } from "@playwright/test";
import { type Pair, join, openSpace, pair } from "../tests/support/people.ts";
import type { Server } from "../tests/support/server.ts";
import { join as joinCall } from "./calling.ts";
import { fillSpace } from "./filled.ts";
import { type Two, type Visit, expect } from "./fixture.ts";
import { linesOf } from "./lines.ts";
import {
  arriving,
  bar,
  button,
  column,
  composeDecision,
  cover,
  expectation,
  head,
  isKept,
  menuOf,
  openSession,
  pressUntil,
  wordsOn,
} from "./screen.ts";

export type Stage = { visit: Visit; server: Server; allow: (fault: RegExp) => void };

export type Screen = {
  name: string;
  /** Leads a browser to this screen, at the width of a desk. */
  open: (stage: Stage) => Promise<Page>;
  /** The step that leads back to it once the window is as narrow as a phone. */
  onPhone?: (page: Page) => Promise<void>;
  /** What lies over the rest of the screen: only there can anything be touched. */
  over?: string;
  /** The title of its tab, where it is not that of the product. */
  title?: string;
};

const popup = "[aria-expanded=true] + div, [aria-expanded=true] ~ div";

async function enter({ visit }: Stage, people: Pair): Promise<Two> {
  const [practitioner, client] = await Promise.all([visit(people.practitioner), visit(people.client)]);
  for (const page of [practitioner, client]) await expect(head(page)).toContainText("Both here");
  return { space: people.space, practitioner, client };
}

const empty = async (stage: Stage): Promise<Two> => enter(stage, await pair(stage.server.origin));

async function filled(stage: Stage): Promise<Two> {
  const people = await pair(stage.server.origin);
  await fillSpace(stage.server.origin, people);
  return enter(stage, people);
}

const at =
  (path: string) =>
  async ({ visit }: Stage): Promise<Page> => {
    const page = await visit();
    await page.goto(path);
    return page;
  };

async function invited({ visit, server }: Stage, used: boolean): Promise<Page> {
  const { invitation } = await openSpace(server.origin, { welcome: "There is nothing to prepare." });
  if (used) await join(server.origin, { secret: invitation });
  const page = await visit();
  await page.goto(`/join#${invitation}`);
  await expect(page.getByRole("heading", { level: 1 })).toBeFocused();
  return page;
}

const outer: Screen[] = [
  { name: "the first page", open: at("/") },
  {
    name: "the first page of somebody with spaces",
    async open({ visit, server }) {
      const page = await visit((await pair(server.origin)).practitioner);
      await page.goto("/");
      await expect(column(page, "Your spaces")).toBeVisible();
      return page;
    },
  },
  { name: "opening a space", open: at("/open") },
  {
    name: "a space that was opened",
    async open(stage) {
      const page = await at("/open")(stage);
      await pressUntil(button(page, "Open the space"), page.getByRole("main").getByRole("alert"));
      await page.getByLabel("Your name").fill("Pia");
      await button(page, "Open the space").click();
      await button(page, "Show as a code").click();
      await button(page, "Save a return key").click();
      await expect(column(page, "Your return key")).toBeVisible();
      return page;
    },
  },
  { name: "pasting an invitation", open: at("/join") },
  {
    name: "an invitation",
    async open(stage) {
      const page = await invited(stage, false);
      await button(page, "Take your seat").click();
      await page.getByText("Read the whole text").click();
      return page;
    },
  },
  {
    name: "an invitation that does not open",
    open(stage) {
      stage.allow(/status of 410/);
      return invited(stage, true);
    },
  },
  { name: "coming back", open: at("/return") },
  { name: "help", open: at("/help") },
  {
    name: "nothing at this address",
    open(stage) {
      stage.allow(/status of 404/);
      return at("/nothing/here")(stage);
    },
  },
  {
    name: "a space that is not one's own",
    open(stage) {
      stage.allow(/status of 404/);
      return at(`/space/${"0".repeat(26)}`)(stage);
    },
  },
];

const inside: Screen[] = [
  {
    name: "an empty space before the client has come",
    async open({ visit, server }) {
      const page = await visit(await openSpace(server.origin));
      await button(page, "Make a new link").click();
      await expect(page.getByLabel("Invitation link")).toBeVisible();
      return page;
    },
  },
  { name: "the first visit of the client", open: async (stage) => (await empty(stage)).client },
  { name: "a space as the client sees it", open: async (stage) => (await filled(stage)).client },
  { name: "a space as the practitioner sees it", open: async (stage) => (await filled(stage)).practitioner },
  {
    name: "reading an agreement",
    async open(stage) {
      const { client } = await filled(stage);
      await button(client, "I agree: Time and money").click();
      return client;
    },
  },
  {
    name: "words that changed while they were read",
    async open(stage) {
      const { client, practitioner } = await filled(stage);
      await button(client, "I agree: Time and money").click();
      await wordsOn(practitioner, "Time and money").fill("Sixty minutes.");
      await expect(button(client, "Read the new words")).toBeVisible();
      return client;
    },
  },
  {
    name: "what changed in an agreement",
    async open(stage) {
      const { client } = await filled(stage);
      await button(client, "What changed?").click();
      await expect(column(client, "What changed")).toBeVisible();
      return client;
    },
  },
  {
    name: "choosing what to expect, and a card set aside",
    async open(stage) {
      const { client } = await filled(stage);
      await menuOf(client, "A fair trial");
      await button(client, "Set aside").click();
      await client.getByText("Set aside", { exact: true }).click();
      await button(client, "Add an expectation").click();
      return client;
    },
  },
  {
    name: "a day to look again",
    async open(stage) {
      const { client } = await filled(stage);
      await button(client, "look again around 15 December").click();
      return client;
    },
  },
  {
    name: "the menu of a card",
    over: popup,
    async open(stage) {
      const { client } = await filled(stage);
      await menuOf(client, "A fair trial");
      return client;
    },
  },
  {
    name: "composing an option",
    onPhone: (page) => page.getByRole("tab", { name: "Possible" }).click(),
    async open(stage) {
      const { practitioner } = await filled(stage);
      await button(practitioner, "Add an option").click();
      await practitioner.getByRole("radio", { name: "Yes" }).check();
      await button(practitioner, "Put it on the table").click();
      return practitioner;
    },
  },
  {
    name: "a draft of a decision",
    onPhone: (page) => page.getByRole("tab", { name: "I choose" }).click(),
    async open(stage) {
      const { client } = await filled(stage);
      const form = await composeDecision(client, "");
      await button(form, "Give it").click();
      return client;
    },
  },
  {
    name: "the menu of the space",
    over: popup,
    async open(stage) {
      const { client } = await filled(stage);
      await button(client, "Menu").click();
      return client;
    },
  },
  {
    name: "my seat",
    over: "dialog",
    async open(stage) {
      const { client } = await filled(stage);
      await button(client, "Menu").click();
      await button(client, "My seat").click();
      await button(cover(client), "Save a return key").click();
      await expect(column(client, "Your return key")).toBeVisible();
      return client;
    },
  },
];

async function offered(stage: Stage): Promise<Two> {
  const two = await filled(stage);
  await button(bar(two.practitioner), "Quiet together").click();
  await button(bar(two.practitioner), "Five minutes").click();
  await button(two.client, "Another length").click();
  return two;
}

async function quiet(stage: Stage): Promise<Two> {
  const two = await offered(stage);
  await button(two.client, "Yes, quiet together").click();
  for (const page of [two.client, two.practitioner]) await expect(cover(page)).toBeVisible();
  return two;
}

const held: Screen[] = [
  {
    name: "how long a quiet could be",
    over: popup,
    onPhone: (page) => button(bar(page), "Quiet").click(),
    async open(stage) {
      const { client } = await filled(stage);
      await button(bar(client), "Quiet together").click();
      return client;
    },
  },
  { name: "an offer of quiet", open: async (stage) => (await offered(stage)).client },
  {
    name: "a quiet, and a little longer",
    over: "[role=dialog]",
    async open(stage) {
      const { client, practitioner } = await quiet(stage);
      await button(practitioner, "A little longer").click();
      await expect(button(client, "Stay longer")).toBeVisible();
      return client;
    },
  },
  {
    name: "a quiet that has ended",
    over: "[role=dialog]",
    async open(stage) {
      const { client, practitioner } = await quiet(stage);
      await button(practitioner, "I’m ready to speak").click();
      await expect(cover(client)).toHaveAccessibleName("The quiet has ended.");
      return client;
    },
  },
  {
    name: "no outcome",
    async open(stage) {
      const { client } = await filled(stage);
      await button(bar(client), "No outcome").click();
      await client.getByText("Who wrote what").click();
      return client;
    },
  },
  {
    name: "everything that can be asked at once",
    async open(stage) {
      const { client, practitioner } = await offered(stage);
      await button(bar(practitioner), "Hear me").click();
      await button(bar(practitioner), "Offer no outcome").click();
      await button(bar(practitioner), "Open a session").click();
      await expect(client.getByText("offers no outcome: nothing")).toBeVisible();
      return client;
    },
  },
  {
    name: "a moment",
    over: "[role=dialog]",
    async open(stage) {
      const { client } = await filled(stage);
      await button(bar(client), "A moment, please").click();
      await expect(cover(client)).toBeVisible();
      return client;
    },
  },
];

/** A session just opened by the practitioner: the sheet of arriving is open for both. */
async function session(stage: Stage): Promise<Two> {
  const two = await filled(stage);
  await openSession(two.practitioner, two.client);
  return two;
}

const met: Screen[] = [
  {
    name: "arriving",
    async open(stage) {
      const { client, practitioner } = await session(stage);
      await arriving(practitioner).getByRole("checkbox").click();
      await expect(arriving(client)).toContainText("Pia wishes to keep them.");
      await arriving(client).getByRole("textbox").first().fill("Rest, and perhaps the letter.");
      await button(arriving(client), "I can be overheard").click();
      return client;
    },
  },
  {
    name: "what was said on arriving, and a length that is wished",
    async open(stage) {
      const { client, practitioner } = await session(stage);
      for (const field of await arriving(client).getByRole("textbox").all()) await field.fill("Rest. At my sister’s.");
      await button(arriving(client), "Only writing").click();
      await button(arriving(client), "Say this and go on").click();
      await button(arriving(practitioner), "Go on").click();
      await button(bar(client), "How long this session could be").click();
      await button(client, "Fifty minutes").click();
      await button(practitioner, "Another length").click();
      await expect(button(practitioner, "Ninety minutes")).toBeVisible();
      return practitioner;
    },
  },
  {
    name: "a session that is closed",
    async open(stage) {
      const { client, practitioner } = await session(stage);
      await button(bar(practitioner), "Close session").click();
      await expect(client.getByText("The room is yours until you leave.")).toBeVisible();
      return client;
    },
  },
];

const troubled: Screen[] = [
  {
    name: "words that wait",
    async open(stage) {
      const { client, practitioner } = await filled(stage);
      await button(bar(practitioner), "Hear me").click();
      await expect(client.getByText("Pia has the floor.").first()).toBeVisible();
      await wordsOn(client, "A fair trial").fill("Ten weeks.");
      await expect(client.getByText("are kept and wait")).toBeVisible();
      return client;
    },
  },
  {
    name: "a line that is down",
    async open(stage) {
      stage.allow(/WebSocket connection|ERR_INTERNET_DISCONNECTED/);
      const { client } = await filled(stage);
      const lines = await linesOf(client);
      await isKept(client);
      await lines.cut();
      await wordsOn(client, "A fair trial").fill("Ten weeks.");
      await expect(client.getByText("Not kept yet. The line is down")).toBeVisible();
      return client;
    },
  },
  {
    name: "a seat that was closed",
    async open(stage) {
      stage.allow(/status of 404/);
      const { client, space } = await empty(stage);
      await expectation(client, "A fair trial", "Six weeks.");
      await isKept(client);
      await client.request.delete(`/api/spaces/${space}/sitting`, { headers: { origin: stage.server.origin } });
      await expect(client.getByRole("main").getByRole("alert")).toBeVisible();
      return client;
    },
  },
];

async function inTheCall(stage: Stage): Promise<Two> {
  const two = await filled(stage);
  await joinCall(two.practitioner);
  await joinCall(two.client);
  for (const page of [two.practitioner, two.client]) await expect(head(page)).toContainText("voice open");
  return two;
}

const called: Screen[] = [
  {
    name: "a look at one's devices",
    over: "dialog",
    async open(stage) {
      const { client } = await filled(stage);
      await button(bar(client), "Talk here").click();
      await button(cover(client), "Try my microphone").click();
      await button(cover(client), "Look at my picture").click();
      await expect(cover(client)).toContainText("Your microphone hears you.");
      await expect(cover(client).getByLabel("Your own picture")).toBeVisible();
      return client;
    },
  },
  {
    name: "an open voice that one could join",
    async open(stage) {
      const { client, practitioner } = await filled(stage);
      await joinCall(practitioner);
      await expect(button(client, "Join")).toBeVisible();
      return client;
    },
  },
  {
    name: "a call with pictures",
    async open(stage) {
      const { client, practitioner } = await inTheCall(stage);
      for (const page of [client, practitioner]) await button(page, "Show my picture").click();
      await expect(client.getByLabel("Pia’s picture")).toBeVisible();
      return client;
    },
  },
  {
    name: "a call with closed microphones",
    async open(stage) {
      const { client, practitioner } = await inTheCall(stage);
      for (const page of [client, practitioner]) await button(page, "Close my microphone").click();
      await expect(client.getByText("Microphone closed")).toBeVisible();
      return practitioner;
    },
  },
  {
    name: "a page that is hidden",
    over: "dialog",
    title: "Notes",
    async open(stage) {
      const { client } = await filled(stage);
      await button(client, "Hide now").click();
      await expect(button(client, "Notes")).toBeVisible();
      return client;
    },
  },
  { name: "no connection", title: "No connection", open: at("/offline") },
];

export const screens: readonly Screen[] = [...outer, ...inside, ...held, ...met, ...called, ...troubled];
