import { beforeEach, describe, expect, test, vi } from "vitest";
import * as Y from "yjs";
import { type Editor, openEditor } from "../../app/live/editor.ts";
import { runsOf } from "../../app/space/sheet/runs.ts";
import { fieldOf, placedCards } from "../../lib/cards.ts";
import { newOption } from "../../lib/sections/options.ts";
import { type Seat, authorOf, isBroughtBack, newBringingId, newClientId } from "../../lib/seats.ts";
import { declareSections, rightTo, sections } from "../../lib/sections.ts";
import { anyTime, sheetOf } from "../support/room-pages.ts";

// Yjs takes the clock at the moment it is loaded, so it has to be stopped before that.
const clock = vi.hoisted(() => {
  const stopped = { now: Date.now() };
  Date.now = () => stopped.now;
  return stopped;
});

type Side = { doc: Y.Doc; editor: Editor };

const closed = new Set<string>();

function side(seat: Seat): Side {
  const doc = new Y.Doc();
  declareSections(doc, sections);
  const editor = openEditor(doc, {
    seat,
    closable: (section) => rightTo(seat, section, { noOutcome: true, floor: null }) === "closed",
    open: (section) => !closed.has(section) && rightTo(seat, section, anyTime) === "yes",
  });
  return { doc, editor };
}

function join(one: Side, other: Side): void {
  one.doc.on(
    "update",
    (update: Uint8Array, origin: unknown) => origin !== one && Y.applyUpdate(other.doc, update, other),
  );
  other.doc.on(
    "update",
    (update: Uint8Array, origin: unknown) => origin !== other && Y.applyUpdate(one.doc, update, one),
  );
}

const words = ({ doc }: Side): string => sheetOf(doc).toString();
const field = ({ doc }: Side) => ({ section: "both:sheet", text: sheetOf(doc) });
const insert = (side: Side, at: number, text: string): void =>
  side.editor.write(field(side), () => sheetOf(side.doc).insert(at, text));
const erase = (side: Side, at: number, length: number): void =>
  side.editor.write(field(side), () => sheetOf(side.doc).delete(at, length));
/** A pause that ends a step of undo. */
const pause = (): void => void (clock.now += 1_000);

let client: Side;
let practitioner: Side;

beforeEach(() => {
  closed.clear();
  client = side("client");
  practitioner = side("practitioner");
  join(client, practitioner);
});

describe("pens", () => {
  test("carry the seat, differ for what can be closed, and never stay in the document", () => {
    const { doc, editor } = client;
    const resting = doc.clientID;
    const pens: number[] = [];
    for (const section of ["client:story", "client:decisions"])
      editor.edit(section, () => {
        pens.push(doc.clientID);
        doc.getMap(section).set("entry", 1);
      });
    expect(new Set([resting, ...pens]).size).toBe(3);
    expect([resting, ...pens].map(authorOf)).toEqual(["client", "client", "client"]);
    expect(doc.clientID).toBe(resting);
  });

  test("are put back when a change throws", () => {
    const { doc, editor } = client;
    const resting = doc.clientID;
    expect(() =>
      editor.edit("client:story", () => {
        throw new Error("a fault");
      }),
    ).toThrow("a fault");
    expect(doc.clientID).toBe(resting);
  });

  test("are exchanged only where something was written with them", () => {
    const { doc, editor } = client;
    const pen = (): number => {
      let seen = 0;
      editor.edit("both:options", () => {
        seen = doc.clientID;
      });
      return seen;
    };
    const first = pen();
    editor.changePen();
    expect(pen()).toBe(first);
    editor.edit("both:options", () => doc.getMap("both:options").set("card", 1));
    editor.changePen();
    expect(pen()).not.toBe(first);
  });

  test("are exchanged, with the seat, when somebody else turns out to write with them", () => {
    const { doc, editor } = client;
    // Yjs says so each time.
    vi.spyOn(console, "log").mockReturnValue();
    let pen = 0;
    editor.edit("client:story", () => {
      pen = doc.clientID;
    });
    const writeAs = (taken: number): void => {
      const forged = new Y.Doc();
      forged.clientID = taken;
      forged.getMap("client:days").set(String(taken), "x");
      Y.applyUpdate(doc, Y.encodeStateAsUpdate(forged));
    };
    writeAs(pen);
    // Yjs would take any number, and one in four carries the seat by chance.
    for (let times = 0; times < 20; times += 1) {
      const resting = doc.clientID;
      writeAs(resting);
      expect(doc.clientID).not.toBe(resting);
      expect(authorOf(doc.clientID)).toBe("client");
    }
    editor.edit("client:story", () => {
      expect(doc.clientID).not.toBe(pen);
      expect(authorOf(doc.clientID)).toBe("client");
    });
  });
});

