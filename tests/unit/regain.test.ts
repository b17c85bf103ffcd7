import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import * as Y from "yjs";
import { hashOf } from "../../lib/agreement.ts";
import { newExpectation } from "../../lib/expectations.ts";
import type { Seat } from "../../lib/seats.ts";
import { updateOf } from "../../app/live/update-of.ts";
import { newRandom, settings } from "../support/guard-random.ts";
import { type Browser, newDocument, openServer, valuesOf } from "../support/set-back.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const sheetOf = (doc: Y.Doc): Y.Text => doc.getText("both:sheet");
const write = (browser: Browser, words: string, at?: number): void =>
  browser.edit((doc) => sheetOf(doc).insert(at ?? sheetOf(doc).length, words));
const give = (browser: Browser, section: string, id: string, words: string): void =>
  browser.edit((doc) => doc.getMap(section).set(id, { text: words, at: 1 }));
const wordsOf = (copies: { words: string }[]): string[] => copies.map(({ words }) => words).sort();

/** A moment, and longer than anybody waits for the other. */
const soon = (): Promise<unknown> => vi.advanceTimersByTimeAsync(2_000);
const inTheEnd = (): Promise<unknown> => vi.advanceTimersByTimeAsync(120_000);

/** Two people who have written `before`, and a server that is set back to then after they have written `after`. */
function setBack(before: (client: Browser, practitioner: Browser) => void, after: typeof before) {
  const first = openServer();
  const client = first.browser("client");
  const practitioner = first.browser("practitioner");
  before(client, practitioner);
  const backup = newDocument(first.doc);
  after(client, practitioner);
  const second = openServer(backup);
  return { first, second, old: { client: client.doc, practitioner: practitioner.doc } };
}

