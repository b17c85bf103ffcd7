import { describe, expect, test } from "vitest";
import { type Entry, type Said, canonicalText, hashOf } from "../../lib/agreement.ts";
import type { Seat } from "../../lib/seats.ts";
import { type Sources, agreementsIn, standingOf } from "../../lib/standing.ts";

const canonical = (text: string, card = "card"): string =>
  canonicalText("space", card, { kind: "money", text, lookAgain: "" }) ?? expect.unreachable("it can be agreed to");

let made = 0;
const entry = (text: string, changes: Partial<Entry> = {}): Entry => {
  made += 1;
  const signed = canonical(text);
  return { id: `e${made}`, card: "card", says: "agree", sha256: hashOf(signed), text: signed, at: made, ...changes };
};

const saidIn = ({ card, says, text }: Entry): Said => ({ card, says, sha256: hashOf(text) });
const line = (seat: Seat, of: Entry, at: number) => ({
  entry: of.id,
  seat,
  name: "N",
  at,
  same: true,
  ...saidIn(of),
});
/** A line as they were in earlier years. */
const bare = (seat: Seat, of: Entry, at: number) => ({ entry: of.id, seat, name: "N", at, same: true });

/** Sources in which everything was witnessed in the order in which it is given, at 1,000, 2,000 and so on. */
function witnessed(acts: [Seat, Entry][]): Sources & { client: unknown[]; practitioner: unknown[]; lines: unknown[] } {
  const of = (seat: Seat) => acts.filter(([by]) => by === seat).map(([, given]) => given);
  const lines = acts.map(([seat, given], index) => line(seat, given, (index + 1) * 1_000));
  return { client: of("client"), practitioner: of("practitioner"), lines };
}

const standing = (now: string | null, sources: Sources, viewer?: Seat) =>
  standingOf("card", now === null ? null : hashOf(canonical(now)), agreementsIn(sources), viewer);

const both = (text = "55"): [Seat, Entry][] => [
  ["client", entry(text)],
  ["practitioner", entry(text)],
];

describe("how a card stands", () => {
  test("is open while nobody has spoken", () => {
    const now = standing("55", witnessed([]));
    expect(now).toMatchObject({ agreed: false, since: null, before: null, client: { says: "nothing", at: null } });
  });

  test("is not agreed by one of two", () => {
    const now = standing("55", witnessed([["client", entry("55")]]));
    expect(now).toMatchObject({ agreed: false, client: { says: "agrees" }, practitioner: { says: "nothing" } });
  });

  test("is agreed when both agreed to the words as they are, since the second of them", () => {
    expect(standing("55", witnessed(both()))).toMatchObject({ agreed: true, since: 2_000, before: null });
  });

  test("is dated by the server, not by the writer's clock", () => {
    const acts = both().map(([seat, given]): [Seat, Entry] => [seat, { ...given, at: 5_000_000_000_000 }]);
    expect(standing("55", witnessed(acts)).since).toBe(2_000);
  });

  test("is in the server's order also where its clock went back", () => {
    const sources = witnessed([...both(), ["client", entry("60")]]);
    const [, , last] = sources.lines as { at: number }[];
    if (last) last.at = 500;
    expect(standing("60", sources).client).toMatchObject({ says: "agrees", at: 500 });
    expect(standing("60", sources).before).toMatchObject({ words: { text: "55" }, at: 2_000 });
  });

  test("is not agreed after one letter has changed, and shows the words agreed before", () => {
    const now = standing("56", witnessed(both()));
    expect(now).toMatchObject({
      agreed: false,
      client: { says: "agreed before" },
      practitioner: { says: "agreed before" },
    });
    expect(now.before).toMatchObject({ words: { text: "55" }, at: 2_000 });
  });

  test("is agreed again when the words are what they were, since the time when they were agreed to", () => {
    const sources = witnessed(both());
    expect(standing("56", sources).agreed).toBe(false);
    expect(standing("55", sources)).toMatchObject({ agreed: true, since: 2_000 });
  });

  test("is agreed since the first time, however often somebody says it again", () => {
    expect(standing("55", witnessed([...both(), ...both()])).since).toBe(2_000);
  });

  test("is not agreed while one stands by earlier words", () => {
    const now = standing("60", witnessed([...both(), ["client", entry("60")]]));
    expect(now).toMatchObject({ agreed: false, client: { says: "agrees" }, practitioner: { says: "agreed before" } });
    expect(now.before?.words.text).toBe("55");
  });

  test("is not agreed after one has withdrawn, and can be agreed anew, since then", () => {
    const acts: [Seat, Entry][] = [...both(), ["client", entry("55", { says: "withdraw" })]];
    expect(standing("55", witnessed(acts))).toMatchObject({
      agreed: false,
      client: { says: "withdrew" },
      before: { words: { text: "55" }, at: 2_000 },
    });
    acts.push(["client", entry("55")]);
    expect(standing("55", witnessed(acts))).toMatchObject({ agreed: true, since: 4_000 });
  });

  test("goes by the text that the server saw, not by the hash that an entry claims", () => {
    const forged = { ...entry("55"), text: canonical("90") };
    const now = standing(
      "55",
      witnessed([
        ["client", forged],
        ["practitioner", entry("55")],
      ]),
    );
    expect(now).toMatchObject({ agreed: false, client: { says: "agreed before" } });
  });

  test("takes no words that were agreed to on another card", () => {
    const text = canonical("55", "other");
    const replayed = entry("55", { text, sha256: hashOf(text) });
    expect(
      standing(
        "55",
        witnessed([
          ["client", replayed],
          ["practitioner", entry("55")],
        ]),
      ).agreed,
    ).toBe(false);
  });

  test("of a card that is gone, or too long to be agreed to, is not agreed", () => {
    expect(standing(null, witnessed(both()))).toMatchObject({ agreed: false, before: { words: { text: "55" } } });
  });
});

