import { afterEach, beforeEach, describe, expect, test } from "vitest";
import * as Y from "yjs";
import { authorOf } from "../../lib/seats.ts";
import { closeCodes } from "../../lib/wire.ts";
import { mostSyncBytes, mostUpdateBytes } from "../../lib/yjs-wire.ts";
import { type TestPage, isKept, newStorage, openClient, sheetOf, until, writeOn } from "../support/room-pages.ts";
import { type RoomServer, startRoomServer } from "../support/room-server.ts";

let server: RoomServer;
let open: TestPage[];

beforeEach(async () => {
  server = await startRoomServer();
  open = [];
});
afterEach(async () => {
  for (const page of open) page.close();
  await server.close();
});

const page = (parts: Parameters<typeof openClient>[2] = {}, space = "space"): TestPage => {
  const opened = openClient(server, space, parts);
  open.push(opened);
  return opened;
};
const atServer = (space = "space"): string => sheetOf(server.docOf(`/${space}`)).toString();
const isOffline = (opened: TestPage): Promise<void> => until(opened.progress, ({ keeping }) => keeping === "offline");

describe("what is kept", () => {
  test("is opening, then kept, then keeping until the server has answered", async () => {
    const opened = page();
    expect(opened.progress.snapshot()).toEqual({ keeping: "opening", unkept: false, untaken: false });
    await isKept(opened);
    server.keep(false);
    writeOn(opened, "Hello");
    expect(opened.progress.snapshot()).toEqual({ keeping: "keeping", unkept: true, untaken: false });
    await server.until(() => atServer() === "Hello");
    expect(opened.progress.snapshot().unkept).toBe(true);
    server.keep(true);
    await isKept(opened);
    expect(opened.progress.snapshot().unkept).toBe(false);
  });

  test("is never said before the last of several changes is on disk", async () => {
    const opened = page();
    await isKept(opened);
    server.keep(false);
    for (const word of ["one ", "two ", "three"]) writeOn(opened, word);
    await server.until(() => server.heard.some(({ number }) => number === 3));
    const unkept: boolean[] = [];
    opened.progress.subscribe(() => unkept.push(opened.progress.snapshot().unkept));
    for (let answered = 0; answered < 3; answered += 1) server.keepOne();
    await isKept(opened);
    expect(unkept).toEqual([false]);
    expect(atServer()).toBe("one two three");
  });

  test("is not said when only some of it is", async () => {
    const opened = page();
    await isKept(opened);
    server.keep(false);
    for (const word of ["one ", "two"]) writeOn(opened, word);
    await server.until(() => server.heard.some(({ number }) => number === 2));
    server.keepOne();
    // What the server sends next arrives behind that one answer.
    server.waits("/space", ["both:sheet"]);
    await until(opened, ({ waiting }) => waiting.length > 0);
    expect(opened.progress.snapshot().unkept).toBe(true);
  });

  test("words written while the line is down go up when it is back, and are acknowledged then", async () => {
    const opened = page();
    await isKept(opened);
    server.up(false);
    await isOffline(opened);
    writeOn(opened, "written alone");
    expect(opened.progress.snapshot()).toEqual({ keeping: "offline", unkept: true, untaken: false });
    server.up(true);
    opened.reconnect();
    await isKept(opened);
    expect(atServer()).toBe("written alone");
  });

  test("a deletion is kept like any other change", async () => {
    const opened = page();
    await isKept(opened);
    writeOn(opened, "too much");
    await isKept(opened);
    server.up(false);
    await isOffline(opened);
    opened.edit("both:sheet", (doc) => sheetOf(doc).delete(0, 4));
    expect(opened.progress.snapshot().unkept).toBe(true);
    server.up(true);
    opened.reconnect();
    await isKept(opened);
    expect(atServer()).toBe("much");
  });

  test("what is written before the server has asked for anything is sent once, whole", async () => {
    const opened = page();
    writeOn(opened, "early ");
    writeOn(opened, "words");
    await isKept(opened);
    expect(atServer()).toBe("early words");
    expect(server.heard.filter(({ kind }) => kind === "update")).toEqual([]);
  });

  test("what is written while the server has not asked yet waits for its question", async () => {
    server.askAtOnce(false);
    const opened = page();
    await until(opened, (now) => now.opened);
    writeOn(opened, "Hello");
    server.write("/space", (doc) => doc.getMap("practitioner:statement").set("name", "Pia"));
    await new Promise((done) => opened.snapshot().doc.once("update", done));
    expect(opened.progress.snapshot().unkept).toBe(true);
    server.ask("/space");
    await isKept(opened);
    expect(server.heard.map(({ kind }) => kind)).toEqual(["step 1", "step 2", "kept"]);
  });

  test("everything is sent again when the server asks again", async () => {
    const opened = page();
    await isKept(opened);
    server.keep(false);
    writeOn(opened, "Hello");
    await server.until(() => atServer() === "Hello");
    server.ask("/space");
    await server.until(() => server.heard.filter(({ kind }) => kind === "step 2").length === 2);
    server.keep(true);
    await isKept(opened);
    expect(atServer()).toBe("Hello");
  });

  test("a page closes while a hand is writing", async () => {
    const opened = page();
    await isKept(opened);
    const closing = (): boolean =>
      opened.edit("both:sheet", (doc) => {
        sheetOf(doc).insert(0, "a");
        opened.close();
      });
    expect(closing).not.toThrow();
    await server.until(() => server.guests() === 0);
  });
});

