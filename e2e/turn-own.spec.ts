/** A person's own choice to hide their network address, where the operator leaves it to them. */
import { inCall } from "./calling.ts";
import { expect } from "./fixture.ts";
import { candidatesOf, relayed, withRelay } from "./relay.ts";
import { bar, button } from "./screen.ts";

const test = withRelay("no");

test("who hides their address is never told of by it, and is heard; the other's choice stays their own", async ({
  two,
  relay,
}) => {
  const { practitioner, client } = two;
  if (!("end" in relay)) return test.skip(true, relay.why);
  await button(bar(client), "Talk here").click();
  const check = client.getByRole("dialog", { name: "My voice" });
  await check.getByRole("checkbox", { name: "Do not show my network address to Pia." }).check();
  await button(check, "Not now").click();

  const told = { client: candidatesOf(client), practitioner: candidatesOf(practitioner) };
  const media = await inCall({ practitioner, client });
  expect(await media.client.way()).toBe("relay");
  expect(told.client.length).toBeGreaterThan(0);
  expect(told.client.filter((candidate) => !relayed(candidate))).toEqual([]);
  await expect.poll(() => told.practitioner.some((candidate) => !relayed(candidate))).toBe(true);

  // It is remembered in this browser, over a reload in the middle of the call.
  await client.reload();
  await media.client.isConnected();
  await media.client.hears();
  expect(await media.client.way()).toBe("relay");
  expect(told.client.filter((candidate) => !relayed(candidate))).toEqual([]);
});
