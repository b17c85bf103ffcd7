/** Nothing that the other does on the canvas makes this screen flash. */
import * as Y from "yjs";
import { newClientId } from "../lib/seats.ts";
import { waitId } from "../lib/sections/options.ts";
import { openLine, say } from "../tests/support/wire.ts";
import { expect, test } from "./fixture.ts";
import { cardOf, isKept, option } from "./screen.ts";

test("a card that the other puts down and takes away fifty times in a second is seen to go three times in it", async ({
  two: { space, practitioner, client },
  server,
}) => {
  await option(practitioner, { title: "A walk" });
  await expect(cardOf(client, "A walk")).toBeVisible();
  await isKept(practitioner);
  const [cookie] = await practitioner.context().cookies();
  const line = openLine(server.origin, { space, cookie: `${cookie?.name ?? ""}=${cookie?.value ?? ""}` });
  const doc = await line.document();
  doc.clientID = newClientId("practitioner");
  const updates: Uint8Array[] = [];
  doc.on("update", (update: Uint8Array) => updates.push(update));
  const cards = doc.getMap<Y.Map<unknown>>("both:options");
  const card = [...cards.keys()].filter((id) => id !== waitId).map((id) => cards.get(id))[0];
  for (let at = 0; at < 150; at += 1) {
    card?.set("aside", true);
    card?.set("aside", false);
  }
  card?.set("aside", true);

  await expect(cardOf(client, "A walk")).toBeVisible();
  // Each time the card goes, by the page's own clock: it may be behind what is sent.
  const began = await client.evaluate(() => {
    const went: number[] = [];
    let was = true;
    new MutationObserver(() => {
      const is = document.querySelector('[role="group"][aria-label="A walk"]') !== null;
      if (was && !is) went.push(performance.now());
      was = is;
    }).observe(document.body, { childList: true, subtree: true });
    Object.assign(window, { went });
    return performance.now();
  });
  for (const [at, update] of updates.entries()) {
    line.send(say.update(update));
    // No faster than the server reads it: nothing of it is to be refused.
    if (at % 5 === 4) await new Promise((later) => setTimeout(later, 100));
  }
  await line.keep(1, say.update(Y.encodeStateAsUpdate(doc)));
  await expect(cardOf(client, "A walk")).toHaveCount(0);
  const went = await client.evaluate(() => (window as unknown as { went: number[] }).went);
  expect(went.length).toBeGreaterThan(0);
  const seconds = ((went.at(-1) ?? began) - began) / 1_000;
  expect(went.length).toBeLessThanOrEqual(3 * seconds + 2);
  line.end();
});