describe("taking back", () => {
  test("goes step by step, one step for each pause in typing, and forth again", () => {
    insert(client, 0, "one");
    insert(client, 3, " two");
    pause();
    insert(client, 7, " three");
    client.editor.undo();
    expect(words(client)).toBe("one two");
    client.editor.undo();
    expect(words(client)).toBe("");
    client.editor.redo();
    client.editor.redo();
    expect(words(client)).toBe("one two three");
    expect(words(practitioner)).toBe("one two three");
  });

  test("brings again what was typed and erased within one breath, and types over as one step", () => {
    insert(client, 0, "one ");
    insert(client, 4, "two");
    erase(client, 0, 7);
    client.editor.undo();
    expect(words(client)).toBe("one two");
    client.editor.undo();
    expect(words(client)).toBe("");
    client.editor.redo();
    client.editor.write(field(client), () => {
      sheetOf(client.doc).delete(4, 3);
      sheetOf(client.doc).insert(4, "t");
    });
    insert(client, 5, "hree");
    client.editor.undo();
    expect(words(client)).toBe("one two");
  });

  test("writes with a pen of the seat, and puts it back", () => {
    insert(client, 0, "one");
    const resting = client.doc.clientID;
    erase(client, 0, 3);
    pause();
    client.editor.undo();
    expect(client.doc.clientID).toBe(resting);
    for (const id of client.doc.store.clients.keys()) expect(authorOf(id)).toBe("client");
  });

  test("never takes the other's words, not even from the middle of one's own", () => {
    insert(client, 0, "my words");
    insert(practitioner, 2, " and their");
    pause();
    client.editor.undo();
    expect(words(client)).toBe(" and their");
    expect(client.editor.undo()).toBe(false);
    practitioner.editor.undo();
    expect(words(client)).toBe("");
  });

  test("leaves alone what is closed, and finds its steps again when it opens", () => {
    insert(client, 0, "on the sheet");
    closed.add("both:sheet");
    expect(client.editor.undo()).toBe(false);
    expect(words(client)).toBe("on the sheet");
    closed.clear();
    client.editor.undo();
    expect(words(client)).toBe("");
  });

  test("does not touch what came from the server or the other", () => {
    const server = new Y.Doc();
    server.clientID = newClientId("server");
    server.getText("both:sheet").insert(0, "from before");
    Y.applyUpdate(client.doc, Y.encodeStateAsUpdate(server));
    expect(client.editor.undo(field(client))).toBe(false);
    expect(words(client)).toBe("from before");
  });
});

describe("taking back in a field", () => {
  const options = ({ doc }: Side): Y.Map<unknown> => doc.getMap("both:options");
  const titleOf = (side: Side, id: string) => {
    const text = fieldOf(options(side), id, "title");
    if (!text) throw new Error("The card should be there.");
    return { section: "both:options", text };
  };
  const title = (side: Side, id: string, added: string): void => {
    const at = titleOf(side, id);
    side.editor.write(at, () => at.text.insert(at.text.length, added));
  };
  const propose = (side: Side, id: string): void =>
    side.editor.edit("both:options", () => {
      options(side).set(id, newOption({ title: "", text: "", gives: "", asks: "", earns: "I sell it" }, 1));
    });
  const set = (side: Side, id: string, name: string, value: unknown): void =>
    side.editor.edit("both:options", () => (options(side).get(id) as Y.Map<unknown>).set(name, value));

  test("takes that field's words, however much was written elsewhere since", () => {
    propose(client, "a");
    title(client, "a", "Walks");
    pause();
    insert(client, 0, "the page");
    const [inCard, onSheet] = [titleOf(client, "a"), field(client)];
    client.editor.undo(inCard);
    expect([inCard.text.toString(), words(client)]).toEqual(["", "the page"]);
    expect(client.editor.undo(inCard)).toBe(false);
    client.editor.undo(onSheet);
    expect(words(client)).toBe("");
    client.editor.redo(inCard);
    expect([inCard.text.toString(), words(client)]).toEqual(["Walks", ""]);
  });

  test("never takes an act back, and no act comes again", () => {
    propose(client, "a");
    title(client, "a", "Walks");
    const at = titleOf(client, "a");
    pause();
    for (const [name, value] of [
      ["aside", true],
      ["order", 7],
      ["earns", "more"],
    ] as const)
      set(client, "a", name, value);
    client.editor.edit("client:decisions", () => client.doc.getMap("client:decisions").set("d", { text: "I rest" }));
    client.editor.edit("client:letters", () => client.doc.getMap("client:letters").set("l1", {}));
    const acts = { aside: true, order: 7, earns: "more" };
    expect(client.editor.undo(at)).toBe(true);
    for (const way of ["undo", "undo", "redo", "redo", "undo"] as const) {
      client.editor[way](at);
      client.editor[way](field(client));
      client.editor[way]();
      expect((options(client).get("a") as Y.Map<unknown>).toJSON()).toMatchObject(acts);
      expect(client.doc.getMap("client:decisions").size + client.doc.getMap("client:letters").size).toBe(2);
    }
  });

  test("brings no removed card back, so that a card keeps who put it on the table", () => {
    propose(practitioner, "a");
    title(client, "a", "Walks");
    const at = titleOf(client, "a");
    pause();
    set(client, "a", "aside", true);
    expect(placedCards(options(client))).toMatchObject([{ id: "a", by: "practitioner" }]);
    client.editor.edit("both:options", () => options(client).delete("a"));
    expect([client.editor.undo(at), client.editor.undo(), client.editor.redo(at)]).toEqual([false, false, false]);
    expect(placedCards(options(practitioner))).toEqual([]);
  });

  test("holds on to nothing of a field that is gone", () => {
    propose(client, "a");
    title(client, "a", "What nobody is to know");
    client.editor.edit("both:options", () => options(client).delete("a"));
    propose(client, "b");
    title(client, "b", "x");
    expect(JSON.stringify(Buffer.from(Y.encodeStateAsUpdate(client.doc)).toString())).not.toContain("nobody is");
  });
});

