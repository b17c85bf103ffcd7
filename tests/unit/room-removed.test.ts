/** Words that were written on something which is removed elsewhere before they are kept. */
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import * as Y from "yjs";
import { newClientId } from "../../lib/seats.ts";
import { type TestPage, isKept, newStorage, openClient, until } from "../support/room-pages.ts";
import { type RoomServer, startRoomServer } from "../support/room-server.ts";

const section = "both:options";
const removed = "What you wrote on was removed meanwhile. Your words are kept as a draft.";

let server: RoomServer;
let open: TestPage[];

beforeEach(async () => {
  server = await startRoomServer();
  open = [];
  server.docOf("/space").clientID = newClientId("practitioner");
  server.write("/space", (doc) => {
    for (const id of ["walk", "rest"]) {
      const card = doc.getMap<unknown>(section).set(id, new Y.Map<unknown>());
      card.set("title", new Y.Text(`A ${id}`));
      card.set("text", new Y.Text());
    }
  });
});
afterEach(async () => {
  for (const page of open) page.close();
  await server.close();
});

async function opened(storage: Storage | null = null): Promise<TestPage> {
  const page = openClient(server, "space", { storage });
  open.push(page);
  await isKept(page);
  return page;
}

const isOffline = (page: TestPage): Promise<void> => until(page.progress, ({ keeping }) => keeping === "offline");
const remove = (id: string): void => server.write("/space", (doc) => doc.getMap(section).delete(id));
const fieldOf = (doc: Y.Doc, id: string, field: string): Y.Text => {
  const card = doc.getMap(section).get(id);
  const text = card instanceof Y.Map ? (card as Y.Map<unknown>).get(field) : null;
  if (text instanceof Y.Text) return text;
  throw new Error("There is no such field.");
};
function write(page: TestPage, id: string, field: string, words: string): void {
  const text = fieldOf(page.snapshot().doc, id, field);
  page.write({ section, text }, () => text.insert(text.length, words));
}
const wordsOf = (page: TestPage): string[] => page.copies.map(({ words }) => words);

