/** A page of one's own whose server was set back: what found no place there has a copy, and that is not lost on its way. */
import { afterEach, beforeEach, expect, test } from "vitest";
import * as Y from "yjs";
import { keepCopies, readCopies } from "../../app/live/copies.ts";
import { ownRules, ownSections } from "../../lib/sections.ts";
import { type TestPage, isKept, newStorage, openClient, until } from "../support/room-pages.ts";
import { type RoomServer, startRoomServer } from "../support/room-server.ts";

const path = "/space/mine";
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

function ownPage(storage: Storage): TestPage {
  const page: TestPage = openClient(server, "space/mine", {
    table: ownSections,
    rules: ownRules,
    closable: () => false,
    storage,
    onCopies: (copies) => keepCopies(page.edit, copies),
    onNeedless: () => {},
  });
  open.push(page);
  return page;
}

const drafts = (doc: Y.Doc): Y.Map<Y.Map<string>> => doc.getMap("own:drafts");
const draft = (words: string): Y.Map<string> => new Y.Map([["text", words]]);
const minutes = 60_000;

test("the copy of a lost word outlives a line that goes down, and a reload, before the server has it", async () => {
  const storage = newStorage();
  const page = ownPage(storage);
  await isKept(page);
  server.place(path, { epoch: "first", place: "", setBack: null, now: 0 });
  page.edit("own:drafts", (doc) => drafts(doc).set("option", draft("Mine")));
  await isKept(page);
  const lost = page.snapshot().doc;

  // Long ago, and another tab has written a draft anew in the same place.
  server.lose(path);
  drafts(server.docOf(path)).set("option", draft("Anew"));
  server.keep(false);
  server.place(path, { epoch: "second", place: "", setBack: { at: 0, to: null }, now: 10 * minutes });
  await until(page, ({ doc }) => doc !== lost);
  expect(page.progress.snapshot().unkept).toBe(true);
  server.up(false);
  page.close();

  // What was on its way has not come.
  server.lose(path);
  server.up(true);
  server.keep(true);
  const again = ownPage(storage);
  await isKept(again);
  expect(readCopies(again.snapshot().doc).map(({ words }) => words)).toEqual(["Mine"]);
  expect(readCopies(server.docOf(path)).map(({ words }) => words)).toEqual(["Mine"]);
});
