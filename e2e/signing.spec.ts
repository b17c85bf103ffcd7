/** What a person agrees to is what stood on their screen: with words that another program wrote, or that cannot be seen. */
import { readFile } from "node:fs/promises";
import type { Page } from "@playwright/test";
import * as Y from "yjs";
import { readCanonical } from "../lib/agreement.ts";
import { newExpectation } from "../lib/expectations.ts";
import { pair } from "../tests/support/people.ts";
import { type Writer, openWriter } from "../tests/support/writer.ts";
import { type Visit, expect, test } from "./fixture.ts";
import { linesOf, ofDocuments } from "./lines.ts";
import { agree, boxOf, button, cardOf, column, cover, expectation, wordsOn } from "./screen.ts";

const trial = "A fair trial";
const money = "Time and money";

/** A client in a browser, and a practitioner who writes with a program of their own. */
async function withForger(origin: string, visit: Visit, act: (client: Page, forger: Writer) => Promise<void>) {
  const { practitioner, client } = await pair(origin);
  const page = await visit(client);
  await expect(column(page, "What we expect")).toContainText("Add an expectation");
  const forger = openWriter(origin, "practitioner", practitioner);
  try {
    await forger.synced();
    await act(page, forger);
  } finally {
    forger.close();
  }
}

const forgeCard = ({ edit }: Writer, words: string, fields: Record<string, unknown>): number =>
  edit((doc) => {
    const card = newExpectation("money", 1);
    doc.getMap("both:expectations").set("forged", card);
    card.set("text", new Y.Text(words));
    for (const [name, value] of Object.entries(fields)) card.set(name, value);
  });

/** The words that were signed, as the other side finds them in its copy of the document. */
const signedBy = (reader: Writer, section: string) =>
  reader.seen("an agreement", () => {
    const [entry] = reader.doc.getArray<{ text: string }>(section).toArray();
    return entry ? { text: entry.text, words: readCanonical(entry.text) } : null;
  });

test("what stands where a day should be is neither shown nor signed", async ({ visit, server }) => {
  await withForger(server.origin, visit, async (client, forger) => {
    forgeCard(forger, "The first talk is free.", { lookAgain: "Chris owes 900 euro from the second talk on." });
    await button(client, `I agree: ${money}`).click();
    await expect(client.getByRole("blockquote")).toHaveText("The first talk is free.");
    await button(client, "Yes, to these words").click();
    const { text, words } = await signedBy(forger, "client:agreed");
    expect(words).toEqual({ card: "forged", kind: "money", text: "The first talk is free.", lookAgain: "" });
    expect(text).not.toContain("900");
    await expect(cardOf(client, money)).toContainText("You agree. Pia has not yet.");
  });
});

test("words pushed far to the right or far down are in view before one can agree", async ({ visit, server }) => {
  await withForger(server.origin, visit, async (client, forger) => {
    await client.setViewportSize({ width: 360, height: 640 });
    const far = `The first talk is free.${"\u00a0".repeat(300)}The second costs 900 euro.${"\n".repeat(60)}So does the third.`;
    forgeCard(forger, far, {});
    await button(client, `I agree: ${money}`).click();
    const quote = client.getByRole("blockquote");
    await expect(quote).toContainText("So does the third.");
    const places = await quote.locator("p").evaluate((paragraph) => {
      const walker = document.createTreeWalker(paragraph, NodeFilter.SHOW_TEXT);
      const range = document.createRange();
      const rightmost = [];
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        range.selectNodeContents(node);
        for (const { right } of range.getClientRects()) rightmost.push(right);
      }
      return { right: Math.max(...rightmost), wide: document.documentElement.scrollWidth };
    });
    expect(places.right).toBeLessThanOrEqual(360);
    expect(places.wide).toBeLessThanOrEqual(360);
    await expect
      .poll(async () => {
        const [words, yes] = [await boxOf(quote), await boxOf(button(client, "Yes, to these words"))];
        return words && yes && yes.top > words.bottom;
      })
      .toBe(true);
  });
});

test("a card that changes what it is about while it is read is not agreed to", async ({ visit, server }) => {
  await withForger(server.origin, visit, async (client, forger) => {
    forgeCard(forger, "Sixty.", { kind: "work" });
    await button(client, "I agree: What this work is").click();
    await expect(button(client, "Yes, to these words")).toBeVisible();
    forger.edit((doc) => {
      const card = doc.getMap("both:expectations").get("forged");
      if (card instanceof Y.Map) card.set("kind", "money");
    });
    const card = cardOf(client, money);
    await expect(card).toContainText("The words changed while you were reading.");
    await expect(card.getByRole("blockquote")).toHaveText(["What this work isSixty.", "Time and moneySixty."]);
    await button(card, "Read the new words").click();
    await button(card, "Yes, to these words").click();
    expect((await signedBy(forger, "client:agreed")).words).toMatchObject({ kind: "money", text: "Sixty." });
  });
});