describe("what the server has not witnessed", () => {
  const sources = (): Sources => ({ ...witnessed([["practitioner", entry("55")]]), client: [entry("55")] });

  test("counts for nobody else", () => {
    for (const viewer of [undefined, "practitioner"] as const)
      expect(standing("55", sources(), viewer)).toMatchObject({ agreed: false, client: { says: "nothing" } });
  });

  test("stands on its writer's own screen as under way, and makes no agreement", () => {
    expect(standing("55", sources(), "client")).toMatchObject({
      agreed: false,
      since: null,
      client: { says: "agrees", at: null },
    });
  });

  test("does not make an agreement lapse that it only repeats, and takes one back that it withdraws", () => {
    const agreed = witnessed(both());
    agreed.client.push(entry("55"));
    expect(standing("55", agreed, "client")).toMatchObject({ agreed: true, since: 2_000 });
    agreed.client.push(entry("55", { says: "withdraw" }));
    expect(standing("55", agreed, "client")).toMatchObject({ agreed: false, client: { says: "withdrew", at: null } });
    expect(standing("55", agreed, "practitioner").agreed).toBe(true);
  });
});

describe("what somebody writes to change what was said", () => {
  const eighty = "80";
  const fifty = "50";

  test.each([
    ["with other words", (mine: Entry) => entry(eighty, { id: mine.id })],
    ["with the hash of other words", (mine: Entry) => ({ ...mine, sha256: hashOf(canonical(eighty)) })],
    ["with other words under the same hash", (mine: Entry) => ({ ...mine, text: canonical(eighty) })],
    ["as withdrawn", (mine: Entry) => ({ ...mine, says: "withdraw" })],
    ["for another card", (mine: Entry) => ({ ...mine, card: "other" })],
  ])("an id of a witnessed entry, placed before it %s, changes nothing", (_how, forge) => {
    const acts = both(fifty);
    const sources = witnessed(acts);
    const before = standing(eighty, sources);
    const [, [, mine] = ["practitioner", entry(fifty)]] = acts;
    sources.practitioner.unshift(forge(mine));
    expect(standing(eighty, sources)).toEqual(before);
    expect(before).toMatchObject({ practitioner: { says: "agreed before" }, before: { words: { text: fifty } } });
    expect(standing(fifty, sources)).toMatchObject({ agreed: true, since: 2_000 });
  });

  test("the id of the other's entry borrows neither its time nor its place", () => {
    const [first = ["client", entry(fifty)] as [Seat, Entry]] = both(fifty);
    const sources = witnessed([first]);
    sources.practitioner.push({ ...first[1] });
    for (const viewer of [undefined, "client"] as const)
      expect(standing(fifty, sources, viewer)).toMatchObject({ agreed: false, practitioner: { says: "nothing" } });
    expect(standing(fifty, sources, "practitioner").practitioner).toMatchObject({ says: "agrees", at: null });
    expect(standing(fifty, sources).client).toMatchObject({ says: "agrees", at: 1_000 });
  });

  test("the id of the other's entry takes nothing from it, whoever was first with it", () => {
    const acts = both(fifty);
    const [, [, mine] = ["practitioner", entry(fifty)]] = acts;
    const taken = { ...mine, says: "withdraw" as const };
    for (const first of [0, 9_000]) {
      const sources = witnessed([...acts, ["client", entry(fifty, { id: "last", says: "withdraw" })]]);
      sources.practitioner.push({ ...taken, id: "last", says: "agree" });
      sources.lines.splice(first === 0 ? 2 : 3, 0, line("practitioner", { ...mine, id: "last" }, first));
      expect(standing(fifty, sources)).toMatchObject({ agreed: false, client: { says: "withdrew", at: 3_000 } });
    }
  });

  test("a second line for an id is none", () => {
    const acts = both(fifty);
    const sources = witnessed(acts);
    const [, [, mine] = ["practitioner", entry(fifty)]] = acts;
    sources.lines.push(line("practitioner", { ...mine, says: "withdraw" }, 9_000));
    expect(standing(fifty, sources)).toMatchObject({ agreed: true, since: 2_000 });
  });
});

describe("lines of earlier years, which do not hold what was said", () => {
  const old = () => {
    const acts = both("50");
    const sources = witnessed(acts);
    sources.lines = acts.map(([seat, given], index) => bare(seat, given, (index + 1) * 1_000));
    return { sources, mine: acts[1]?.[1] ?? expect.unreachable() };
  };

  test("are read by the first entry with their id", () => {
    expect(standing("50", old().sources)).toMatchObject({ agreed: true, since: 2_000 });
  });

  test("count for nothing where the hash of that entry is not that of its text", () => {
    const { sources, mine } = old();
    sources.practitioner = [{ ...mine, text: canonical("80") }];
    expect(standing("50", sources).practitioner.says).toBe("nothing");
  });

  test("are read by their completion, whatever is placed before that entry later", () => {
    const { sources, mine } = old();
    sources.lines.push({ completes: mine.id, seat: "practitioner", ...saidIn(mine) });
    sources.practitioner.unshift(entry("80", { id: mine.id }));
    expect(standing("50", sources)).toMatchObject({ agreed: true, since: 2_000 });
    expect(standing("80", sources).before).toMatchObject({ words: { text: "50" }, at: 2_000 });
  });
});
