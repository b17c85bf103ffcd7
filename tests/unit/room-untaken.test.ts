/** What fails between a key and the document: the words stay in their field, and nobody reads that they are kept. */
import { describe, expect, test, vi } from "vitest";
import * as Y from "yjs";
import { bindText } from "../../app/live/bind-text.ts";
import { mostUpdateBytes } from "../../lib/yjs-wire.ts";
import { newField } from "../support/room-field.ts";

/** A field tied to a text, whose change goes through `edit`; by itself as it should. */
function bound(words: string, edit?: (change: () => void, text: Y.Text) => boolean) {
  const text = new Y.Doc().getText("words");
  text.insert(0, words);
  const field = newField();
  const left: string[] = [];
  const faults: unknown[] = [];
  const tooLong: string[] = [];
  let again: (() => void) | null = null;
  let change = edit;
  // As a browser does: what a listener throws is told to the window, and the page goes on.
  const add = field.element.addEventListener.bind(field.element);
  field.element.addEventListener = (name: string, listener: unknown) =>
    add(name, (event: Event) => {
      try {
        (listener as (event: Event) => void)(event);
      } catch (fault) {
        faults.push(fault);
      }
    });
  const unbind = bindText(field.element, text, {
    edit: (work) => (change ? change(work, text) : (text.doc?.transact(work, "here"), true)),
    undo: () => {},
    redo: () => {},
    tooLong: (words) => void tooLong.push(words),
    untaken: (retry) => void (again = retry),
    left: (rest) => void left.push(rest),
  });
  return {
    text,
    field,
    left,
    faults,
    tooLong,
    unbind,
    again: () => again,
    /** Whatever was broken works again. */
    mend: () => void (change = undefined),
    remote: (work: () => void) => text.doc?.transact(work, "elsewhere"),
  };
}
const broken = (): never => {
  throw new TypeError("toReversed is not a function");
};

