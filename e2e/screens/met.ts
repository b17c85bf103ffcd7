/** A session, from arriving to the last words. */
import { type Two, expect } from "../fixture.ts";
import { arriving, bar, button, openSession } from "../screen.ts";
import { type Screen, type Stage, filled } from "./stage.ts";

/** A session just opened by the practitioner: the sheet of arriving is open for both. */
async function session(stage: Stage): Promise<Two> {
  const two = await filled(stage);
  await openSession(two.practitioner, two.client);
  return two;
}

export const met: Screen[] = [
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
