/** What the server says of what was given: when it came, whose it is, and the hash of its words. */
import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import * as Y from "yjs";
import { type GivenLine, readGivenLine, textOfGiven, witnessedIn } from "../../lib/given.ts";
import { newClientId } from "../../lib/seats.ts";
import { type SectionName, declareSections, sectionNames, sections } from "../../lib/sections.ts";
import { decisionsIn } from "../../lib/sections/decisions.ts";
import { clearClient } from "../../server/live/clear-client.ts";
import type { Follower } from "../../server/live/follow.ts";
import { openGivenWitness } from "../../server/live/witness-given.ts";
import { atOnce } from "../support/memory-journal.ts";

const section = "client:decisions";
const decision = (text: string, at = 5) => ({ text, stands: "now", from: null, at });

/** A document on a server, its witness, and a person who writes in it. */
class Watched {
  doc = new Y.Doc();
  time = 1_000;
  turns = 0;
  readonly #pen = new Y.Doc();
  #witness: Follower;

  constructor() {
    for (const doc of [this.doc, this.#pen]) declareSections(doc, sections);
    this.doc.clientID = newClientId("server");
    this.#witness = this.#watch();
  }

  #watch(): Follower {
    const names = () => ({ client: "Chris", practitioner: "Pia" });
    return atOnce(openGivenWitness({ doc: this.doc, space: "space", names, now: () => this.time }));
  }

  /** Somebody changes sections, which the document takes and the witness sees. */
  change(names: readonly SectionName[], make: (doc: Y.Doc) => void): void {
    const before = Y.encodeStateVector(this.#pen);
    this.#pen.clientID = newClientId(names[0]?.startsWith("practitioner:") ? "practitioner" : "client");
    make(this.#pen);
    const update = Y.encodeStateAsUpdate(this.#pen, before);
    Y.applyUpdate(this.doc, update);
    this.#witness.see(update, names);
    this.settle();
  }

  settle(): void {
    for (; this.#witness.waits(); this.turns += 1) this.doc.transact(() => this.#witness.write());
  }

  give(key: string, value: unknown, name: SectionName = section): void {
    this.change([name], (doc) => doc.getMap(name).set(key, value));
  }

  /** As a server that starts again and reads what is on its disk. */
  restart(): void {
    const stored = Y.encodeStateAsUpdate(this.doc);
    this.doc = new Y.Doc();
    declareSections(this.doc, sections);
    this.doc.clientID = newClientId("server");
    Y.applyUpdate(this.doc, stored);
    this.#witness = this.#watch();
    this.settle();
  }

  get lines(): GivenLine[] {
    return this.doc
      .getArray("server:witness")
      .toArray()
      .map(readGivenLine)
      .filter((line) => line !== null);
  }
}

describe("an entry that is given", () => {
  test("has a line with the server's time, who gave it, and a hash that anybody can make again", () => {
    const watched = new Watched();
    watched.time = 7_000;
    const value = decision("Two evenings");
    watched.give("d", value);
    const text =
      '["clearing given 1","space","client:decisions","d",{"at":5,"from":null,"stands":"now","text":"Two evenings"}]';
    const sha256 = createHash("sha256").update(text).digest("hex");
    expect(watched.lines).toEqual([{ given: "d", section, seat: "client", name: "Chris", at: 7_000, sha256 }]);
  });

  test.each(sectionNames.filter((name) => sections[name].shape === "given"))("in %s has one", (name) => {
    const watched = new Watched();
    watched.give("id", { text: "Some words" }, name);
    const seat = name.startsWith("client:") ? "client" : "practitioner";
    expect(watched.lines).toMatchObject([{ given: "id", section: name, seat }]);
  });

  test("keeps its line and gets no second one when the server starts again", () => {
    const watched = new Watched();
    watched.give("d", decision("Two evenings"));
    watched.time = 9_000;
    watched.restart();
    expect(watched.lines).toMatchObject([{ given: "d", at: 1_000 }]);
  });

  test("of earlier years has none, because nobody knows when it came", () => {
    const watched = new Watched();
    watched.doc.getMap(section).set("d", decision("Two evenings"));
    watched.restart();
    watched.give("e", decision("Three evenings"));
    expect(watched.lines.map(({ given }) => given)).toEqual(["e"]);
  });

  test("whatever a program of somebody's own puts into it, has one line and stops nothing", () => {
    const watched = new Watched();
    const strange = [
      7n,
      7,
      "7",
      0,
      -0,
      NaN,
      null,
      undefined,
      true,
      new Uint8Array([1, 2]),
      { deep: [{ "": undefined }] },
      "words",
    ];
    strange.forEach((value, index) => watched.give(`s${index}`, value));
    watched.give("__proto__", decision("x"));
    expect(watched.lines.map(({ given }) => given)).toEqual([...strange.map((_, index) => `s${index}`), "__proto__"]);
    const texts = strange.map((value) => textOfGiven("space", section, "d", value));
    expect(new Set(texts).size).toBe(strange.length);
  });

  test("under a key that is too long for a line is taken without one", () => {
    const watched = new Watched();
    watched.give("k".repeat(201), decision("x"));
    expect(watched.lines).toEqual([]);
  });

  test("has its line in its turn, however many come at once", () => {
    const watched = new Watched();
    watched.change([section], (doc) => {
      for (let at = 0; at < 120; at += 1) doc.getMap(section).set(`d${at}`, decision("x"));
    });
    expect([watched.lines.length, watched.turns]).toEqual([120, 3]);
  });
});

describe("an entry that is removed", () => {
  test("takes its line along, so that no hash of its words stays in the document", () => {
    const watched = new Watched();
    for (const key of ["a", "b", "c", "d"]) watched.give(key, decision(key));
    const hashes = watched.lines.map(({ sha256 }) => sha256);
    watched.change([section], (doc) => {
      for (const key of ["a", "c", "d"]) doc.getMap(section).delete(key);
    });
    expect(watched.lines.map(({ given }) => given)).toEqual(["b"]);
    const stored = Buffer.from(Y.encodeStateAsUpdate(watched.doc)).toString("latin1");
    expect(hashes.map((hash) => stored.includes(hash))).toEqual([false, true, false, false]);
  });

  test("takes its line along also where the server ended before it could", () => {
    const watched = new Watched();
    for (const key of ["a", "b"]) watched.give(key, decision(key));
    watched.doc.getMap(section).delete("a");
    watched.restart();
    expect(watched.lines.map(({ given }) => given)).toEqual(["b"]);
  });

  test("makes room for another, however many were given and removed", () => {
    const watched = new Watched();
    const keys = Array.from({ length: 20_000 }, (_, at) => `d${at}`);
    watched.change([section], (doc) => {
      for (const key of keys) doc.getMap(section).set(key, 0);
    });
    watched.give("one more", 0);
    expect(watched.lines).toHaveLength(20_000);
    watched.change([section], (doc) => {
      for (const key of keys.slice(0, 1_500)) doc.getMap(section).delete(key);
    });
    watched.give("another", 0);
    expect(watched.lines).toHaveLength(18_501);
  });

  test("before its line was written has none", () => {
    const watched = new Watched();
    watched.change([section], (doc) => {
      doc.getMap(section).set("a", decision("x"));
      doc.getMap(section).delete("a");
    });
    expect(watched.lines).toEqual([]);
  });

  test("leaves the lines of the same key in other sections", () => {
    const watched = new Watched();
    watched.give("a", decision("x"));
    watched.give("a", { text: "y" }, "client:story");
    watched.change(["client:story"], (doc) => doc.getMap("client:story").delete("a"));
    expect(watched.lines.map((line) => line.section)).toEqual([section]);
  });

  test("with everything else of a client who was the wrong person, leaves no line", () => {
    const watched = new Watched();
    watched.give("a", decision("x"));
    watched.give("b", { text: "y" }, "practitioner:statement");
    for (const change of clearClient(watched.doc)) change();
    expect(watched.lines.map(({ given }) => given)).toEqual(["b"]);
  });
});

describe("what a screen makes of it", () => {
  const read = ({ doc }: Watched) =>
    decisionsIn(doc.getMap(section), witnessedIn(doc.getArray("server:witness").toArray(), section));

  test("a decision has the server's time, and its device's where there is no line", () => {
    const watched = new Watched();
    watched.doc.getMap(section).set("old", decision("x", 3));
    watched.time = 8_000;
    watched.give("d", decision("Two evenings", Date.UTC(1999, 1)));
    watched.time = 9_000;
    watched.give("e", { follows: "d", stands: "gone", at: 1 });
    expect(read(watched)).toMatchObject([
      { id: "old", at: 3, since: 3 },
      { id: "d", at: 8_000, stands: "gone", since: 9_000 },
    ]);
  });

  test("decisions that come together, from a device that was without a line, stand in the order they were given in", () => {
    const watched = new Watched();
    const keys = ["q", "c", "x", "a", "m"];
    watched.change([section], (doc) => {
      keys.forEach((key, at) => doc.getMap(section).set(key, decision(key, 100 + at)));
    });
    expect(read(watched).map(({ id }) => id)).toEqual(keys);
    expect(read(watched).map(({ at }) => at)).toEqual(keys.map(() => 1_000));
  });

  test("the first line about an entry counts", () => {
    const line = { given: "d", section, seat: "client", name: "C", sha256: "" };
    expect(witnessedIn([{ ...line, at: 4 }, { ...line, at: 2 }, 7, null], section).get("d")).toBe(4);
  });
});