describe("after a server was set back", () => {
  test("what both wrote into one text, in turns, stands there again as it stood", async () => {
    const { first, second, old } = setBack(
      (client) => write(client, "Before. "),
      (client, practitioner) => {
        for (let turn = 0; turn < 5; turn += 1) {
          write(client, `c${turn} `);
          write(practitioner, `p${turn} `, 8 + turn);
        }
      },
    );
    const client = second.browser("client").regain(old.client);
    await soon();
    expect(client.state).toEqual({ settled: true, ended: false });
    const practitioner = second.browser("practitioner").regain(old.practitioner);
    await soon();
    expect(valuesOf(second.doc)).toEqual(valuesOf(first.doc));
    for (const { state, copies } of [client, practitioner]) {
      expect(state.ended).toBe(true);
      expect(copies()).toEqual([]);
    }
  });

  test("a decision, a letter and an agreement are given again by whose they are, in every tab, and only once", async () => {
    const { first, second, old } = setBack(
      (client) => give(client, "client:decisions", "one", "I wait."),
      (client, practitioner) => {
        practitioner.edit((doc) => doc.getMap("both:expectations").set("card", newExpectation("trial", 1)));
        practitioner.edit((doc) => {
          const card = doc.getMap("both:expectations").get("card") as Y.Map<Y.Text>;
          card.get("text")?.insert(0, "Six weeks.");
        });
        client.edit((doc) => doc.getArray("client:agreed").push([entry("first")]));
        give(client, "client:decisions", "two", "I go on.");
        give(client, "client:letters", "letter", "Dear Pia");
        practitioner.edit((doc) => doc.getArray("practitioner:agreed").push([entry("second")]));
      },
    );
    const seats: Seat[] = ["client", "client", "practitioner", "practitioner"];
    const tabs = seats.map((seat) => second.browser(seat));
    const regaining = tabs.map((tab) => tab.regain(newDocument(old[tab.seat])));
    await soon();
    expect(valuesOf(second.doc)).toEqual(valuesOf(first.doc));
    for (const tab of tabs) expect(valuesOf(tab.doc)).toEqual(valuesOf(second.doc));
    for (const { copies } of regaining) expect(copies()).toEqual([]);
  });

  test("an agreement waits until its card reads as it did", async () => {
    const { second, old } = setBack(
      () => undefined,
      (client, practitioner) => {
        practitioner.edit((doc) => doc.getMap("both:expectations").set("card", newExpectation("trial", 1)));
        client.edit((doc) => doc.getArray("client:agreed").push([entry("first")]));
      },
    );
    second.browser("client").regain(old.client);
    await soon();
    expect(second.doc.getArray("client:agreed").length).toBe(0);
    second.browser("practitioner").regain(old.practitioner);
    await soon();
    expect(second.doc.getArray("client:agreed").length).toBe(1);
  });

  test("words that build on lost ones of the other become a copy when the other does not come", async () => {
    const { second, old } = setBack(
      (client) => write(client, "Before. "),
      (client, practitioner) => {
        write(practitioner, "Pia. ");
        write(client, "Chris. ");
        give(client, "client:decisions", "one", "I go on.");
        give(practitioner, "practitioner:statement", "one", "I listen.");
      },
    );
    const browser = second.browser("client");
    const { copies, state } = browser.regain(old.client);
    await inTheEnd();
    expect(state.ended).toBe(true);
    // What the client gave afterwards does not fall with the words before it.
    expect(browser.doc.getMap("client:decisions").get("one")).toMatchObject({ text: "I go on." });
    expect(valuesOf(browser.doc)).toEqual(valuesOf(second.doc));
    expect(copies().map(({ section, words, lostBy }) => ({ section, words, lostBy }))).toEqual([
      { section: "both:sheet", words: "Before. Pia. Chris. ", lostBy: ["client", "practitioner"] },
      { section: "practitioner:statement", words: "I listen.", lostBy: ["practitioner"] },
    ]);
  });

  test("the other's words that come back later need no copy any more", async () => {
    const { second, old } = setBack(
      () => undefined,
      (_, practitioner) => give(practitioner, "practitioner:statement", "one", "I listen."),
    );
    const { copies } = second.browser("client").regain(old.client);
    await inTheEnd();
    expect(wordsOf(copies())).toEqual(["I listen."]);
    second.browser("practitioner").regain(old.practitioner);
    await inTheEnd();
    expect(copies()).toEqual([]);
  });

  test.each(["client", "practitioner"] as const)(
    "who waits for the other does so no longer because the %s goes on writing",
    async (seat) => {
      const { second, old } = setBack(
        () => undefined,
        (client, practitioner) => {
          give(practitioner, "practitioner:statement", "one", "I listen.");
          give(client, "client:decisions", "one", "I go on.");
        },
      );
      const browser = second.browser("client");
      const { copies, state } = browser.regain(old.client);
      const writes = seat === "client" ? browser : second.browser(seat);
      for (let second = 0; second < 20; second += 1) {
        write(writes, "On. ");
        await vi.advanceTimersByTimeAsync(1_000);
      }
      expect(state.ended).toBe(true);
      expect(wordsOf(copies())).toEqual(["I listen."]);
    },
  );

  test("what comes back while one waits gives the rest its time anew", async () => {
    const { second, old } = setBack(
      () => undefined,
      (_, practitioner) => {
        give(practitioner, "practitioner:statement", "one", "I listen.");
        give(practitioner, "practitioner:statement", "two", "I hear.");
      },
    );
    const { state } = second.browser("client").regain(newDocument(old.client));
    await vi.advanceTimersByTimeAsync(10_000);
    const part = newDocument();
    const first = Y.decodeUpdate(Y.encodeStateAsUpdate(old.practitioner)).structs[0];
    if (!(first instanceof Y.Item)) throw new Error("Nothing was written.");
    Y.applyUpdate(part, updateOf(new Map([[first.id.client, [first]]]), new Map()));
    second.browser("practitioner").regain(part);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(state.ended).toBe(false);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(state.ended).toBe(true);
  });

  test("words that build on what was let go meanwhile are a copy, and are not taken to be shown nowhere", async () => {
    const { second, old } = setBack(
      () => undefined,
      (client, practitioner) => {
        write(practitioner, "Pia. ");
        write(client, "Chris. ");
        write(practitioner, "Pia again. ");
      },
    );
    const client = second.browser("client").regain(old.client);
    await inTheEnd();
    expect(wordsOf(client.copies())).toEqual(["Pia. Chris. Pia again. "]);
    const practitioner = second.browser("practitioner").regain(old.practitioner);
    await inTheEnd();
    expect(sheetOf(second.doc).toString()).toBe("Pia. ");
    expect(wordsOf(practitioner.copies())).toEqual(["Pia. Chris. Pia again. "]);
  });

  test("what was deleted is deleted again, also a card, and what the other alone may delete is not", async () => {
    const { first, second, old } = setBack(
      (client, practitioner) => {
        write(client, "One two three");
        give(client, "client:story", "one", "A story");
        client.edit((doc) => doc.getMap("both:expectations").set("card", newExpectation("trial", 1)));
        give(practitioner, "practitioner:reflections", "one", "I heard");
      },
      (client, practitioner) => {
        practitioner.edit((doc) => sheetOf(doc).delete(3, 4));
        client.edit((doc) => doc.getMap("client:story").delete("one"));
        practitioner.edit((doc) => doc.getMap("both:expectations").delete("card"));
        practitioner.edit((doc) => doc.getMap("practitioner:reflections").delete("one"));
      },
    );
    second.browser("client").regain(old.client);
    await inTheEnd();
    expect(second.doc.getMap("practitioner:reflections").has("one")).toBe(true);
    expect(sheetOf(second.doc).toString()).toBe("One three");
    second.browser("practitioner").regain(old.practitioner);
    await inTheEnd();
    expect(valuesOf(second.doc)).toEqual(valuesOf(first.doc));
  });

  test("long afterwards, a text that was written on since is left alone: the words are a copy", async () => {
    const { second, old } = setBack(
      (client) => write(client, "Before. "),
      (client) => {
        write(client, "Six weeks.");
        give(client, "client:decisions", "one", "I go on.");
      },
    );
    write(second.browser("practitioner"), "Six weeks, I think we said.");
    const browser = second.browser("client");
    const { copies } = browser.regain(old.client, { late: true });
    await inTheEnd();
    expect(sheetOf(second.doc).toString()).toBe("Before. Six weeks, I think we said.");
    expect(wordsOf(copies())).toEqual(["Before. Six weeks."]);
    expect(second.doc.getMap("client:decisions").has("one")).toBe(true);
  });

  test("where the server has refused what went back, all of it is a copy", async () => {
    const { second, old } = setBack(
      () => undefined,
      (client) => {
        write(client, "Words");
        give(client, "client:story", "one", "A story");
      },
    );
    const { copies, state } = second.browser("client").regain(old.client, { gives: false });
    await soon();
    expect(state.ended).toBe(true);
    expect(wordsOf(copies())).toEqual(["A story", "Words"]);
    expect(valuesOf(second.doc)).toEqual(valuesOf(newDocument()));
  });
});