describe("where a change fails", () => {
  test("before anything of it is written, the words stay, are marked, and come with the next key", () => {
    const { text, field, again, faults, mend } = bound("Six", broken);
    field.select(3);
    field.type(" weeks");
    expect([field.element.value, text.toString()]).toEqual(["Six weeks", "Six"]);
    expect(again()).not.toBeNull();
    expect(faults).toEqual([new TypeError("toReversed is not a function")]);
    mend();
    field.type(".");
    expect(text.toString()).toBe("Six weeks.");
    expect(again()).toBeNull();
  });

  test("it is tried again when the field is left, and when somebody asks for it", () => {
    const first = bound("", broken);
    first.field.type("here");
    first.mend();
    first.field.send("blur");
    expect([first.text.toString(), first.again()]).toEqual(["here", null]);
    const second = bound("", broken);
    second.field.type("here");
    expect(() => second.again()?.call(null)).toThrow("toReversed is not a function");
    expect(second.again()).not.toBeNull();
    second.mend();
    second.again()?.call(null);
    expect([second.text.toString(), second.again()]).toEqual(["here", null]);
  });

  test("what the other writes meanwhile does not take the place of the words, and is there beside them afterwards", () => {
    const { text, field, again, mend, remote } = bound("Six weeks", broken);
    field.select(9);
    field.type(" or eight");
    remote(() => text.insert(0, "About: "));
    expect(field.element.value).toBe("Six weeks or eight");
    mend();
    field.send("blur");
    expect(text.toString()).toBe("About: Six weeks or eight");
    expect(field.element.value).toBe(text.toString());
    expect(again()).toBeNull();
  });

  test("half way, when what was typed over is gone and the new words are not there, they come once", () => {
    const { text, field, mend, remote } = bound("Six weeks", (change, of) => {
      const insert = vi.spyOn(of, "insert").mockImplementation(broken);
      try {
        of.doc?.transact(change, "here");
      } finally {
        insert.mockRestore();
      }
      return true;
    });
    field.select(0, 3);
    field.type("Eight");
    expect([field.element.value, text.toString()]).toEqual(["Eight weeks", " weeks"]);
    remote(() => text.insert(6, "!"));
    mend();
    field.type("y");
    expect(text.toString()).toBe("Eighty weeks!");
    expect(field.element.value).toBe("Eighty weeks!");
  });

  test("after all of it is written, because somebody who heard of it failed, the words are taken and come once", () => {
    const { text, field, again, mend } = bound("Six", (change, of) => {
      of.doc?.transact(change, "here");
      return broken();
    });
    field.select(3);
    field.type(" weeks");
    expect([text.toString(), again()]).toEqual(["Six weeks", null]);
    mend();
    field.type(".");
    expect(text.toString()).toBe("Six weeks.");
  });

  test("and too much is put in at once afterwards, that alone is left out and the words stay, to be tried again", () => {
    const { text, field, tooLong, again, mend } = bound("Six", broken);
    field.select(3);
    field.type(" weeks");
    field.select(4);
    field.type("x".repeat(mostUpdateBytes));
    expect(tooLong).toHaveLength(1);
    expect([field.element.value, field.element.selectionStart]).toEqual(["Six weeks", 4]);
    expect(again()).not.toBeNull();
    mend();
    again()?.call(null);
    expect([text.toString(), again()]).toEqual(["Six weeks", null]);
  });

  test("where nothing can be written any more, the words are marked too", () => {
    const { field, again } = bound("Six", () => false);
    field.type("x");
    expect(again()).not.toBeNull();
  });

  test("and the field goes away, its words are handed over", () => {
    const { field, left, again, unbind } = bound("Six", broken);
    field.select(3);
    field.type(" weeks");
    // It happens while a page is drawn anew, which must not fail for it.
    const told = vi.spyOn(console, "error").mockImplementation(() => {});
    unbind();
    expect(told).toHaveBeenCalledOnce();
    told.mockRestore();
    expect(left).toEqual(["Six weeks"]);
    expect(again()).toBeNull();
  });
});

test("words that something else put into the field without a key are seen when the field is left", () => {
  const { text, field, again } = bound("Six");
  field.element.value = "Six weeks";
  field.send("blur");
  expect([text.toString(), again()]).toEqual(["Six weeks", null]);
});

test("a text with line ends that a field shows as one is not changed by who only looks at it", () => {
  const { text, field, again } = bound("one\r\ntwo");
  field.send("blur");
  expect([text.toString(), again()]).toEqual(["one\r\ntwo", null]);
});

describe("where what the text stood on is removed", () => {
  /** A field of a card that the other removes. */
  function onACard(words: string) {
    const doc = new Y.Doc();
    const card = doc.getMap<Y.Map<Y.Text>>("cards").set("walk", new Y.Map<Y.Text>());
    const text = card.set("text", new Y.Text(words));
    const field = newField();
    const left: string[] = [];
    const unbind = bindText(field.element, text, {
      edit: (work) => (doc.transact(work, "here"), true),
      undo: () => {},
      redo: () => {},
      tooLong: () => {},
      untaken: () => {},
      left: (rest) => void left.push(rest),
    });
    const remove = () => doc.transact(() => doc.getMap("cards").delete("walk"), "elsewhere");
    return { field, left, unbind, remove };
  }

  test("the field keeps what it shows, and hands over nothing that stood in the text", () => {
    const { field, left, unbind, remove } = onACard("Each day");
    remove();
    field.send("blur");
    expect(field.element.value).toBe("Each day");
    unbind();
    expect(left).toEqual([]);
  });

  test("a word that was being made is handed over, and it alone", () => {
    const { field, left, unbind, remove } = onACard("Each ");
    field.select(5);
    field.send("compositionstart");
    field.type("日", { composing: true });
    remove();
    field.send("compositionend");
    unbind();
    expect(left).toEqual(["日"]);
  });
});