describe("a reload", () => {
  test("brings back what was not kept, and the next page sends it", async () => {
    const storage = newStorage();
    const before = page({ storage });
    await isKept(before);
    writeOn(before, "kept. ");
    await isKept(before);
    server.up(false);
    await isOffline(before);
    writeOn(before, "not kept.");
    before.close();
    expect(storage.length).toBe(1);
    server.up(true);
    const after = page({ storage });
    expect(after.progress.snapshot().unkept).toBe(true);
    await isKept(after);
    expect(atServer()).toBe("kept. not kept.");
    expect(sheetOf(after.snapshot().doc).toString()).toBe("kept. not kept.");
    expect(storage.length).toBe(0);
  });

  test("leaves nothing in the tab's storage once all is kept", async () => {
    const storage = newStorage();
    const opened = page({ storage });
    await isKept(opened);
    writeOn(opened, "Hello");
    await isKept(opened);
    opened.close();
    expect(storage.length).toBe(0);
  });

  test("does not give one seat's words to the other, nor one space's to another", async () => {
    const storage = newStorage();
    server.up(false);
    const opened = page({ storage });
    writeOn(opened, "mine");
    opened.close();
    for (const other of [page({ storage, seat: "practitioner" }), page({ storage }, "elsewhere")])
      expect(other.progress.snapshot().unkept).toBe(false);
    expect(page({ storage }).progress.snapshot().unkept).toBe(true);
  });

  test("opens all the same when the storage holds something else", async () => {
    const storage = newStorage();
    storage.setItem("unsent:space:client", '{"update":"AAE=","places":[{}]}');
    const opened = page({ storage });
    await isKept(opened);
    expect(opened.progress.snapshot().unkept).toBe(false);
  });
});

