/** The relay: where it is all that may be used, two people hear each other and neither is told the other's address. */
import { inCall } from "./calling.ts";
import { expect } from "./fixture.ts";
import { candidatesOf, relayed, withRelay } from "./relay.ts";
import { agree, expectation, head, wordsOn } from "./screen.ts";

const test = withRelay("yes");

test("where only the relay may be used, two people hear each other through it", async ({ two, relay }) => {
  const { practitioner, client } = two;
  if (!("end" in relay)) return test.skip(true, relay.why);
  const told = [candidatesOf(practitioner), candidatesOf(client)];
  const media = await inCall({ practitioner, client });
  for (const side of Object.values(media)) {
    await side.isConnected();
    expect(await side.way()).toBe("relay");
  }
  for (const candidates of told) {
    expect(candidates.length).toBeGreaterThan(0);
    expect(candidates.filter((candidate) => !relayed(candidate))).toEqual([]);
  }
});

test("a network that is gone is said, and the room goes on in writing with what was agreed", async ({ two, relay }) => {
  const { practitioner, client } = two;
  if (!("end" in relay)) return test.skip(true, relay.why);
  await expectation(client, "If the line fails", "I ring you on the house telephone.");
  await expect(wordsOn(practitioner, "If the line fails")).toHaveValue("I ring you on the house telephone.");
  for (const page of [client, practitioner]) await agree(page, "If the line fails");
  const media = await inCall({ practitioner, client });

  relay.process.kill("SIGSTOP");
  await expect(head(client)).toContainText("Pia is here. The sound is interrupted; it is tried again.");
  const note = client.getByRole("listitem").filter({ hasText: "The room goes on in writing" });
  await expect(note).toContainText("You agreed for this case:", { timeout: 60_000 });
  await expect(note).toContainText("I ring you on the house telephone.");
  await expect(head(client)).toContainText("Pia is here. The sound does not get through.");
  await expect(head(practitioner)).not.toContainText(/left|down/);

  relay.process.kill("SIGCONT");
  for (const side of Object.values(media)) await side.hears();
  await expect(head(client)).toContainText("Both here, voice open");
  await expect(note).toBeHidden();
});
