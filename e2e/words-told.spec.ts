/** What a person hears of words of theirs that come to wait: once, and not again of what waited before. */
import type { Page } from "@playwright/test";
import { expect, test } from "./fixture.ts";
import { type Lines, linesOf } from "./lines.ts";
import { asks, bar, button, expectation, isKept, option, wordsOn } from "./screen.ts";
import { isTold } from "./spoken.ts";

const trial = "A fair trial";
const waits = /are kept and (still )?wait\b/;

/** The client has written on an expectation, and has their lines in hand. */
async function written(client: Page): Promise<Lines> {
  await expectation(client, trial, "Six");
  await isKept(client);
  const lines = await linesOf(client);
  await expect(wordsOn(client, trial)).toHaveValue("Six");
  await isKept(client);
  return lines;
}

test("words that come to wait together with an act elsewhere are told besides it", async ({
  two: { practitioner, client },
  allow,
}) => {
  allow(/WebSocket connection|ERR_INTERNET_DISCONNECTED/);
  const lines = await written(client);
  await lines.cut();
  await button(bar(practitioner), "Hear me").click();
  await expect(asks(practitioner)).toContainText("You have the floor.");
  await wordsOn(client, trial).fill("Six weeks.");
  await option(client, { title: "A walk" });
  await lines.mend();
  await isTold(client, waits);
});

test("words that were not sent before a reload are told as waiting after it, and not at the next one", async ({
  two: { practitioner, client },
  allow,
}) => {
  allow(/WebSocket connection|'beforeunload' confirmation/);
  const lines = await written(client);
  lines.alter((frame, way, url) => (url.includes("/yjs/") && way === "up" ? null : frame));
  await wordsOn(client, trial).fill("Six weeks.");
  await button(bar(practitioner), "Hear me").click();
  await isTold(client, "Pia has the floor. What you write waits.");
  lines.alter((frame) => frame);
  await client.reload();
  await isTold(client, waits);
  await isKept(client);
  await client.reload();
  await expect(asks(client)).toContainText(waits);
  await isKept(client);
  await button(bar(practitioner), "Thank you").click();
  const heard = await isTold(client, "Pia says thank you.");
  expect(heard.filter((line) => waits.test(line))).toEqual([]);
});