describe("a refusal", () => {
  const words = Array.from({ length: 200 }, (_, index) => `word${index} `);

  test("keeps the refused words as a copy, and everything written afterwards", async () => {
    const opened = page();
    await isKept(opened);
    writeOn(opened, "before. ");
    await isKept(opened);
    const first = opened.snapshot().doc;
    server.refuse({ code: closeCodes.refused });
    writeOn(opened, "refused. ");
    await until(opened, ({ doc }) => doc !== first);
    expect(opened.copies.map(({ section, words: copied }) => [section, copied])).toEqual([
      ["both:sheet", "before. refused. "],
    ]);
    expect(opened.told).toEqual(["These words could not be placed. They are kept as a draft."]);
    for (const word of words) writeOn(opened, word);
    await isKept(opened);
    expect(atServer()).toBe(`before. ${words.join("")}`);
    const another = page();
    await isKept(another);
    expect(sheetOf(another.snapshot().doc).toString()).toBe(atServer());
  });

  test("loses nothing that is typed straight on, without waiting for anything", async () => {
    const opened = page();
    await isKept(opened);
    server.refuse({ code: closeCodes.refused });
    for (const word of words) {
      writeOn(opened, word);
      await new Promise(setImmediate);
    }
    await until(opened.progress, ({ keeping, unkept }) => keeping === "kept" && !unkept);
    const found = opened.copies.map(({ words: copied }) => copied).join("") + atServer();
    for (const word of words) expect(found).toContain(word);
  });

  test("copies the fields that were touched, a new card as a whole, and not what was kept before", async () => {
    const opened = page();
    await isKept(opened);
    writeOn(opened, "long kept");
    await isKept(opened);
    server.up(false);
    await isOffline(opened);
    const card = new Y.Map<unknown>([
      ["kind", "money"],
      ["text", new Y.Text("60 euro")],
      ["order", 1],
    ]);
    opened.edit("both:expectations", (doc) => doc.getMap("both:expectations").set("c1", card));
    opened.edit("both:expectations", () => (card.get("text") as Y.Text).insert(7, ", each time"));
    opened.edit("client:letters", (doc) => doc.getMap("client:letters").set("l1", { text: "Dear Pia", at: 1 }));
    server.refuse({ code: closeCodes.otherEpoch });
    server.up(true);
    opened.reconnect();
    await until(opened.progress, ({ unkept }) => !unkept);
    expect(opened.copies.map(({ section, words: copied }) => [section, copied])).toEqual([
      ["both:expectations", "60 euro, each time"],
      ["client:letters", "Dear Pia"],
    ]);
    expect(opened.told).toEqual(["This space was updated. Your unsent words are kept as a draft."]);
  });

  test("keeps the old words on the screen until the server's copy is here again", async () => {
    const opened = page();
    await isKept(opened);
    const came = new Promise((done) => opened.snapshot().doc.once("update", done));
    server.write("/space", (doc) => sheetOf(doc).insert(0, "The other's words. "));
    await came;
    const seen: string[] = [];
    opened.subscribe(() => seen.push(sheetOf(opened.snapshot().doc).toString()));
    server.refuse({ code: closeCodes.refused });
    writeOn(opened, "Mine.");
    const first = opened.snapshot().doc;
    await until(opened, ({ doc }) => doc !== first);
    expect(seen).not.toContain("");
    expect(sheetOf(opened.snapshot().doc).toString()).toContain("The other's words.");
  });

  test("waits for the server with it, and with all that is written meanwhile, when the line goes down just then", async () => {
    const opened = page();
    await isKept(opened);
    const first = opened.snapshot().doc;
    server.refuse({ code: closeCodes.refused });
    writeOn(opened, "refused. ");
    await server.until(() => server.guests() === 0);
    server.up(false);
    writeOn(opened, "Written on.");
    await server.until(() => server.turnedAway() > 1);
    expect(opened.snapshot().doc).toBe(first);
    expect(opened.progress.snapshot().unkept).toBe(true);
    server.up(true);
    opened.reconnect();
    await until(opened, ({ doc }) => doc !== first);
    expect(opened.copies.map(({ words: copied }) => copied)).toEqual(["refused. Written on."]);
  });

  test("hands over what a field still tied to the old document writes into it", async () => {
    const opened = page();
    await isKept(opened);
    const old = opened.snapshot().doc;
    server.refuse({ code: closeCodes.refused });
    writeOn(opened, "refused");
    await until(opened, ({ doc }) => doc !== old);
    opened.edit("both:sheet", () => sheetOf(old).insert(0, "late "));
    expect(opened.copies.at(-1)?.words).toBe("late refused");
  });

  test("three times in a minute stops the page, with the words still on it", async () => {
    const opened = page();
    await isKept(opened);
    server.refuse(...Array.from({ length: 3 }, () => ({ code: closeCodes.refused })));
    for (const word of ["one", "two", "three"]) {
      writeOn(opened, word);
      const { doc } = opened.snapshot();
      await until(opened, (now) => now.doc !== doc || now.stopped !== null);
    }
    expect(opened.copies.map(({ words: copied }) => copied)).toEqual(["one", "two", "three"]);
    expect(opened.snapshot().stopped).toContain("three times");
    expect(opened.progress.snapshot()).toEqual({ keeping: "stopped", unkept: false, untaken: false });
    expect(writeOn(opened, "four")).toBe(false);
    expect(sheetOf(opened.snapshot().doc).toString()).toBe("three");
  });

  test("with nowhere to put the words stops the page and leaves them where they are, over a reload too", async () => {
    const storage = newStorage();
    const opened = page({ storage, onCopies: () => false });
    await isKept(opened);
    server.refuse({ code: closeCodes.refused });
    writeOn(opened, "refused");
    await until(opened, ({ stopped }) => stopped !== null);
    expect(opened.snapshot().stopped).toContain("your own page takes no copy of it now");
    expect(sheetOf(opened.snapshot().doc).toString()).toBe("refused");
    expect(opened.progress.snapshot().unkept).toBe(true);
    opened.close();
    const again = page({ storage });
    await isKept(again);
    expect(atServer()).toBe("refused");
  });

  test("after a reload still knows the words, even where they build on something that never came", async () => {
    const storage = newStorage();
    const before = page({ storage });
    await isKept(before);
    writeOn(before, "kept. ");
    await isKept(before);
    server.up(false);
    await isOffline(before);
    writeOn(before, "lost ground.");
    before.close();
    // The server was set back to a time before any of it.
    const other = await startRoomServer();
    other.refuse({ code: closeCodes.otherEpoch });
    const after = openClient(other, "space", { storage });
    open.push(after);
    await until(after.progress, ({ keeping, unkept }) => keeping === "kept" && !unkept);
    expect(after.copies.map(({ words: copied }) => copied)).toEqual(["lost ground."]);
    after.close();
    await other.close();
  });
});

