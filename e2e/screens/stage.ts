/** What a screen is, and the ways to a space from which its screens are reached. */
import type { BrowserContextOptions, Page } from "@playwright/test";
import { type Pair, pair } from "../../tests/support/people.ts";
import type { Server } from "../../tests/support/server.ts";
import { fillSpace } from "../filled.ts";
import { type Two, type Visit, expect } from "../fixture.ts";
import { head, isKept } from "../screen.ts";

export type Stage = { visit: Visit; server: Server; allow: (fault: RegExp) => void };

export type Screen = {
  name: string;
  /** Leads a browser to this screen, at the width of a desk. */
  open: (stage: Stage) => Promise<Page>;
  /** The step that leads back to it once the window is as narrow as a phone. */
  onPhone?: (page: Page) => Promise<void>;
  /** What lies over the rest of the screen: only there can anything be touched. */
  over?: string;
  /** The title of its tab, where it is not that of the product. */
  title?: string;
  /** Whether it is what is shown in place of a page that could not be drawn. */
  isFault?: true;
};

export const popup = "[aria-expanded=true] + div, [aria-expanded=true] ~ div";

export async function enter({ visit }: Stage, people: Pair, options?: BrowserContextOptions): Promise<Two> {
  const [practitioner, client] = await Promise.all([
    visit(people.practitioner, options),
    visit(people.client, options),
  ]);
  for (const page of [practitioner, client]) {
    await isKept(page);
    await expect(head(page)).toContainText("Both here");
  }
  return { space: people.space, practitioner, client };
}

export const empty = async (stage: Stage): Promise<Two> => enter(stage, await pair(stage.server.origin));

export async function filled(stage: Stage, options?: BrowserContextOptions): Promise<Two> {
  const people = await pair(stage.server.origin);
  await fillSpace(stage.server.origin, people);
  return enter(stage, people, options);
}

export const at =
  (path: string) =>
  async ({ visit }: Stage): Promise<Page> => {
    const page = await visit();
    await page.goto(path);
    return page;
  };
