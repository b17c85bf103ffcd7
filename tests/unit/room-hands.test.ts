import { beforeEach, describe, expect, test, vi } from "vitest";
import * as Y from "yjs";
import { type Hands, handsOn } from "../../app/room/hands.ts";
import { type Seat, authorOf, newClientId } from "../../lib/seats.ts";
import { declareSections, rightTo, sections } from "../../lib/sections.ts";
import { anyTime, sheetOf } from "../support/room-pages.ts";

// Yjs takes the clock at the moment it is loaded, so it has to be stopped before that.
const clock = vi.hoisted(() => {
  const stopped = { now: Date.now() };
  Date.now = () => stopped.now;
  return stopped;
});

type Side = { doc: Y.Doc; hands: Hands };

const closed = new Set<string>();

function side(seat: Seat): Side {
  const doc = new Y.Doc();
  declareSections(doc, sections);
  const hands = handsOn(doc, {
    seat,
    table: sections,
    closable: (section) => rightTo(seat, section, { noOutcome: true, floor: null }) === "closed",
    open: (section) => !closed.has(section) && rightTo(seat, section, anyTime) === "yes",
  });
  return { doc, hands };
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
const insert = ({ doc, hands }: Side, at: number, text: string): void =>
  hands.edit("both:sheet", () => sheetOf(doc).insert(at, text));
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
    const { doc, hands } = client;
    const resting = doc.clientID;
    const pens: number[] = [];
    for (const section of ["client:story", "client:decisions"])
      hands.edit(section, () => {
        pens.push(doc.clientID);
        doc.getMap(section).set("entry", 1);
      });
    expect(new Set([resting, ...pens]).size).toBe(3);
    expect([resting, ...pens].map(authorOf)).toEqual(["client", "client", "client"]);
    expect(doc.clientID).toBe(resting);
  });

  test("are put back when a change throws", () => {
    const { doc, hands } = client;
    const resting = doc.clientID;
    expect(() =>
      hands.edit("client:story", () => {
        throw new Error("a fault");
      }),
    ).toThrow("a fault");
    expect(doc.clientID).toBe(resting);
  });

  test("are exchanged only where something was written with them", () => {
    const { doc, hands } = client;
    const pen = (): number => {
      let seen = 0;
      hands.edit("both:options", () => {
        seen = doc.clientID;
      });
      return seen;
    };
    const first = pen();
    hands.changePen();
    expect(pen()).toBe(first);
    hands.edit("both:options", () => doc.getMap("both:options").set("card", 1));
    hands.changePen();
    expect(pen()).not.toBe(first);
  });

  test("are exchanged, with the seat, when somebody else turns out to write with them", () => {
    const { doc, hands } = client;
    // Yjs says so each time.
    vi.spyOn(console, "log").mockReturnValue();
    let pen = 0;
    hands.edit("client:story", () => {
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
    hands.edit("client:story", () => {
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
    client.hands.undo();
    expect(words(client)).toBe("one two");
    client.hands.undo();
    expect(words(client)).toBe("");
    client.hands.redo();
    client.hands.redo();
    expect(words(client)).toBe("one two three");
    expect(words(practitioner)).toBe("one two three");
  });

  test("writes with a pen of the seat, and puts it back", () => {
    insert(client, 0, "one");
    const resting = client.doc.clientID;
    client.hands.edit("both:sheet", () => sheetOf(client.doc).delete(0, 3));
    pause();
    client.hands.undo();
    expect(client.doc.clientID).toBe(resting);
    for (const id of client.doc.store.clients.keys()) expect(authorOf(id)).toBe("client");
  });

  test("never takes the other's words, not even from the middle of one's own", () => {
    insert(client, 0, "my words");
    insert(practitioner, 2, " and their");
    pause();
    client.hands.undo();
    expect(words(client)).toBe(" and their");
    expect(client.hands.undo()).toBe(false);
    practitioner.hands.undo();
    expect(words(client)).toBe("");
  });

  test("leaves a card standing that the other has written in since", () => {
    const cards = (at: Side): Y.Map<unknown> => at.doc.getMap("both:options");
    client.hands.edit("both:options", () =>
      cards(client).set(
        "c",
        new Y.Map<unknown>([
          ["text", new Y.Text()],
          ["order", 1],
        ]),
      ),
    );
    pause();
    const text = (cards(practitioner).get("c") as Y.Map<Y.Text>).get("text");
    practitioner.hands.edit("both:options", () => text?.insert(0, "What about walking?"));
    expect(client.hands.undo()).toBe(false);
    expect(cards(client).toJSON()).toEqual({ c: { text: "What about walking?", order: 1 } });
  });

  test("skips a section that is closed, and finds its steps again when it opens", () => {
    insert(client, 0, "on the sheet");
    client.hands.edit("client:story", () => client.doc.getMap("client:story").set("entry", "a story"));
    closed.add("client:story");
    client.hands.undo();
    expect(words(client)).toBe("");
    expect(client.hands.undo()).toBe(false);
    expect(client.doc.getMap("client:story").get("entry")).toBe("a story");
    closed.clear();
    client.hands.undo();
    expect(client.doc.getMap("client:story").size).toBe(0);
  });

  test("goes through the sections in the order in which they were written, and back in that order", () => {
    const story = client.doc.getMap("client:story");
    insert(client, 0, "first");
    client.hands.edit("client:story", () => story.set("entry", "second"));
    insert(client, 5, " third");
    client.hands.undo();
    expect(words(client)).toBe("first");
    client.hands.undo();
    expect([words(client), story.size]).toEqual(["first", 0]);
    client.hands.redo();
    client.hands.redo();
    expect([words(client), story.get("entry")]).toEqual(["first third", "second"]);
  });

  test("is forgotten forwards as soon as something else is written anywhere", () => {
    insert(client, 0, "first");
    client.hands.undo();
    client.hands.edit("client:story", () => client.doc.getMap("client:story").set("entry", "new"));
    expect(client.hands.redo()).toBe(false);
    expect(words(client)).toBe("");
  });

  test("does not touch what was given to a list", () => {
    const letters = client.doc.getArray("client:letters");
    client.hands.edit("client:letters", () => letters.push([{ id: "l1", text: "Dear Pia" }]));
    expect(client.hands.undo()).toBe(false);
    expect(letters.length).toBe(1);
  });

  test("does not touch what came from the server or the other", () => {
    const server = new Y.Doc();
    server.clientID = newClientId("server");
    server.getText("both:sheet").insert(0, "from before");
    Y.applyUpdate(client.doc, Y.encodeStateAsUpdate(server));
    expect(client.hands.undo()).toBe(false);
    expect(words(client)).toBe("from before");
  });
});