const entry = (id: string) => ({ id, card: "card", says: "agree", sha256: hashOf("words"), text: "words", at: 1 });

const { seed, count } = settings("SET_BACKS", 150);
const random = newRandom(seed);

/** One change of some kind, with words that are nowhere else. */
function writeAnything(browser: Browser, word: string): void {
  const { seat } = browser;
  const cards = [...browser.doc.getMap<Y.Map<unknown>>("both:expectations").keys()];
  const texts = [
    sheetOf(browser.doc),
    ...cards.map((card) => browser.doc.getMap<Y.Map<unknown>>("both:expectations").get(card)?.get("text") as Y.Text),
  ];
  const text = random.pick(texts);
  const kind = random.below(10);
  browser.edit((doc) => {
    if (kind < 4) text.insert(random.below(text.length + 1), word);
    else if (kind === 4 && text.length > 0) text.delete(random.below(text.length), 1);
    else if (kind === 5) doc.getMap("both:expectations").set(`card ${cards.length}`, newExpectation("trial", 1));
    else if (kind === 6 && cards.length > 1) doc.getMap("both:expectations").delete(random.pick(cards));
    else if (kind === 7 && cards.length > 0)
      doc.getMap<Y.Map<unknown>>("both:expectations").get(random.pick(cards))?.set("order", random.below(99));
    else if (kind === 8) doc.getMap(`${seat}:letters`).set(word, { text: word, at: 1 });
    else doc.getMap(seat === "client" ? "client:story" : "practitioner:statement").set(word, { text: word, at: 1 });
  });
}

// All of one length, so that none becomes another where a letter of it is deleted.
const wordOf = (change: number): string => `<${1_000 + change}>`;
const times = (words: string, word: string): number => words.split(word).length - 1;

test(`random spaces that are set back lose no words of whose page is open, and show none twice (SEED=${seed})`, async () => {
  for (let round = 0; round < count; round += 1) {
    const first = openServer();
    const tabs = (["client", "client", "practitioner"] as const).map((seat) => first.browser(seat));
    const changes = 2 + random.below(40);
    const backupAt = random.below(changes);
    let backup = newDocument(first.doc);
    for (let change = 0; change < changes; change += 1) {
      if (change === backupAt) backup = newDocument(first.doc);
      writeAnything(random.pick(tabs), wordOf(change));
    }
    const before = JSON.stringify(valuesOf(first.doc));
    const second = openServer(backup);
    const absent = random.chance(0.4) ? random.pick(tabs) : null;
    const back: { tab: Browser; old: Y.Doc; copies: () => { words: string; lostBy?: Seat[] }[] }[] = [];
    for (const tab of tabs) {
      if (tab === absent) continue;
      await vi.advanceTimersByTimeAsync(random.below(2_000));
      const fresh = second.browser(tab.seat);
      back.push({ tab: fresh, old: tab.doc, copies: fresh.regain(tab.doc).copies });
    }
    await inTheEnd();
    await inTheEnd();
    const after = JSON.stringify(valuesOf(second.doc));
    for (const { tab } of back) expect(JSON.stringify(valuesOf(tab.doc)), `round ${round}`).toBe(after);
    if (absent === null || absent.seat === "client") expect(after, `round ${round}`).toBe(before);
    for (let change = 0; change < changes; change += 1) {
      const word = wordOf(change);
      // What was deleted may be back where the other's words that took its place are not.
      expect(times(after, word), `round ${round}, ${word} twice`).toBeLessThanOrEqual(Math.max(1, times(before, word)));
      if (times(before, word) === 0 || times(after, word) > 0) continue;
      // Where one's own page has it, the other's need not.
      const found = back.some(({ copies }) => copies().some(({ words }) => words.includes(word)));
      expect(found, `round ${round}, ${word} lost`).toBe(true);
    }
  }
}, 120_000);
