/** What comes from the other is shown as it comes, and takes nothing off the screen so often that it could flash. */
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import * as Y from "yjs";
import { openCalm } from "../../app/live/calm.ts";
import { newDocument } from "../support/guard-space.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** The other's document, what of it is shown here, and when something went from the screen. */
function screen() {
  const theirs = newDocument("practitioner");
  const shown = newDocument("client");
  const calm = openCalm(shown, "the line");
  const lost: number[] = [];
  let before = 0;
  shown.on("afterTransaction", ({ local, origin }) => {
    expect(local).toBe(false);
    expect(origin).toBe("the line");
    const now = shown.getMap("both:options").size + shown.getText("both:sheet").length;
    if (now < before) lost.push(performance.now());
    before = now;
  });
  theirs.on("update", (update: Uint8Array) => calm.take(update, () => Y.applyUpdate(shown, update, "the line")));
  return { theirs, shown, calm, lost };
}

test("however often the other puts a card down and takes it away, it goes three times in any second at most", () => {
  const { theirs, shown, lost } = screen();
  const cards = theirs.getMap("both:options");
  for (let at = 0; at < 250; at += 1) {
    cards.set("card", new Y.Map());
    vi.advanceTimersByTime(10);
    cards.delete("card");
    vi.advanceTimersByTime(10);
  }
  expect(lost.length).toBeGreaterThan(5);
  for (const [at, time] of lost.entries()) expect((lost[at + 3] ?? Infinity) - time).toBeGreaterThan(1_000);
  cards.set("card", new Y.Map());
  vi.advanceTimersByTime(400);
  expect(shown.toJSON()).toEqual(theirs.toJSON());
});

test("what is typed is shown at once, and so is what is taken away now and then", () => {
  const { theirs, shown } = screen();
  const sheet = theirs.getText("both:sheet");
  for (const letter of "Rest, and perhaps the letter.") {
    sheet.insert(sheet.length, letter);
    vi.advanceTimersByTime(5);
    expect(shown.getText("both:sheet").toJSON()).toBe(sheet.toJSON());
  }
  for (let at = 0; at < 5; at += 1) {
    sheet.delete(sheet.length - 1, 1);
    expect(shown.getText("both:sheet").toJSON()).toBe(sheet.toJSON());
    vi.advanceTimersByTime(400);
  }
});

test("what comes behind something that is held back comes after it, and all of it as one change", () => {
  const { theirs, shown, calm } = screen();
  const sheet = theirs.getText("both:sheet");
  const seen: string[] = [];
  sheet.insert(0, "Sixx weeks");
  shown.getText("both:sheet").observe(() => seen.push(shown.getText("both:sheet").toJSON()));
  sheet.delete(3, 1);
  sheet.delete(3, 2);
  sheet.insert(3, " or ten ");
  expect(seen).toEqual(["Six weeks"]);
  calm.flush();
  expect(seen).toEqual(["Six weeks", "Six or ten eeks"]);
  vi.advanceTimersByTime(1_000);
  expect(seen).toHaveLength(2);
});
