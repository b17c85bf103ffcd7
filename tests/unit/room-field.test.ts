import { describe, expect, test } from "vitest";
import * as Y from "yjs";
import { type TextEditor, bindText } from "../../app/live/bind-text.ts";
import { mostUpdateBytes } from "../../lib/yjs-wire.ts";
import { type Field, newField } from "../support/room-field.ts";
import { newRandom, settings } from "../support/guard-random.ts";

let text: Y.Text;
let field: Field;
let unbind: () => void;
let tooLong: string[];
let manager: Y.UndoManager;

const editor = (parts: Partial<TextEditor> = {}): TextEditor => ({
  edit(change) {
    text.doc?.transact(change, "here");
    return true;
  },
  undo: () => void manager.undo(),
  redo: () => void manager.redo(),
  tooLong: (words) => void tooLong.push(words),
  untaken: () => {},
  left: () => {},
  ...parts,
});

function bind(words: string, parts: Partial<TextEditor> = {}): void {
  text = new Y.Doc().getText("words");
  text.insert(0, words);
  manager = new Y.UndoManager(text, { captureTimeout: 0, trackedOrigins: new Set(["here"]) });
  tooLong = [];
  field = newField();
  unbind = bindText(field.element, text, editor(parts));
}
const remote = (change: () => void): void => {
  text.doc?.transact(change, "elsewhere");
};
const shown = () => {
  const { value, selectionStart, selectionEnd } = field.element;
  return selectionStart === selectionEnd
    ? `${value.slice(0, selectionStart)}|${value.slice(selectionStart)}`
    : `${value.slice(0, selectionStart)}[${value.slice(selectionStart, selectionEnd)}]${value.slice(selectionEnd)}`;
};

describe("typing", () => {
  test("shows the text and writes into it what is typed", () => {
    bind("Hello");
    expect(field.element.value).toBe("Hello");
    field.type(", you");
    expect(text.toString()).toBe("Hello, you");
    field.select(0, 5);
    field.type("Good day");
    expect(text.toString()).toBe("Good day, you");
    expect(shown()).toBe("Good day|, you");
  });

  test("writes only what is new, so that the words around it keep their author", () => {
    bind("one three");
    const deltas: unknown[] = [];
    text.observe(({ delta }) => deltas.push(delta));
    field.select(4);
    field.type("two ");
    expect(deltas).toEqual([[{ retain: 4 }, { insert: "two " }]]);
  });

  test("changes one emoji into another without breaking it for anybody", () => {
    bind("a😀b");
    const other = new Y.Doc();
    Y.applyUpdate(other, Y.encodeStateAsUpdate(text.doc as Y.Doc));
    text.doc?.on("update", (update: Uint8Array) => Y.applyUpdate(other, update));
    field.select(1, 3);
    field.type("😁");
    expect(text.toString()).toBe("a😁b");
    expect(other.getText("words").toString()).toBe("a😁b");
  });

  test.each([
    ["at the end", "to you ", 7, "to you 🌿"],
    ["before another", "🌾", 0, "🌿🌾"],
    ["behind another", "🌾", 2, "🌾🌿"],
    ["in place of words", "to you", [3, 6], "to 🌿"],
  ])("a character that comes in two halves is written once, whole: %s", (_, words, at, expected) => {
    bind(words);
    const updates: Uint8Array[] = [];
    text.doc?.on("update", (update: Uint8Array) => updates.push(update));
    field.select(...([at].flat() as [number, number?]));
    field.type("\ud83c");
    expect(updates).toEqual([]);
    field.type("\udf3f");
    expect(text.toString()).toBe(expected);
    expect(field.element.value).toBe(expected);
    expect(updates).toHaveLength(1);
  });

  test("words of the other that come between the two halves stand beside the whole character", () => {
    bind("yes");
    field.select(3);
    field.type("\ud83c");
    remote(() => text.insert(0, "oh "));
    field.type("\udf3f");
    expect(text.toString()).toBe("oh yes🌿");
    expect(shown()).toBe("oh yes🌿|");
  });

  test.each([
    ["the next letter", () => field.type("b"), "ab"],
    ["leaving the field", () => field.send("blur"), "a"],
    ["another lone half", () => field.type("\ud83c"), "a"],
  ])("half a character that stays alone is left out at %s, here and for the other", (_, next, expected) => {
    bind("a");
    field.select(1);
    field.type("\udf3f");
    next();
    expect(text.toString()).toBe(expected);
    expect(shown()).toBe(`${expected}|`);
    remote(() => text.insert(0, "x"));
    expect(field.element.value).toBe(`x${expected}`);
  });

  test("half a character that stays alone is left out when the field goes", () => {
    bind("a");
    field.select(1);
    field.type("!\ud83c");
    unbind();
    expect(text.toString()).toBe("a!");
  });

  test("goes on after words with other line ends came in, without writing anything by itself", () => {
    bind("");
    const made: unknown[] = [];
    text.doc?.on("update", (_update: unknown, origin: unknown) => made.push(origin));
    remote(() => text.insert(0, "one\r\ntwo"));
    expect(made).toEqual(["elsewhere"]);
    field.select(7);
    field.type("!");
    expect(text.toString().replace(/\r/g, "")).toBe("one\ntwo!");
    expect(field.element.value).toBe("one\ntwo!");
  });

  test("stays in the field where the document cannot be written", () => {
    bind("Hello", { edit: () => false });
    field.type(" there");
    expect(text.toString()).toBe("Hello");
    expect(field.element.value).toBe("Hello there");
  });

  test("more than one change can hold is not taken, said, and the field is as before", () => {
    bind("Hello");
    const long = "x".repeat(mostUpdateBytes);
    field.select(2, 4);
    field.type(long);
    expect(tooLong).toEqual([long]);
    expect(text.toString()).toBe("Hello");
    expect(field.element.value).toBe("Hello");
  });
});

