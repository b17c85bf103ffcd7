/** A space as each of the two finds it, and what opens in it. */
import { openSpace } from "../../tests/support/people.ts";
import { expect } from "../fixture.ts";
import { button, column, composeDecision, cover, menuOf, wordsOn } from "../screen.ts";
import { type Screen, empty, filled, popup } from "./stage.ts";

export const inside: Screen[] = [
  {
    name: "an empty space before the client has come",
    async open({ visit, server }) {
      const page = await visit(await openSpace(server.origin));
      await button(page, "Make a new link").click();
      await expect(page.getByLabel("Invitation link")).toBeVisible();
      return page;
    },
  },
  { name: "the first visit of the client", open: async (stage) => (await empty(stage)).client },
  { name: "a space as the client sees it", open: async (stage) => (await filled(stage)).client },
  { name: "a space as the practitioner sees it", open: async (stage) => (await filled(stage)).practitioner },
  {
    name: "reading an agreement",
    async open(stage) {
      const { client } = await filled(stage);
      await button(client, "I agree: Time and money").click();
      return client;
    },
  },
  {
    name: "words that changed while they were read",
    async open(stage) {
      const { client, practitioner } = await filled(stage);
      await button(client, "I agree: Time and money").click();
      await wordsOn(practitioner, "Time and money").fill("Sixty minutes.");
      await expect(button(client, "Read the new words")).toBeVisible();
      return client;
    },
  },
  {
    name: "what changed in an agreement",
    async open(stage) {
      const { client } = await filled(stage);
      await button(client, "What changed?").click();
      await expect(column(client, "What changed")).toBeVisible();
      return client;
    },
  },
  {
    name: "choosing what to expect, and a card set aside",
    async open(stage) {
      const { client } = await filled(stage);
      await menuOf(client, "A fair trial");
      await button(client, "Set aside").click();
      await client.getByText("Set aside", { exact: true }).click();
      await button(client, "Add an expectation").click();
      return client;
    },
  },
  {
    name: "a day to look again",
    async open(stage) {
      const { client } = await filled(stage);
      await button(client, "look again around 15 December").click();
      return client;
    },
  },
  {
    name: "the menu of a card",
    over: popup,
    async open(stage) {
      const { client } = await filled(stage);
      await menuOf(client, "A fair trial");
      return client;
    },
  },
  {
    name: "composing an option",
    onPhone: (page) => page.getByRole("tab", { name: "Possible" }).click(),
    async open(stage) {
      const { practitioner } = await filled(stage);
      await button(practitioner, "Add an option").click();
      await practitioner.getByRole("radio", { name: "Yes" }).check();
      await button(practitioner, "Put it on the table").click();
      return practitioner;
    },
  },
  {
    name: "a draft of a decision",
    onPhone: (page) => page.getByRole("tab", { name: "I choose" }).click(),
    async open(stage) {
      const { client } = await filled(stage);
      const form = await composeDecision(client, "");
      await button(form, "Give it").click();
      return client;
    },
  },
  {
    name: "the menu of the space",
    over: popup,
    async open(stage) {
      const { client } = await filled(stage);
      await button(client, "Menu").click();
      return client;
    },
  },
  {
    name: "my seat",
    over: "dialog",
    async open(stage) {
      const { client } = await filled(stage);
      await button(client, "Menu").click();
      await button(client, "My seat").click();
      await button(cover(client), "Save a return key").click();
      await expect(column(client, "Your return key")).toBeVisible();
      return client;
    },
  },
];
