/** A draft is on all devices of its person: what one of them lets go is gone only if no other has brought it back. */
import type { Page } from "@playwright/test";
import { pair } from "../tests/support/people.ts";
import { heldTimers } from "./clock.ts";
import { type Visit, expect, test } from "./fixture.ts";
import { type Lines, linesOf } from "./lines.ts";
import { button, composeDecision, composeOption, isKept } from "./screen.ts";

/** How long what was let go can be brought back. */
const letGoMs = 10_000;

type Devices = { phone: Page; computer: Page; lines: Lines; over: (ifAny?: boolean) => Promise<void> };

/**
 * The client's phone, whose lines are the test's, and their computer. `over` lets the time be over in which the phone can
 * bring back what it let go; the computer leaves that to the phone.
 */
async function devices(visit: Visit, origin: string): Promise<Devices> {
  const people = await pair(origin);
  const [phone, computer] = [await visit(people.client), await visit(people.client)];
  await heldTimers(computer, letGoMs);
  const over = await heldTimers(phone, letGoMs);
  return { phone, computer, lines: await linesOf(phone), over };
}

const decisionOn = (page: Page) => page.getByRole("form", { name: "A decision" }).getByRole("textbox");
const optionOn = (page: Page) =>
  page.getByRole("form", { name: "An option" }).getByRole("textbox", { name: "What it is", exact: true });

test("drafts that the other device has brought back while the line was down stay, with all that is written in them since", async ({
  visit,
  server,
  allow,
}) => {
  allow(/WebSocket connection|ERR_INTERNET_DISCONNECTED/);
  const { phone, computer, lines, over } = await devices(visit, server.origin);
  await button(await composeDecision(phone, "I wait."), "Let it go").click();
  await button(await composeOption(phone, { title: "Walks", text: "Each evening." }), "Let it go").click();
  await isKept(phone);
  await lines.cut();
  await button(computer, "Bring back the decision you let go").click();
  await decisionOn(computer).fill("I wait, until the holidays.");
  await button(computer, "Bring back the option you let go").click();
  await optionOn(computer).fill("Each evening, by the river.");
  await isKept(computer);
  await over(true);
  await lines.mend();
  await button(phone, "Go on with your decision").click();
  await expect(decisionOn(phone)).toHaveValue("I wait, until the holidays.");
  await button(phone, "Go on with your option").click();
  await expect(optionOn(phone)).toHaveValue("Each evening, by the river.");
  await isKept(phone);
  await expect(decisionOn(computer)).toHaveValue("I wait, until the holidays.");
  await expect(optionOn(computer)).toHaveValue("Each evening, by the river.");
});

test("a draft that was let go while the line was down is gone once that was up for a few seconds", async ({
  visit,
  server,
  allow,
}) => {
  allow(/WebSocket connection|ERR_INTERNET_DISCONNECTED/);
  const { phone, computer, lines, over } = await devices(visit, server.origin);
  const form = await composeDecision(phone, "I wait.");
  await isKept(phone);
  await expect(button(computer, "Go on with your decision")).toBeVisible();
  await lines.cut();
  await button(form, "Let it go").click();
  await over(true);
  await expect(button(phone, "Bring back the decision you let go")).toBeVisible();
  await computer.close();
  await lines.mend();
  await isKept(phone);
  await over();
  await expect(button(phone, "Write a decision")).toBeVisible();
});
