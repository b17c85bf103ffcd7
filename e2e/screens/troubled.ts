/** What is said where something does not go as it should. */
import { expect } from "../fixture.ts";
import { linesOf } from "../lines.ts";
import { asks, bar, button, expectation, isKept, wordsOn } from "../screen.ts";
import { type Screen, empty, filled } from "./stage.ts";

export const troubled: Screen[] = [
  {
    name: "words that wait",
    async open(stage) {
      const { client, practitioner } = await filled(stage);
      await button(bar(practitioner), "Hear me").click();
      await expect(client.getByText("Pia has the floor.").first()).toBeVisible();
      await wordsOn(client, "A fair trial").fill("Ten weeks.");
      await expect(asks(client).getByText("are kept and wait")).toBeVisible();
      return client;
    },
  },
  {
    name: "a line that is down",
    async open(stage) {
      stage.allow(/WebSocket connection|ERR_INTERNET_DISCONNECTED/);
      const { client } = await filled(stage);
      const lines = await linesOf(client);
      await isKept(client);
      await lines.cut();
      await wordsOn(client, "A fair trial").fill("Ten weeks.");
      await expect(client.getByText("Not kept yet. The line is down")).toBeVisible();
      return client;
    },
  },
  {
    name: "a seat that was closed",
    async open(stage) {
      stage.allow(/status of 404/);
      const { client, space } = await empty(stage);
      await expectation(client, "A fair trial", "Six weeks.");
      await isKept(client);
      await client.request.delete(`/api/spaces/${space}/sitting`, { headers: { origin: stage.server.origin } });
      await expect(client.getByRole("main").getByRole("alert")).toBeVisible();
      return client;
    },
  },
];
