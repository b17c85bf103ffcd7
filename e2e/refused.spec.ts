/** Refusals: a forged write is never seen, and honest words that were refused are never lost. */
import type { BrowserContext, Page } from "@playwright/test";
import * as Y from "yjs";
import { newClientId } from "../lib/seats.ts";
import { openLine, say } from "../tests/support/wire.ts";
import { heldTimers } from "./clock.ts";
import { expect, test } from "./fixture.ts";
import { forgedWords, forgery, refuseNext } from "./forging.ts";
import { linesOf } from "./lines.ts";
import {
  bar,
  button,
  cardOf,
  column,
  composeDecision,
  expectation,
  head,
  isKept,
  option,
  sayingsOf,
  wordsOn,
} from "./screen.ts";
import { isTold } from "./spoken.ts";

const trial = "A fair trial";

async function cookieOf(context: BrowserContext): Promise<string> {
  const [cookie] = await context.cookies();
  return cookie ? `${cookie.name}=${cookie.value}` : "";
}

for (const author of ["practitioner", "client"] as const) {
  const as = author === "client" ? "under the client's name" : "under their own name";
  test(`a decision that the practitioner forges ${as} is never seen`, async ({ two, server }) => {
    const { space, practitioner, client } = two;
    await expectation(practitioner, trial, "Six weeks.");
    const lines = await linesOf(client);
    await expect(wordsOn(client, trial)).toHaveValue("Six weeks.");
    const sayings = await sayingsOf(column(client, "What I choose"));

    const forger = openLine(server.origin, { space, cookie: await cookieOf(practitioner.context()) });
    await forger.said.when(({ is }) => is === "step1");
    forger.send(say.update(forgery(author)));
    expect(await forger.closed).toBe(4422);

    await wordsOn(practitioner, trial).fill("Ten weeks.");
    await expect(wordsOn(client, trial)).toHaveValue("Ten weeks.");
    for (const saying of await sayings()) expect(saying).not.toContain(forgedWords);
    expect(lines.received(forgedWords)).toBe(false);
    await expect(column(practitioner, "What Chris chooses")).toContainText("Nothing is decided here yet.");
  });
}

test("a forger who deletes a decision deletes nothing", async ({ two, server }) => {
  const { space, practitioner, client } = two;
  const form = await composeDecision(client, "I wait.");
  await button(form, "Give it").click();
  await expect(cardOf(practitioner, "For now: I wait.")).toBeVisible();

  const forger = openLine(server.origin, { space, cookie: await cookieOf(practitioner.context()) });
  const doc = await forger.document();
  const before = Y.encodeStateVector(doc);
  doc.clientID = newClientId("practitioner");
  doc.getMap("client:decisions").clear();
  forger.send(say.update(Y.encodeStateAsUpdate(doc, before)));
  expect(await forger.closed).toBe(4422);
  await client.reload();
  for (const page of [practitioner, client]) await expect(cardOf(page, "For now: I wait.")).toBeVisible();
});

/** The client writes one change on a card, and the server refuses it. Gives the copy of the words. */
async function refusedWords(client: Page) {
  const lines = await linesOf(client);
  await expect(wordsOn(client, trial)).toHaveValue("Six weeks");
  await isKept(client);
  refuseNext(lines);
  await wordsOn(client, trial).press("ControlOrMeta+End");
  await client.keyboard.insertText(", or as long as it takes.");
  const copy = column(client, "Words that could not be placed");
  await expect(copy.getByRole("blockquote")).toHaveText("Six weeks, or as long as it takes.");
  return copy;
}

test("words that the server refused are kept for their writer, who goes on at once", async ({ two }) => {
  const { practitioner, client } = two;
  await expectation(practitioner, trial, "Six weeks");
  const copy = await refusedWords(client);
  await expect(copy).toContainText(
    "These words could not be placed in What we expect. They are kept here. Only you read them.",
  );
  await expect(wordsOn(client, trial)).toHaveValue("Six weeks");
  await wordsOn(client, trial).press("ControlOrMeta+End");
  await wordsOn(client, trial).pressSequentially(" and a day");
  await expect(wordsOn(practitioner, trial)).toHaveValue("Six weeks and a day");
  await isKept(client);
  await expect(column(practitioner, "Words that could not be placed")).toBeHidden();
});

const acts: Record<string, { act: (client: Page) => Promise<void>; done: string }> = {
  "a decision": {
    act: async (client) => button(await composeDecision(client, "I go on."), "Give it").click(),
    done: "Your decision is given.",
  },
  "an option": { act: (client) => option(client, { title: "A walk" }), done: "It is on the table." },
};
for (const [what, { act, done }] of Object.entries(acts))
  test(`${what} that the server refused is told as refused, and neither as done nor as waiting for a line`, async ({
    two: { practitioner, client },
  }) => {
    const lines = await linesOf(client);
    await isKept(client);
    refuseNext(lines);
    await act(client);
    await expect(column(client, "Words that could not be placed").getByRole("blockquote").first()).toBeVisible();
    await isKept(client);
    const before = await isTold(client, /kept as a draft\.$/);
    await button(bar(practitioner), "Thank you").click();
    const heard = [...before, ...(await isTold(client, "Pia says thank you."))];
    expect(heard.filter((line) => line === done || line.includes("line is down"))).toEqual([]);
  });

test("refused words survive a reload, are copied, and go only when they are let go", async ({ two }) => {
  const { practitioner, client } = two;
  await client.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  const over = await heldTimers(client, 10_000);
  await expectation(practitioner, trial, "Six weeks");
  const copy = await refusedWords(client);
  await isKept(client);
  await client.reload();
  await expect(copy.getByRole("blockquote")).toHaveText("Six weeks, or as long as it takes.");
  await button(copy, "Copy").click();
  await expect(button(copy, "Copied")).toBeVisible();
  expect(await client.evaluate(() => navigator.clipboard.readText())).toBe("Six weeks, or as long as it takes.");

  await button(copy, "Let it go").click();
  await expect(button(copy, "Bring it back")).toBeVisible();
  await over();
  await expect(copy).toBeHidden();
  await isKept(client);
  await client.reload();
  await expect(head(client)).toContainText("Kept");
  await expect(copy).toBeHidden();
});

test("refused words can be put into a draft", async ({ two: { practitioner, client } }) => {
  await expectation(practitioner, trial, "Six weeks");
  const copy = await refusedWords(client);
  await button(copy, "Put into my draft of a decision").click();
  await expect(copy).toBeHidden();
  await button(client, "Go on with your decision").click();
  const form = client.getByRole("form", { name: "A decision" });
  await expect(form.getByRole("textbox")).toHaveValue("Six weeks, or as long as it takes.");
});

test("a page that is refused again and again stops, and keeps the words", async ({ two }) => {
  const { practitioner, client } = two;
  await expectation(practitioner, trial, "");
  const lines = await linesOf(client);
  await isKept(client);
  await expect(wordsOn(client, trial)).toBeVisible();
  const copies = column(client, "Words that could not be placed").getByRole("blockquote");
  for (const [at, words] of ["one", "two", "three"].entries()) {
    // The page goes on with a new line; what is refused is what is written on it.
    await isKept(client);
    refuseNext(lines);
    await wordsOn(client, trial).fill(words);
    await expect(copies).toHaveCount(at + 1);
  }
  await expect(client.getByText("three times in a minute")).toBeVisible();
  await expect(wordsOn(client, trial)).not.toBeEditable();
  await expect(copies).toHaveText(["one", "two", "three"]);
  await expect(wordsOn(practitioner, trial)).toHaveValue("");
});
