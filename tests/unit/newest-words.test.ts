import { beforeEach, expect, test } from "vitest";
import * as Y from "yjs";
import { type Editor, openEditor } from "../../app/live/editor.ts";
import { fieldOf } from "../../lib/cards.ts";
import { newOption } from "../../lib/sections/options.ts";
import { declareSections, sections } from "../../lib/sections.ts";

let doc: Y.Doc;
let editor: Editor;
let isOpen: boolean;

beforeEach(() => {
  isOpen = true;
  doc = new Y.Doc();
  declareSections(doc, sections);
  editor = openEditor(doc, { seat: "client", closable: () => true, open: () => isOpen });
});

/** A card with a title that was written on it. */
function written() {
  const section = "both:options";
  const cards = doc.getMap<unknown>(section);
  editor.edit(section, () => cards.set("m", newOption({ title: "", text: "", gives: "", asks: "", earns: "" }, 1)));
  const text = fieldOf(cards, "m", "title") ?? expect.unreachable();
  editor.write({ section, text }, () => text.insert(0, "Magnesium"));
  return { section, text, cards };
}

const newest = () => [editor.newest("undo")?.text ?? null, editor.newest("redo")?.text ?? null];

test("there is nothing to take back where nothing was written", () => {
  expect(newest()).toEqual([null, null]);
});

test("the field written in last is known while there is something in it to take back or to bring again", () => {
  const { section, text } = written();
  expect(editor.newest("undo")).toMatchObject({ section, text });
  expect(newest()).toEqual([text, null]);
  editor.undo();
  expect(newest()).toEqual([null, text]);
  editor.redo();
  expect(newest()).toEqual([text, null]);
});

test("a field that is closed for now, or whose card is gone, is none", () => {
  const { section, text, cards } = written();
  isOpen = false;
  expect(newest()).toEqual([null, null]);
  isOpen = true;
  expect(newest()).toEqual([text, null]);
  editor.edit(section, () => cards.delete("m"));
  expect(newest()).toEqual([null, null]);
});
