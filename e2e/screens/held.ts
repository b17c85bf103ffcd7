/** How the room is held: quiet, no outcome, the floor, a moment. */
import { type Two, expect } from "../fixture.ts";
import { bar, button, cover } from "../screen.ts";
import { type Screen, type Stage, filled, popup } from "./stage.ts";

async function offered(stage: Stage): Promise<Two> {
  const two = await filled(stage);
  await button(bar(two.practitioner), "Quiet together").click();
  await button(bar(two.practitioner), "Five minutes").click();
  await button(two.client, "Another length").click();
  return two;
}

async function quiet(stage: Stage): Promise<Two> {
  const two = await offered(stage);
  await button(two.client, "Yes, quiet together").click();
  for (const page of [two.client, two.practitioner]) await expect(cover(page)).toBeVisible();
  return two;
}

export const held: Screen[] = [
  {
    name: "how long a quiet could be",
    over: popup,
    onPhone: (page) => button(bar(page), "Quiet").click(),
    async open(stage) {
      const { client } = await filled(stage);
      await button(bar(client), "Quiet together").click();
      return client;
    },
  },
  { name: "an offer of quiet", open: async (stage) => (await offered(stage)).client },
  {
    name: "a quiet, and a little longer",
    over: "[role=dialog]",
    async open(stage) {
      const { client, practitioner } = await quiet(stage);
      await button(practitioner, "A little longer").click();
      await expect(button(client, "Stay longer")).toBeVisible();
      return client;
    },
  },
  {
    name: "a quiet that has ended",
    over: "[role=dialog]",
    async open(stage) {
      const { client, practitioner } = await quiet(stage);
      await button(practitioner, "I’m ready to speak").click();
      await expect(cover(client)).toHaveAccessibleName("The quiet has ended.");
      return client;
    },
  },
  {
    name: "no outcome",
    async open(stage) {
      const { client } = await filled(stage);
      await button(bar(client), "No outcome").click();
      await client.getByText("Who wrote what").click();
      return client;
    },
  },
  {
    name: "everything that can be asked at once",
    async open(stage) {
      const { client, practitioner } = await offered(stage);
      await button(bar(practitioner), "Hear me").click();
      await button(bar(practitioner), "Offer no outcome").click();
      await button(bar(practitioner), "Open a session").click();
      await expect(client.getByText("offers no outcome: nothing")).toBeVisible();
      return client;
    },
  },
  {
    name: "a moment",
    over: "[role=dialog]",
    async open(stage) {
      const { client } = await filled(stage);
      await button(bar(client), "A moment, please").click();
      await expect(cover(client)).toBeVisible();
      return client;
    },
  },
];