describe("the size of what is sent", () => {
  test("a change beyond a live update's limit goes up another way, and is kept", async () => {
    const opened = page();
    await isKept(opened);
    const long = "a".repeat(mostUpdateBytes + 1);
    writeOn(opened, long);
    await isKept(opened);
    expect(atServer()).toBe(long);
    const live = server.heard.filter(({ kind }) => kind === "update");
    expect(live.every(({ bytes }) => bytes <= mostUpdateBytes)).toBe(true);
  });

  test("work that is too long for one answer is never sent, and is kept as copies that each fit", async () => {
    const opened = page();
    await isKept(opened);
    server.up(false);
    await isOffline(opened);
    const long = "ab😀".repeat(mostSyncBytes / 4);
    writeOn(opened, long);
    server.up(true);
    opened.reconnect();
    await until(opened.progress, ({ unkept }) => !unkept);
    expect(opened.told).toEqual(["This is too long to save in one piece. It is kept as a draft."]);
    expect(opened.copies.map(({ words }) => words).join("")).toBe(long);
    expect(opened.copies.every(({ words }) => new TextEncoder().encode(words).length < mostUpdateBytes)).toBe(true);
    expect(server.heard.every(({ bytes }) => bytes <= mostSyncBytes)).toBe(true);
    writeOn(opened, "and on");
    await isKept(opened);
    expect(atServer()).toBe("and on");
  });

  test("a space that is full says so in the server's words", async () => {
    const opened = page();
    await isKept(opened);
    server.refuse({ code: closeCodes.tooLarge, kind: "size", why: "This space is full." });
    writeOn(opened, "one more");
    await until(opened.progress, () => opened.told.length > 0);
    expect(opened.told).toEqual(["This space is full. What you wrote is kept as a draft."]);
  });
});