describe("words from elsewhere", () => {
  test.each([
    ["before the caret", 0, "Oh. ", "Oh. He|llo"],
    ["right at the caret", 2, "xx", "He|xxllo"],
    ["behind the caret", 5, " you", "He|llo you"],
  ])("%s leave it at its place", (_, at, words, expected) => {
    bind("Hello");
    field.select(2);
    remote(() => text.insert(at, words));
    expect(shown()).toBe(expected);
  });

  test("keep a selection around the same words", () => {
    bind("one two three");
    field.select(4, 7);
    remote(() => text.insert(0, "zero "));
    expect(shown()).toBe("zero one [two] three");
    remote(() => text.delete(0, 10));
    expect(shown()).toBe("[wo] three");
  });

  test("keep the caret's line where it is on the screen", () => {
    bind("a\nb\nc");
    field.select(4);
    field.element.scrollTop = 30;
    remote(() => text.insert(0, "new\nlines\n"));
    expect(field.element.scrollTop).toBe(70);
    remote(() => text.insert(text.length, "\nat the end"));
    expect(field.element.scrollTop).toBe(70);
  });

  test("do not select anything in a field without the focus", () => {
    bind("Hello");
    field.blur();
    let selected = 0;
    field.element.setSelectionRange = () => void (selected += 1);
    remote(() => text.insert(0, "Oh. "));
    expect(field.element.value).toBe("Oh. Hello");
    expect(selected).toBe(0);
  });

  test("no longer come once the field is untied, and nothing typed goes out", () => {
    bind("Hello");
    unbind();
    remote(() => text.insert(0, "Oh. "));
    expect(field.element.value).toBe("Hello");
    field.type("!");
    expect(text.toString()).toBe("Oh. Hello");
  });
});

describe("an input method", () => {
  test("composes undisturbed; the text goes on beneath and the field follows at the end", () => {
    bind("watashi wa");
    field.send("compositionstart");
    field.type("に", { composing: true });
    remote(() => text.insert(0, ">> "));
    expect(field.element.value).toBe("watashi waに");
    expect(text.toString()).toBe(">> watashi wa");
    field.type("ほ", { composing: true });
    field.send("compositionend");
    expect(text.toString()).toBe(">> watashi waにほ");
    expect(shown()).toBe(">> watashi waにほ|");
  });

  test("replaces only what it replaced, not what the other wrote into the middle of it", () => {
    bind("abcdef");
    field.select(1, 5);
    field.send("compositionstart");
    field.type("X", { composing: true });
    remote(() => text.insert(3, "[other]"));
    field.send("compositionend");
    expect(text.toString()).toBe("aX[other]f");
    expect(shown()).toBe("aX|[other]f");
  });

  test("shows what it missed when nothing was composed after all", () => {
    bind("abc");
    field.send("compositionstart");
    remote(() => text.insert(0, "x"));
    field.send("compositionend");
    expect(shown()).toBe("xabc|");
  });

  test("that never says it has ended is over with the next plain input", () => {
    bind("");
    field.send("compositionstart");
    field.type("a", { composing: true });
    field.type("b");
    expect(text.toString()).toBe("ab");
  });

  test("loses nothing when the field goes away in the middle", () => {
    bind("");
    field.send("compositionstart");
    field.type("almost", { composing: true });
    unbind();
    expect(text.toString()).toBe("almost");
  });
});

