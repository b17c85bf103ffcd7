/** A call, and the page without a connection. */
import { join as joinCall, lookAtDevices } from "../calling.ts";
import { type Two, expect } from "../fixture.ts";
import { bar, button, cover, head } from "../screen.ts";
import { type Screen, type Stage, at, filled } from "./stage.ts";

async function inTheCall(stage: Stage): Promise<Two> {
  const two = await filled(stage);
  await joinCall(two.practitioner);
  await joinCall(two.client);
  for (const page of [two.practitioner, two.client]) await expect(head(page)).toContainText("voice open");
  return two;
}

export const called: Screen[] = [
  {
    name: "a look at one's devices",
    over: "dialog",
    async open(stage) {
      const { client } = await filled(stage);
      await button(bar(client), "Talk here").click();
      await lookAtDevices(client);
      await button(cover(client), "Look at my picture").click();
      await expect(cover(client)).toContainText("Your microphone hears you.");
      await expect(cover(client).getByLabel("Your own picture")).toBeVisible();
      return client;
    },
  },
  {
    name: "an open voice that one could join",
    async open(stage) {
      const { client, practitioner } = await filled(stage);
      await joinCall(practitioner);
      await expect(button(client, "Join")).toBeVisible();
      return client;
    },
  },
  {
    name: "a call with pictures",
    async open(stage) {
      const { client, practitioner } = await inTheCall(stage);
      for (const page of [client, practitioner]) await button(page, "Show my picture").click();
      await expect(client.getByLabel("Pia’s picture")).toBeVisible();
      return client;
    },
  },
  {
    name: "a call with closed microphones",
    async open(stage) {
      const { client, practitioner } = await inTheCall(stage);
      for (const page of [client, practitioner]) await button(page, "Close my microphone").click();
      await expect(client.getByText("Microphone closed")).toBeVisible();
      return practitioner;
    },
  },
  {
    name: "a page that is hidden",
    over: "dialog",
    title: "Notes",
    async open(stage) {
      const { client } = await filled(stage);
      await button(client, "Hide now").click();
      await expect(button(client, "Notes")).toBeVisible();
      return client;
    },
  },
  { name: "no connection", title: "No connection", open: at("/offline") },
];
