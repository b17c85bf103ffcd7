/** Words that were written on something which is removed elsewhere before they are kept. */
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import * as Y from "yjs";
import { type TestPage, isKept, newStorage, openClient, until } from "../support/room-pages.ts";
import { type RoomServer, startRoomServer } from "../support/room-server.ts";

const section = "both:options";
const removed = "What you wrote on was removed meanwhile. Your words are kept as a draft.";

let server: RoomServer;
let open: TestPage[];

beforeEach(async () => {
  server = await startRoomServer();
  open = [];
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
    expect(wordsOf(page)).toEqual(["A walk by the sea", "Each day"]);
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

  test("of words that came from the other, where this page only moved the card", async () => {
    const page = await opened();
    server.up(false);
    await isOffline(page);
    page.edit(section, (doc) => {
      const card = doc.getMap(section).get("walk");
      if (card instanceof Y.Map) card.set("order", 3);
    });
    remove("walk");
    server.up(true);
    await isKept(page);
    expect(page.snapshot().doc.getMap(section).has("walk")).toBe(false);
    expect(page.copies).toEqual([]);
  });
});
