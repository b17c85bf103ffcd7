/** What comes from the other is shown as it comes, and takes nothing off the screen so often that it could flash. */
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import * as Y from "yjs";
import { openCalm } from "../../app/live/calm.ts";
import { newDocument } from "../support/guard-space.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const options = (doc: Y.Doc) => doc.getMap<Y.Map<unknown>>("both:options");
const onTable = (doc: Y.Doc): number => [...options(doc).values()].filter((card) => !card.get("aside")).length;

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
    const now = onTable(shown) + shown.getText("both:sheet").length;
    if (now < before) lost.push(performance.now());
    before = now;
  });
  theirs.on("update", (update: Uint8Array) => calm.take(update, () => Y.applyUpdate(shown, update, "the line")));
  return { theirs, shown, calm, lost };
}

/** Nowhere does something go four times within a second. */
function isCalm(lost: readonly number[]): void {
  expect(lost.length).toBeGreaterThan(0);
  for (const [at, time] of lost.entries()) expect((lost[at + 3] ?? Infinity) - time).toBeGreaterThan(1_000);
}

test("however often the other puts a card down and takes it away, it goes three times in any second at most", () => {
  const { theirs, shown, lost } = screen();
  for (let at = 0; at < 250; at += 1) {
    options(theirs).set("card", new Y.Map());
    vi.advanceTimersByTime(9 + (at % 4));
    options(theirs).delete("card");
    vi.advanceTimersByTime(7);
  }
  isCalm(lost);
  options(theirs).set("card", new Y.Map());
  vi.advanceTimersByTime(400);
  expect(shown.toJSON()).toEqual(theirs.toJSON());
});

test("nor does a new card each time, that is set aside as soon as it lies there", () => {
  const { theirs, shown, lost } = screen();
  for (let at = 0; at < 250; at += 1) {
    options(theirs).set(`card ${at}`, new Y.Map());
    vi.advanceTimersByTime(9 + (at % 4));
    options(theirs).get(`card ${at}`)?.set("aside", true);
    vi.advanceTimersByTime(7);
  }
  isCalm(lost);
  vi.advanceTimersByTime(400);
  expect(shown.toJSON()).toEqual(theirs.toJSON());
});

test("one who hears of what was held back and fails does not stop what comes after", () => {
  const said = vi.spyOn(console, "error").mockImplementation(() => undefined);
  const { theirs, shown, calm } = screen();
  const sheet = theirs.getText("both:sheet");
  sheet.insert(0, "Six weeks");
  sheet.delete(0, 1);
  sheet.delete(0, 1);
  const fail = (): never => {
    throw new TypeError("broken by this test");
  };
  shown.getText("both:sheet").observe(fail);
  calm.flush();
  expect(said).toHaveBeenCalled();
  said.mockRestore();
  shown.getText("both:sheet").unobserve(fail);
  sheet.insert(0, "T");
  expect(shown.getText("both:sheet").toJSON()).toBe("Tx weeks");
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

test("what comes behind something that is held back is done after it, and at once where nothing is", () => {
  const { theirs, shown, calm } = screen();
  const done: string[] = [];
  calm.after(() => done.push("at once"));
  expect(done).toEqual(["at once"]);
  options(theirs).set("card", new Y.Map());
  options(theirs).delete("card");
  expect(onTable(shown)).toBe(1);
  calm.after(() => done.push(`with ${onTable(shown)} on the table`));
  expect(done).toHaveLength(1);
  vi.advanceTimersByTime(400);
  expect(done).toEqual(["at once", "with 0 on the table"]);
  // And so once more, without anything being shown twice.
  let shows = 0;
  const update = Y.encodeStateAsUpdate(theirs);
  for (const _ of ["one", "two"]) calm.take(update, () => (shows += 1));
  calm.after(() => done.push("again"));
  vi.advanceTimersByTime(400);
  expect([shows, ...done.slice(2)]).toEqual([2, "again"]);
});
