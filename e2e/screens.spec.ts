/** What holds on every screen: for every eye and hand, on a desk and on a phone, in light and in dark. */
import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { expect, test } from "./fixture.ts";
import { screens } from "./screens.ts";

// Without motion, so that no colour is judged on its way to another.
test.use({ contextOptions: { reducedMotion: "reduce" } });

const desk = { width: 1280, height: 720 };
const phone = { width: 360, height: 740 };
// A window of 1280 by 800, magnified twice.
const magnified = { width: 640, height: 400 };
const rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

/**
 * Waits until axe finds nothing on a page, in light and in dark: the colours come to all of it a little after they were
 * switched. The window is so high that nothing lies under what sticks to its foot.
 */
async function keepsTheRules(page: Page, width: number): Promise<void> {
  await page.setViewportSize({ width, height: 3_000 });
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    // On a busy machine axe takes long over one look, and there is to be another after it.
    const patience = { message: `${colorScheme}, ${width} pixels wide`, timeout: 60_000 };
    await expect.poll(() => violationsOn(page), patience).toEqual([]);
  }
}

async function violationsOn(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).withTags(rules).setLegacyMode().analyze();
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id} at ${target.join(" ")}: ${failureSummary}`),
  );
}

/** Waits until nothing goes beyond the page's width, and a pointer finds every control once it is scrolled to. */
async function canBeTouched(page: Page, size: typeof desk, over: string | undefined): Promise<void> {
  await page.setViewportSize(size);
  await expect
    .poll(() => page.evaluate(outOfReach, over), { message: `${size.width} by ${size.height}` })
    .toEqual({ wider: 0, controls: true, lost: [] });
}

function outOfReach(place: string | undefined) {
  const { scrollWidth, clientWidth } = document.documentElement;
  const isFound = (control: HTMLElement, block: ScrollLogicalPosition): boolean => {
    control.scrollIntoView({ block });
    const { left, right, top, height } = control.getBoundingClientRect();
    const hit = document.elementFromPoint((left + right) / 2, top + Math.min(height / 2, 20));
    return left >= 0 && right <= innerWidth + 0.5 && (control.contains(hit) || hit?.contains(control) === true);
  };
  const within = place === undefined ? [document.body] : [...document.querySelectorAll(place)];
  const controls = within
    .flatMap((part) => [...part.querySelectorAll<HTMLElement>("a[href], button, input, select, textarea, summary")])
    .filter((control) => control.checkVisibility() && control.closest("[inert]") === null);
  const lost = controls.filter((control) => !(["center", "start", "end"] as const).some((at) => isFound(control, at)));
  return {
    wider: scrollWidth - clientWidth,
    controls: controls.length > 0,
    lost: lost.map(({ outerHTML }) => outerHTML.slice(0, 200)),
  };
}

for (const screen of screens)
  test(`${screen.name}: everybody can read it and reach everything on it`, async ({ visit, server, allow }) => {
    const page = await screen.open({ visit, server, allow });
    await expect(page).toHaveTitle(screen.title ?? "Clearing");
    await keepsTheRules(page, desk.width);
    await canBeTouched(page, desk, screen.over);

    await page.setViewportSize(phone);
    await screen.onPhone?.(page);
    await keepsTheRules(page, phone.width);
    for (const size of [phone, magnified]) await canBeTouched(page, size, screen.over);
  });