describe("words that are not kept yet, on a card that the other removes,", () => {
  test("are kept as copies when the line comes back, field by field, and their person is told", async () => {
    const page = await opened();
    server.up(false);
    await isOffline(page);
    write(page, "walk", "title", " by the sea");
    write(page, "walk", "text", "Each day");
    write(page, "rest", "text", "Each night");
    remove("walk");
    server.up(true);
    await isKept(page);
    expect(page.copies.map((copy) => copy.section)).toEqual([section, section]);
    expect(wordsOf(page)).toEqual([" by the sea", "Each day"]);
    expect(page.told).toEqual([removed]);
    expect(fieldOf(page.snapshot().doc, "rest", "text").toString()).toBe("Each night");
  });

  test("are kept also where the page was loaded anew meanwhile, without what was deleted of them", async () => {
    const storage = newStorage();
    const before = await opened(storage);
    server.up(false);
    await isOffline(before);
    write(before, "walk", "text", "Each long day");
    const text = fieldOf(before.snapshot().doc, "walk", "text");
    before.write({ section, text }, () => text.delete(4, 5));
    before.close();
    remove("walk");
    server.up(true);
    const page = await opened(storage);
    expect(wordsOf(page)).toEqual(["Each day"]);
    expect(page.told).toEqual([removed]);
  });

  test("are kept in the order in which they stood there, and once, however often the page is loaded anew", async () => {
    const storage = newStorage();
    const before = await opened(storage);
    server.up(false);
    await isOffline(before);
    write(before, "walk", "text", "Each day with tea");
    const text = fieldOf(before.snapshot().doc, "walk", "text");
    before.write({ section, text }, () => text.insert(8, ", or each night,"));
    before.close();
    remove("walk");
    server.up(true);
    server.keep(false);
    const ids = new Set<string>();
    for (let load = 0; load < 3; load += 1) {
      const page = openClient(server, "space", { storage });
      await until(page, ({ inStep }) => inStep);
      expect(wordsOf(page)).toEqual(["Each day, or each night, with tea"]);
      for (const { id } of page.copies) ids.add(id);
      page.close();
    }
    expect(ids.size).toBe(1);
  });

  test("are kept where another thing of the same name takes its place at once", async () => {
    const page = await opened();
    server.up(false);
    await isOffline(page);
    write(page, "walk", "text", "Each day");
    server.write("/space", (doc) => {
      const things = doc.getMap<unknown>(section);
      things.delete("walk");
      things.set("walk", new Y.Map<unknown>([["text", new Y.Text("Another walk")]]));
    });
    server.up(true);
    await isKept(page);
    expect(fieldOf(page.snapshot().doc, "walk", "text").toString()).toBe("Another walk");
    expect(wordsOf(page)).toEqual(["Each day"]);
  });

  test("are kept also where they are acknowledged while the removal is not shown yet", async () => {
    const page = await opened();
    const { doc } = page.snapshot();
    // Within one moment: what takes something away comes for the second time, and is held back.
    const clock = vi.spyOn(performance, "now").mockReturnValue(performance.now());
    const isShown = new Promise<void>((shown) => doc.once("update", () => shown()));
    server.write("/space", (there) => fieldOf(there, "rest", "title").delete(0, 1));
    remove("walk");
    await isShown;
    write(page, "walk", "text", "Each day");
    await isKept(page);
    clock.mockRestore();
    expect(doc.getMap(section).has("walk")).toBe(false);
    expect(wordsOf(page)).toEqual(["Each day"]);
  });

  test("are kept on the screen where there is no other place for them", async () => {
    const page = openClient(server, "space", { onCopies: () => false });
    open.push(page);
    await isKept(page);
    server.keep(false);
    write(page, "walk", "text", "Each day");
    remove("walk");
    await until(page, ({ strays }) => strays.length > 0);
    expect(page.snapshot().strays).toEqual([{ section, words: "Each day" }]);
  });
});

describe("nothing is kept twice", () => {
  test("of a card on which all words were kept", async () => {
    const page = await opened();
    write(page, "walk", "text", "Each day");
    await isKept(page);
    const { doc } = page.snapshot();
    const isGone = new Promise<void>((gone) => doc.getMap(section).observe(() => gone()));
    remove("walk");
    await isGone;
    write(page, "rest", "text", "Each night");
    await isKept(page);
    expect(page.copies).toEqual([]);
  });

  test("of a card that its writer removed themself before they loaded the page anew", async () => {
    const storage = newStorage();
    const before = await opened(storage);
    server.up(false);
    await isOffline(before);
    write(before, "walk", "text", "Each day");
    before.edit(section, (doc) => doc.getMap(section).delete("walk"));
    before.close();
    server.up(true);
    const page = await opened(storage);
    expect(page.snapshot().doc.getMap(section).has("walk")).toBe(false);
    expect(page.copies).toEqual([]);
  });

  test("of words of the other, where this page moved the card, dated it, erased in it or wrote beside them", async () => {
    const page = await opened();
    server.up(false);
    await isOffline(page);
    const title = fieldOf(page.snapshot().doc, "walk", "title");
    page.edit(section, (doc) => {
      const card = doc.getMap(section).get("walk");
      if (!(card instanceof Y.Map)) throw new Error("There is no such card.");
      card.set("order", 3);
      card.set("lookAgain", "2031-01-02");
    });
    page.write({ section, text: title }, () => title.delete(0, 2));
    write(page, "walk", "title", "ing");
    page.write({ section, text: title }, () => title.delete(title.length - 3, 3));
    remove("walk");
    server.up(true);
    await isKept(page);
    expect(page.snapshot().doc.getMap(section).has("walk")).toBe(false);
    expect(page.copies).toEqual([]);
  });
});
