/** The main job, from an empty page to a copy, in every engine that people's browsers are made of. */
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, test as base } from "@playwright/test";
import { type Server, startServer } from "../tests/support/server.ts";
import { startChromium } from "./engines/chromium.ts";
import type { Engine, Started } from "./engines/engine.ts";
import { startFirefox } from "./engines/firefox.ts";
import { personAt } from "./engines/person.ts";
import { startWebKit } from "./engines/webkit.ts";

const trial = "A fair trial";
const words = "Six weeks 🌿, then we ask.";
const decision = "Two evenings a week without screens 🌙";

const engines: Record<string, () => Promise<Started>> = {
  Chromium: startChromium,
  Firefox: startFirefox,
  WebKit: startWebKit,
};

const test = base.extend<object, { server: Server }>({
  server: [
    // oxlint-disable-next-line no-empty-pattern -- Playwright reads from the pattern what a fixture needs
    async ({}, use) => {
      const server = await startServer();
      await use(server);
      await server.end();
    },
    { scope: "worker", timeout: 60_000 },
  ],
});

for (const [name, start] of Object.entries(engines)) {
  test(`two people do together what they came for, in ${name}`, async ({ server }) => {
    // Where an engine has to be fetched first, that takes its time too.
    test.setTimeout(300_000);
    const engine = await start();
    if (!("end" in engine)) {
      console.log(`The walk in ${name} is skipped: ${engine.why}`);
      return test.skip(true, engine.why);
    }
    try {
      await walk(engine, server.origin);
      expect(engine.faults(), "The browser must have nothing to complain of.").toEqual([]);
    } finally {
      await engine.end();
    }
  });
}

async function walk(engine: Engine, origin: string): Promise<void> {
  const [practitioner, client] = [personAt(await engine.newPane()), personAt(await engine.newPane())];
  const both = [practitioner, client];

  await test.step("one opens a space", async () => {
    await practitioner.opens(origin);
    await practitioner.presses("link", "Open a space");
    await practitioner.writes("Your name", "Pia");
    await practitioner.presses("button", "Open the space");
  });
  const fonts = await practitioner.fonts();
  expect(fonts).not.toEqual([]);
  expect(fonts.filter((font) => font.includes("latin_ext"))).toEqual([]);
  const link = await practitioner.copies("Invitation link");
  await practitioner.presses("link", "Enter the space");
  await practitioner.reads("The other seat is still free");

  await test.step("the other takes the seat", async () => {
    await client.opens(link);
    await client.reads("You are invited to a space for two.");
    await client.writes("What shall we call you here?", "Chris");
    await client.presses("checkbox", "I agree that Pia keeps and uses what I write here…");
    await client.presses("button", "Take your seat");
    for (const person of both) await person.reads("Both here");
  });

  await test.step("they expect the same of each other, in the same words", async () => {
    await practitioner.presses("button", "Add an expectation");
    await practitioner.presses("button", `${trial}…`);
    await practitioner.writes(`Words for ${trial}`, words);
    await client.readsIn(`Words for ${trial}`, words);
    for (const person of both) {
      await person.presses("button", `I agree: ${trial}`);
      await person.presses("button", "Yes, to these words");
    }
    for (const person of both) await person.reads("Both agreed on");
  });

  await test.step("the client decides", async () => {
    await client.presses("button", "Write a decision");
    await client.writes("What I choose", decision);
    await client.presses("button", "Give it");
    await practitioner.reads(decision);
  });

  await test.step("they sit in quiet", async () => {
    await practitioner.presses("button", "Quiet together");
    await practitioner.presses("button", "Five minutes");
    await client.presses("button", "Yes, quiet together");
    for (const person of both) await person.sees("dialog", "Quiet, together");
    await client.presses("button", "I’m ready to speak");
    for (const person of both) await person.presses("button", "Go on");
    for (const person of both) await person.seesNo("dialog", "The quiet has ended.");
  });

  await test.step("one hides, and comes back", async () => {
    await client.hides();
    await client.sees("dialog", "Notes");
    await practitioner.reads("Chris asked for a moment. This page waits.");
    await client.presses("button", "Notes");
    await practitioner.seesNo("dialog", "A moment");
    await client.readsIn(`Words for ${trial}`, words);
  });

  await test.step("one takes a copy along", async () => {
    await client.presses("button", "Menu");
    await client.presses("button", "My seat");
    await client.presses("button", "Take a copy");
    const copies = (): string[] => readdirSync(engine.downloads).filter((name) => /^clearing-.*\.html$/.test(name));
    await expect
      .poll(
        () =>
          copies()
            .map((name) => readFileSync(join(engine.downloads, name), "utf8"))
            .join(),
        { timeout: 20_000 },
      )
      .toContain(words);
  });
}
