/** Pages outside of any space. */
import type { Page } from "@playwright/test";
import { join, openSpace, pair } from "../../tests/support/people.ts";
import { expect } from "../fixture.ts";
import { button, column, pressUntil } from "../screen.ts";
import { type Screen, type Stage, at } from "./stage.ts";

async function invited({ visit, server }: Stage, used: boolean): Promise<Page> {
  const { invitation } = await openSpace(server.origin, { welcome: "There is nothing to prepare." });
  if (used) await join(server.origin, { secret: invitation });
  const page = await visit();
  await page.goto(`/join#${invitation}`);
  await expect(page.getByRole("heading", { level: 1 })).toBeFocused();
  return page;
}

export const outer: Screen[] = [
  { name: "the first page", open: at("/") },
  {
    name: "the first page of somebody with spaces",
    async open({ visit, server }) {
      const page = await visit((await pair(server.origin)).practitioner);
      await page.goto("/");
      await expect(column(page, "Your spaces")).toBeVisible();
      return page;
    },
  },
  { name: "opening a space", open: at("/open") },
  {
    name: "a space that was opened",
    async open(stage) {
      const page = await at("/open")(stage);
      await pressUntil(button(page, "Open the space"), page.getByRole("main").getByRole("alert"));
      await page.getByLabel("Your name").fill("Pia");
      await button(page, "Open the space").click();
      await button(page, "Show as a code").click();
      await button(page, "Save a return key").click();
      await expect(column(page, "Your return key")).toBeVisible();
      return page;
    },
  },
  { name: "pasting an invitation", open: at("/join") },
  {
    name: "an invitation",
    async open(stage) {
      const page = await invited(stage, false);
      await button(page, "Take your seat").click();
      await page.getByText("Read the whole text").click();
      return page;
    },
  },
  {
    name: "an invitation that does not open",
    open(stage) {
      stage.allow(/status of 410/);
      return invited(stage, true);
    },
  },
  { name: "coming back", open: at("/return") },
  { name: "help", open: at("/help") },
  {
    name: "nothing at this address",
    open(stage) {
      stage.allow(/status of 404/);
      return at("/nothing/here")(stage);
    },
  },
  {
    name: "a space that is not one's own",
    open(stage) {
      stage.allow(/status of 404/);
      return at(`/space/${"0".repeat(26)}`)(stage);
    },
  },
];