describe("the author stays the author", () => {
  const told = (side: Side): unknown[] => runsOf(sheetOf(side.doc));
  const run = (by: Seat, written: string, broughtBack = false) => ({ by, broughtBack, words: written });

  /** The open page with words of both, then all of it deleted by the client. */
  function erased(): void {
    insert(practitioner, 0, "Pia asks. ");
    insert(client, 10, "Chris answers. ");
    insert(practitioner, 25, "Pia nods.");
    pause();
    erase(client, 0, 34);
  }
  const after = [run("client", "Pia asks. ", true), run("client", "Chris answers. "), run("client", "Pia nods.", true)];

  test("words of the other that one deletes and brings back are not one's own by that, and one's own stay one's own", () => {
    erased();
    expect(words(practitioner)).toBe("");
    client.editor.undo();
    for (const side of [client, practitioner]) expect(told(side)).toEqual(after);
  });

  test("nor are they when that is done again and again, from whichever side", () => {
    erased();
    for (const way of ["undo", "redo", "undo", "redo", "undo"] as const) client.editor[way]();
    for (const side of [client, practitioner]) expect(told(side)).toEqual(after);
    pause();
    erase(practitioner, 0, 34);
    practitioner.editor.undo();
    expect(told(client)).toEqual([run("practitioner", words(client), true)]);
    pause();
    erase(client, 0, 34);
    client.editor.undo();
    expect(told(client)).toEqual([run("client", words(client), true)]);
  });

  test("a step is one step, also where it brought back words of both", () => {
    insert(client, 0, "First. ");
    pause();
    insert(client, 7, "Mine. ");
    insert(practitioner, 13, "Theirs.");
    pause();
    erase(client, 7, 13);
    client.editor.undo();
    expect(words(client)).toBe("First. Mine. Theirs.");
    client.editor.redo();
    expect(words(client)).toBe("First. ");
    client.editor.undo();
    client.editor.undo();
    expect(words(client)).toBe("First. Theirs.");
    client.editor.undo();
    expect(words(client)).toBe("Theirs.");
    for (let times = 0; times < 3; times += 1) client.editor.redo();
    for (const side of [client, practitioner]) expect(words(side)).toBe("First. ");
  });

  test("a line that only undoes one's own words leaves the other's as they stand", () => {
    insert(practitioner, 0, "Pia asks. ");
    insert(client, 4, "gently ");
    pause();
    client.editor.undo();
    expect(told(client)).toEqual([run("practitioner", "Pia asks. ")]);
  });

  test("no clientID for words of one's own counts as brought back, and each for what is brought back does", () => {
    for (let times = 0; times < 2_000; times += 1) {
      for (const author of ["server", "client", "practitioner"] as const) {
        const [own, back] = [newClientId(author), newBringingId(author)];
        expect([authorOf(own), isBroughtBack(own)]).toEqual([author, false]);
        expect([authorOf(back), isBroughtBack(back)]).toEqual([author, true]);
      }
    }
  });
});