describe("words that wait", () => {
  test("are shown with their sections, until none waits", async () => {
    const opened = page();
    await isKept(opened);
    server.waits("/space", ["both:expectations"]);
    await until(opened, ({ waiting }) => waiting.length > 0);
    expect(opened.snapshot().waiting).toEqual(["both:expectations"]);
    server.waits("/space", []);
    await until(opened, ({ waiting }) => waiting.length === 0);
  });

  test("are no longer shown after a reconnect on which the server does not speak of them", async () => {
    const opened = page();
    await isKept(opened);
    server.waits("/space", ["both:expectations"]);
    await until(opened, ({ waiting }) => waiting.length > 0);
    opened.reconnect();
    await until(opened, ({ waiting }) => waiting.length === 0);
    expect(opened.progress.snapshot().keeping).toBe("kept");
  });

  test("are no longer shown by the time that later words are called kept", async () => {
    const opened = page();
    await isKept(opened);
    server.waits("/space", ["both:expectations"]);
    await until(opened, ({ waiting }) => waiting.length > 0);
    server.up(false);
    await isOffline(opened);
    writeOn(opened, "written alone");
    const onceKept: (readonly string[])[] = [];
    opened.progress.subscribe(() => {
      if (opened.progress.snapshot().keeping === "kept") onceKept.push(opened.snapshot().waiting);
    });
    server.up(true);
    opened.reconnect();
    await isKept(opened);
    expect(onceKept).toEqual([[]]);
  });

  test("have a pen of their own from then on; the open sections keep theirs", async () => {
    const opened = page();
    await isKept(opened);
    const { doc } = opened.snapshot();
    const story = (): void =>
      void opened.edit("client:story", () => doc.getMap("client:story").set("e", String(doc.clientID)));
    const card = (): void =>
      void opened.edit("both:options", () => doc.getMap("both:options").set("o", String(doc.clientID)));
    const pens = (): unknown[] => [doc.getMap("client:story").get("e"), doc.getMap("both:options").get("o")];
    story();
    card();
    const before = pens();
    server.waits("/space", ["both:options"]);
    await until(opened, ({ waiting }) => waiting.length > 0);
    story();
    card();
    expect(pens()[0]).toBe(before[0]);
    expect(pens()[1]).not.toBe(before[1]);
    expect(new Set([...before, ...pens(), String(doc.clientID)]).size).toBe(4);
    for (const client of doc.store.clients.keys()) expect(authorOf(client)).toBe("client");
  });
});

describe("a line that ends for good", () => {
  test.each([
    [closeCodes.signedOut, "You are signed out here."],
    [closeCodes.seatTaken, "This seat was closed."],
    [closeCodes.unknownSpace, "We cannot find this space for you."],
    [closeCodes.erased, "This space was erased."],
    [closeCodes.malformed, "Something went wrong with this page."],
  ])("with %i stops the page with a sentence, for reading only", async (code, sentence) => {
    const opened = page();
    await isKept(opened);
    server.end("/space", code);
    await until(opened, ({ stopped }) => stopped !== null);
    expect(opened.snapshot().stopped).toContain(sentence);
    expect(opened.snapshot().openAgain).toBeNull();
    expect(writeOn(opened, "more")).toBe(false);
    opened.reconnect();
    expect(opened.progress.snapshot().keeping).toBe("stopped");
  });

  test("because the space was erased leaves nothing of it in the tab's storage", async () => {
    const storage = newStorage();
    const opened = page({ storage });
    await isKept(opened);
    server.keep(false);
    writeOn(opened, "mine");
    server.end("/space", closeCodes.erased);
    await until(opened, ({ stopped }) => stopped !== null);
    opened.close();
    expect(storage.length).toBe(0);
  });

  test("because of another tab can be opened again, with nothing lost", async () => {
    const opened = page();
    await isKept(opened);
    server.keep(false);
    writeOn(opened, "mine");
    server.end("/space", closeCodes.tooManyTabs);
    await until(opened, ({ stopped }) => stopped !== null);
    server.keep(true);
    opened.snapshot().openAgain?.();
    expect(opened.snapshot().stopped).toBeNull();
    await isKept(opened);
    writeOn(opened, " again");
    await isKept(opened);
    expect(atServer()).toBe("mine again");
  });

  test("for a reason that passes is tried again by itself", async () => {
    const opened = page();
    await isKept(opened);
    server.end("/space", closeCodes.cannotStore);
    await isOffline(opened);
    await isKept(opened);
    expect(opened.snapshot().stopped).toBeNull();
  });
});

test("a section that this seat may never write is a fault of ours, and nothing is written", async () => {
  const opened = page();
  await isKept(opened);
  expect(() =>
    opened.edit("practitioner:statement", (doc) => doc.getMap("practitioner:statement").set("a", 1)),
  ).toThrow("This seat may not write in practitioner:statement.");
  expect(opened.snapshot().doc.getMap("practitioner:statement").size).toBe(0);
});
