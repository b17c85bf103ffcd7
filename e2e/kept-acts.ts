/** Acts that their own person does without a line, and what that person hears of them. */
import type { Page } from "@playwright/test";
import { expect } from "./fixture.ts";
import type { Lines } from "./lines.ts";
import { head, isKept } from "./screen.ts";
import { isTold, spokenTo } from "./spoken.ts";

const waits = "Not kept yet. The line is down; it is sent when the line is back.";

/** Does each act without a line: until that is back its person hears that it waits, and then the line that it goes by here. */
export async function areToldOnceKept(
  page: Page,
  lines: Lines,
  acts: Record<string, () => Promise<void>>,
): Promise<void> {
  for (const [line, act] of Object.entries(acts)) {
    // The two documents are kept on lines of their own.
    await isKept(page);
    await lines.cut();
    await expect(head(page).getByText("Line down", { exact: true })).toBeVisible();
    await act();
    const before = await isTold(page, waits);
    expect([...before, ...spokenTo(page)]).not.toContain(line);
    await lines.mend();
    await isTold(page, line);
  }
}
