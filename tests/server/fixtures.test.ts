import { copyFileSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { canonicalText, readEntry } from "../../lib/agreement.ts";
import { readExpectation } from "../../lib/expectations.ts";
import { seats } from "../../lib/seats.ts";
import { rowsIn } from "../support/database.ts";
import { ask } from "../support/people.ts";
import { enterRoom } from "../support/room.ts";
import { startServer } from "../support/server.ts";
import { documentOf } from "../support/wire.ts";
import { openWriter } from "../support/writer.ts";

const fixtures = join(import.meta.dirname, "../fixtures");
const { space, client, practitioner, clientKey } = JSON.parse(readFileSync(join(fixtures, "form-1.json"), "utf8")) as {
  space: string;
  client: string;
  practitioner: string;
  clientKey: string;
};

test("data as it was on the day its form was frozen opens: words, agreement, drafts, seats, keys, and what waited", async () => {
  const server = await startServer({ env: { LOG_LEVEL: "warn" } });
  await server.stop();
  copyFileSync(join(fixtures, "form-1.sqlite"), join(server.dataDir, "clearing.sqlite"));
  await server.restart();
  const sitting = { client: { space, cookie: client }, practitioner: { space, cookie: practitioner } };

  const doc = await documentOf(server.origin, sitting.practitioner);
  expect(doc.getText("both:sheet").toJSON()).toBe("one open page");
  expect(doc.getArray("practitioner:letters").toJSON()).toMatchObject([{ text: "A letter that stays." }]);
  expect(doc.getMap("client:story").toJSON()).toMatchObject({ story: { text: "A story told once." } });
  const card = readExpectation(doc.getMap("both:expectations"), "card") ?? expect.unreachable("the card is there");
  expect(canonicalText(space, "card", card)).toContain("Six weeks, then we look again.");
  for (const seat of seats)
    expect(doc.getArray(`${seat}:agreed`).toArray().map(readEntry)).toMatchObject([
      { card: "card", says: "agree", text: expect.stringContaining("Six weeks, then we look again.") as string },
    ]);
  expect(doc.getArray("server:witness").length).toBe(2);

  const own = openWriter(server.origin, "client", sitting.client, { mine: true });
  await own.synced();
  expect(own.doc.getMap("own:drafts").toJSON()).toEqual({ letters: "a draft of my own" });
  own.close();
  const info = await ask(server.origin, "GET", `/api/spaces/${space}`, { cookie: client });
  expect(await info.json()).toMatchObject({ seat: "client", names: { client: "Chris", practitioner: "Pia" } });
  const back = await ask(server.origin, "POST", "/api/return", { body: { key: clientKey } });
  expect([back.status, await back.json()]).toEqual([200, expect.objectContaining({ space })]);

  // The practitioner's words of that day waited for the end of no-outcome mode.
  const room = await enterRoom(server.origin, sitting.client);
  expect(room.state()).toMatchObject({ noOutcome: expect.anything() as object, session: expect.anything() as object });
  const reader = openWriter(server.origin, "client", sitting.client);
  await reader.synced();
  expect(await room.act({ type: "noOutcome:end" })).toMatchObject({ ok: true });
  await reader.sees("Held until then. Six weeks");
  await reader.allKept(reader.edit((copy) => copy.getText("both:sheet").insert(0, "today, ")));
  expect(rowsIn(server.dataDir, "PRAGMA integrity_check")[0]?.integrity_check).toBe("ok");
  reader.close();
  room.leave();
  await server.end();
});