describe("taking back", () => {
  test.each([
    ["Ctrl Z", () => field.press("z", { ctrlKey: true })],
    ["Cmd Z", () => field.press("z", { metaKey: true })],
    ["Ctrl and the key where Z is on a Russian keyboard", () => field.press("я", { code: "KeyZ", ctrlKey: true })],
    ["the browser's own menu", () => field.send("beforeinput", { inputType: "historyUndo" })],
  ])("with %s takes the words back and puts the caret there", (_, press) => {
    bind("Hello");
    field.select(0);
    field.type("Oh. ");
    field.select(9);
    expect(press()).toBe(false);
    expect(shown()).toBe("|Hello");
  });

  test.each([
    ["Ctrl Shift Z", () => field.press("Z", { ctrlKey: true, shiftKey: true })],
    ["Ctrl Y", () => field.press("y", { ctrlKey: true })],
    ["the browser's own menu", () => field.send("beforeinput", { inputType: "historyRedo" })],
  ])("with %s brings them back", (_, press) => {
    bind("Hello");
    field.select(0);
    field.type("Oh. ");
    field.press("z", { ctrlKey: true });
    field.select(5);
    expect(press()).toBe(false);
    expect(shown()).toBe("Oh. |Hello");
  });

  test("is left to other keys", () => {
    bind("Hello");
    field.type("!");
    for (const fields of [{}, { ctrlKey: true, altKey: true }]) expect(field.press("z", fields)).toBe(true);
    expect(field.press("a", { ctrlKey: true })).toBe(true);
    expect(text.toString()).toBe("Hello!");
  });
});

const { seed, count } = settings("FIELD_ROUNDS", 300);
const signs = ["a", "b", " ", "\n", "😀", "👨‍👩‍👧", "🇩🇪", "e\u0301", "ש"];

test(`two fields on one text end with the same words, whatever both do (SEED=${seed})`, () => {
  const random = newRandom(seed);
  for (let round = 0; round < count; round += 1) {
    const docs = [new Y.Doc(), new Y.Doc()] as const;
    const onTheWay: [Y.Doc, Uint8Array][] = [];
    docs.forEach((doc, index) =>
      doc.on("update", (update: Uint8Array, origin: unknown) => {
        if (origin !== "line") onTheWay.push([docs[1 - index] as Y.Doc, update]);
      }),
    );
    const sides = docs.map((doc) => {
      const words = doc.getText("words");
      const at = newField();
      const edit = (change: () => void): boolean => {
        doc.transact(change);
        return true;
      };
      bindText(at.element, words, editor({ edit }));
      return { words, at, composing: false };
    });
    const arrive = (): void => {
      for (const [to, update] of onTheWay.splice(0)) Y.applyUpdate(to, update, "line");
    };
    for (let step = 0; step < 40; step += 1) {
      const side = random.pick(sides);
      const { at } = side;
      if (random.chance(0.2)) arrive();
      if (random.chance(0.1)) {
        side.composing = !side.composing;
        at.send(side.composing ? "compositionstart" : "compositionend");
      }
      const whole = Array.from(at.element.value);
      const ends = [random.below(whole.length + 1), random.below(whole.length + 1)].sort((a, b) => a - b);
      const [start, end] = ends.map((index) => whole.slice(0, index).join("").length);
      at.select(start ?? 0, random.chance(0.3) ? end : start);
      at.type(random.chance(0.2) ? "" : random.pick(signs), { composing: side.composing });
    }
    for (const { at } of sides) at.send("compositionend");
    arrive();
    for (const { words, at } of sides) {
      expect(words.toString(), `seed ${seed}, round ${round}`).toBe(sides[0]?.words.toString());
      expect(at.element.value, `seed ${seed}, round ${round}`).toBe(words.toString());
      expect(words.toString(), `seed ${seed}, round ${round}`).not.toMatch(/\p{Surrogate}|\ufffd/u);
    }
  }
});
