import { describe, expect, test } from "vitest";
import * as Y from "yjs";
import { type Author, authorOf, newClientId, otherSeat, seats } from "../../lib/seats.ts";
import {
  type Mode,
  declareSections,
  ownRules,
  rightTo,
  sectionCalled,
  sectionNames,
  sections,
  sharedRules,
  writersOf,
} from "../../lib/sections.ts";
import type { Section } from "../../lib/sections/section.ts";

const open: Mode = { noOutcome: false, floor: null };
const noOutcome: Mode = { noOutcome: true, floor: null };

describe("the author inside a clientID", () => {
  test.each<Author>(["server", "client", "practitioner"])("%s is read back from a fresh one", (author) => {
    for (let round = 0; round < 1000; round++) {
      const id = newClientId(author);
      expect(Number.isSafeInteger(id)).toBe(true);
      expect(authorOf(id)).toBe(author);
    }
  });

  test("two fresh ones differ, far beyond 32 bits", () => {
    const ids = new Set(Array.from({ length: 10_000 }, () => newClientId("client")));
    expect(ids.size).toBe(10_000);
    expect([...ids].some((id) => id > 2 ** 50)).toBe(true);
  });

  test("a number that nobody has belongs to nobody", () => {
    for (const id of [3, -4, 1.5, 2 ** 53, NaN]) expect(authorOf(id)).toBeNull();
  });
});

describe("the table of sections", () => {
  test("every name begins with its writers", () => {
    for (const name of sectionNames) {
      const [writers] = name.split(":");
      const expected = writers === "both" ? ["client", "practitioner"] : writers === "server" ? [] : [writers];
      expect(writersOf(name)).toEqual(expected);
    }
  });

  test("only a writer may write, in any mode", () => {
    for (const name of sectionNames)
      for (const seat of seats)
        for (const mode of [open, noOutcome, { noOutcome: false, floor: otherSeat(seat) }])
          expect(rightTo(seat, name, mode) === "no").toBe(!writersOf(name).includes(seat));
  });

  test("the practitioner never writes what is the client's", () => {
    const clients = sectionNames.filter((name) => name.startsWith("client:"));
    expect(clients.length).toBeGreaterThan(5);
    for (const name of clients) expect(rightTo("practitioner", name, open)).toBe("no");
  });

  test("the server writes its witness and nothing else", () => {
    for (const name of sectionNames)
      expect(rightTo("server", name, open)).toBe(name === "server:witness" ? "yes" : "no");
  });

  test("no outcome closes what rests and leaves the rest open", () => {
    for (const name of sectionNames)
      for (const seat of writersOf(name))
        expect(rightTo(seat, name, noOutcome)).toBe(sections[name].rests ? "closed" : "yes");
    expect(rightTo("client", "both:sheet", noOutcome)).toBe("yes");
    expect(rightTo("client", "client:decisions", noOutcome)).toBe("closed");
    expect(rightTo("client", "client:refusals", noOutcome)).toBe("yes");
  });

  test("the floor closes the shared sections to who does not hold it, and only those", () => {
    for (const name of sectionNames)
      for (const seat of writersOf(name)) {
        expect(rightTo(seat, name, { noOutcome: false, floor: seat })).toBe("yes");
        const listening = rightTo(seat, name, { noOutcome: false, floor: otherSeat(seat) });
        expect(listening).toBe(name.startsWith("both:") ? "closed" : "yes");
      }
  });

  test("names that are not in it are nobody's, whatever objects inherit", () => {
    for (const name of ["__proto__", "constructor", "toString", "decisions", "client:decisions ", "both:", ""])
      for (const author of ["client", "practitioner", "server"] as const)
        expect(rightTo(author, name, open)).toBe("no");
  });

  test("what is given is of one seat, and what only grows is named here", () => {
    const rules = sharedRules(() => open);
    const growing = sectionNames.filter((name) => rules.shape(name) === "grows");
    expect(growing.sort()).toEqual([
      "client:agreed",
      "client:heard",
      "client:received",
      "practitioner:agreed",
      "practitioner:received",
      "server:witness",
    ]);
    const given = sectionNames.filter((name) => rules.shape(name) === "given");
    expect(given.map((name) => writersOf(name).length)).toEqual(given.map(() => 1));
    expect(rules.shape("__proto__")).toBe(null);
  });

  test("the mode is asked at the moment of writing, not remembered", () => {
    let mode = open;
    const rules = sharedRules(() => mode);
    expect(rules.right("client", "both:options")).toBe("yes");
    mode = noOutcome;
    expect(rules.right("client", "both:options")).toBe("closed");
  });

  test("what is drawn within another section is drawn within one that has a place", () => {
    for (const { shown } of Object.values<Section>(sections)) {
      if (shown?.at !== "within") continue;
      const outer = sectionCalled(shown.section);
      expect(outer && "shown" in outer && outer.shown?.at).toMatch(/^(canvas|place)$/);
    }
  });

  test("every section is declared with its real class", () => {
    const doc = new Y.Doc();
    declareSections(doc, sections);
    expect([...doc.share.keys()].sort()).toEqual([...sectionNames].sort());
    expect(doc.share.get("both:expectations")).toBeInstanceOf(Y.Map);
    expect(doc.share.get("client:agreed")).toBeInstanceOf(Y.Array);
    expect(doc.share.get("both:sheet")).toBeInstanceOf(Y.Text);
  });
});

test("a page of one's own has no other sections than its own", () => {
  expect(ownRules.right("client", "own:drafts")).toBe("yes");
  expect(ownRules.right("client", "both:options")).toBe("no");
  expect(ownRules.right("client", "constructor")).toBe("no");
});