test("words become too hidden to be agreed to while they are read: both wordings stand there, and no way to agree", async ({
  visit,
  server,
}) => {
  await withForger(server.origin, visit, async (client, forger) => {
    forgeCard(forger, "Sixty.", {});
    await button(client, `I agree: ${money}`).click();
    await expect(button(client, "Yes, to these words")).toBeVisible();
    forger.edit((doc) => {
      const card = doc.getMap("both:expectations").get("forged");
      const text = card instanceof Y.Map ? card.get("text") : null;
      if (text instanceof Y.Text) text.insert(3, "\u202e");
    });
    const card = cardOf(client, money);
    await expect(card).toContainText("A character that cannot be seen stands after “Six”. Take it out, then agree.");
    await expect(button(card, "Read the new words")).toHaveCount(0);
    await button(card, "Not yet").click();
    await button(card, `I agree: ${money}`).click();
    await expect(card.getByRole("alert")).toHaveText(
      "A character that cannot be seen stands after “Six”. Take it out, then agree.",
    );
    await button(card, "Take it out").click();
    await expect(wordsOn(client, money)).toHaveValue("Sixty.");
    await expect(card.getByRole("alert")).toHaveCount(0);
    await agree(client, money);
    expect((await signedBy(forger, "client:agreed")).words).toMatchObject({ text: "Sixty." });
  });
});

test("a card on which nothing can be seen cannot be agreed to, and says so", async ({ visit, server }) => {
  await withForger(server.origin, visit, async (client, forger) => {
    forgeCard(forger, "\u3164\u3164", {});
    await button(client, `I agree: ${money}`).click();
    await expect(cardOf(client, money).getByRole("alert")).toHaveText(
      "There is nothing here that can be seen. Write the words, then agree.",
    );
  });
});

test("no value in a card, a decision or an entry breaks a screen or a copy", async ({ visit, server }) => {
  await withForger(server.origin, visit, async (client, forger) => {
    const nasty = [NaN, Infinity, -1, 1e308, "x", null, [], { a: { b: [1] } }, new Y.Map(), new Y.Array()];
    for (const [at, value] of nasty.entries())
      forger.edit((doc) => {
        const plain = value instanceof Y.AbstractType ? null : value;
        const card = newExpectation("own", 1);
        doc.getMap("both:expectations").set(`card ${at}`, card);
        for (const field of ["kind", "text", "lookAgain", "order", "aside"])
          card.set(field, value instanceof Y.AbstractType ? value.clone() : plain);
        doc.getMap("both:expectations").set(`value ${at}`, plain);
        doc.getMap("both:options").set(
          `option ${at}`,
          new Y.Map([
            ["earns", plain],
            ["order", plain],
          ]),
        );
        doc.getArray("practitioner:agreed").push([plain, { id: "x", card: `card ${at}`, says: plain, at: plain }]);
      });
    await forger.allKept();
    await expect(cardOf(client, "In our own words")).toHaveCount(nasty.length);
    await expect(column(client, "What is possible").getByRole("listitem")).toHaveCount(nasty.length + 1);
    await button(client, "Menu").click();
    await button(client, "My seat").click();
    const saved = client.waitForEvent("download");
    await button(cover(client), "Take a copy").click();
    expect(await readFile(await (await saved).path(), "utf8")).toContain("Wait, and change nothing yet");
  });
});

test("an agreement is under way on the own screen until the server has it, and nothing on the other's", async ({
  two: { practitioner, client },
}) => {
  await expectation(practitioner, trial, "Six weeks.");
  const lines = await linesOf(client);
  await expect(wordsOn(client, trial)).toHaveValue("Six weeks.");
  await agree(practitioner, trial);
  await expect(cardOf(client, trial)).toContainText("Pia agrees. You have not yet.");
  const release = lines.hold("up", ofDocuments);
  await agree(client, trial);
  await expect(cardOf(client, trial)).toContainText("You agree. It is on its way. Pia agrees.");
  await expect(cardOf(client, trial).locator("svg[role=img]")).toHaveAccessibleName("Pia agrees");
  await expect(cardOf(practitioner, trial)).toContainText("You agree. Chris has not yet.");
  release();
  for (const page of [practitioner, client]) await expect(cardOf(page, trial)).toContainText("Both agreed on");
});
