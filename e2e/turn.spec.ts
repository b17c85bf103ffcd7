/** The relay: where it is all that may be used, two people hear each other and neither is told the other's address. */
import type { Page } from "@playwright/test";
import { type Turn, startTurn } from "../tests/support/turn.ts";
import { inCall } from "./calling.ts";
import { test as base, expect } from "./fixture.ts";
import { agree, expectation, head } from "./screen.ts";

const test = base.extend<object, { relay: Turn | { why: string } }>({
  relay: [
    // oxlint-disable-next-line no-empty-pattern -- Playwright reads from the pattern what a fixture needs
    async ({}, use) => {
      const relay = await startTurn();
      await use(relay);
      if ("end" in relay) await relay.end();
    },
    { scope: "worker", timeout: 180_000 },
  ],
  settings: [
    async ({ relay }, use) => use("end" in relay ? { ...relay.settings, RELAY_ONLY: "yes" } : {}),
    { scope: "worker" },
  ],
});

/** Every candidate that a page sends to the other side from now on, or puts into a description. */
async function candidatesOf(page: Page): Promise<string[]> {
  const sent: string[] = [];
  page.on("websocket", (socket) =>
    socket.on("framesent", ({ payload }) => {
      for (const [candidate] of payload.toString().matchAll(/candidate:[^"\\]+/g)) sent.push(candidate);
    }),
  );
  return sent;
}

test("where only the relay may be used, two people hear each other through it", async ({ two, relay }) => {
  const { practitioner, client } = two;
  if (!("end" in relay)) return test.skip(true, relay.why);
  const sent = [await candidatesOf(practitioner), await candidatesOf(client)];
  const media = await inCall({ practitioner, client });
  for (const side of Object.values(media)) {
    await side.isConnected();
    expect((await side.arrived()).way).toBe("relay");
  }
  for (const candidates of sent) {
    expect(candidates.length).toBeGreaterThan(0);
    expect(candidates.filter((candidate) => !candidate.includes("typ relay"))).toEqual([]);
  }
});

test("a network that is gone is said within ten seconds, and the room goes on in writing with what was agreed", async ({
  two,
  relay,
}) => {
  test.setTimeout(120_000);
  const { practitioner, client } = two;
  if (!("end" in relay)) return test.skip(true, relay.why);
  await expectation(client, "If the line fails", "I ring you on the house telephone.");
  for (const page of [client, practitioner]) await agree(page, "If the line fails");
  const media = await inCall({ practitioner, client });

  relay.process.kill("SIGSTOP");
  await expect(head(client)).toContainText("Pia is here. The sound is interrupted; it is tried again.", {
    timeout: 10_000,
  });
  const note = client.getByRole("listitem").filter({ hasText: "The room goes on in writing" });
  await expect(note).toContainText("You agreed for this case:", { timeout: 30_000 });
  await expect(note).toContainText("I ring you on the house telephone.");
  await expect(head(client)).toContainText("Pia is here. The sound does not get through.");
  await expect(head(practitioner)).not.toContainText(/left|down/);

  relay.process.kill("SIGCONT");
  for (const side of Object.values(media)) await side.hears();
  await expect(head(client)).toContainText("Both here, voice open", { timeout: 20_000 });
  await expect(note).toBeHidden();
});
