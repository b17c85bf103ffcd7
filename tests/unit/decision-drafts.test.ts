import { describe, expect, test } from "vitest";
import * as Y from "yjs";
import { type DecisionDraft, decisionFrom, inNewWords, originsFor } from "../../lib/decision-drafts.ts";
import type { GivenDecision } from "../../lib/sections/decisions.ts";
import { newOption, waitId, waitTitle } from "../../lib/sections/options.ts";

const nothing: DecisionDraft = { instead: "", text: "", stands: "", from: "", fromTitle: "" };
const magnesium = { id: "m", title: "Magnesium" };
const earlier: GivenDecision = {
  id: "d",
  latest: "d",
  text: "Magnesium, maybe.",
  stands: "undecided",
  from: magnesium,
  at: 1,
  since: 1,
};
const said: DecisionDraft = {
  instead: "d",
  text: "Magnesium, maybe.",
  stands: "undecided",
  from: "m",
  fromTitle: "Magnesium",
};

describe("new words", () => {
  test("begin with all that the earlier decision says", () => {
    expect(inNewWords(earlier, nothing, undefined)).toEqual({ anew: true, fields: said });
  });

  test("of one that comes from nothing, and holds for now, begin so", () => {
    expect(inNewWords({ ...earlier, stands: "now", from: null }, nothing, undefined).fields).toEqual({
      ...said,
      stands: "now",
      from: "",
      fromTitle: "",
    });
  });

  test("take nothing from words that were written already, or from what was chosen for them", () => {
    const written = { ...nothing, text: "I rest.", stands: "now", from: waitId, fromTitle: waitTitle };
    expect(inNewWords(earlier, written, undefined)).toEqual({ anew: false, fields: { instead: "d" } });
    const unchosen = { ...nothing, text: "I rest." };
    const { text: _, ...others } = said;
    expect(inNewWords(earlier, unchosen, undefined)).toEqual({ anew: false, fields: others });
  });

  test("that were begun for another decision, and not changed, make room for this one", () => {
    const other = { ...earlier, id: "o", text: "I walk." };
    expect(inNewWords(other, said, earlier)).toMatchObject({ anew: true, fields: { instead: "o", text: "I walk." } });
    const changed = { ...said, text: "Magnesium in May." };
    expect(inNewWords(other, changed, earlier)).toEqual({ anew: false, fields: { instead: "o" } });
  });
});

describe("the options that a draft may come from", () => {
  const table = (): Y.Map<unknown> => {
    const options = new Y.Doc().getMap<unknown>("both:options");
    const card = (title: string, order: number) =>
      newOption({ title, text: "", gives: "", asks: "", earns: "" }, order);
    options.set("m", card("Magnesium", 1));
    options.set("w", card("A walk", 2));
    options.set("x", card(" ", 3));
    return options;
  };
  const cardIn = (options: Y.Map<unknown>, id: string) => options.get(id) as Y.Map<unknown>;
  const shown = (options: Y.Map<unknown>, draft: Partial<DecisionDraft> = {}) =>
    originsFor(options, { ...nothing, ...draft }).map(({ title, is }) => `${title}: ${is}`);
  const chosen = { from: "m", fromTitle: "Magnesium" };
  const waiting = `${waitTitle}: here`;

  test("are those on the table that have a title, and waiting", () => {
    expect(shown(table())).toEqual(["Magnesium: here", "A walk: here", waiting]);
    expect(shown(table(), { from: waitId, fromTitle: waitTitle })).toEqual([
      "Magnesium: here",
      "A walk: here",
      waiting,
    ]);
  });

  test("are without those that were set aside, but for the one that was chosen", () => {
    const options = table();
    for (const id of ["m", "w"]) cardIn(options, id).set("aside", true);
    expect(shown(options)).toEqual([waiting]);
    expect(shown(options, chosen)).toEqual(["Magnesium: aside", waiting]);
  });

  test("hold the one that was chosen by the title it had, where it is removed or its title taken away", () => {
    const options = table();
    cardIn(options, "m").set("removed", true);
    expect(shown(options, chosen)).toEqual(["Magnesium: gone", "A walk: here", waiting]);
    options.delete("m");
    expect(shown(options, chosen)).toEqual(["A walk: here", "Magnesium: gone", waiting]);
    expect(shown(options, { from: "m" })).toEqual(["A walk: here", "An option: gone", waiting]);
    expect(shown(options, { from: "x", fromTitle: "A tea" })).toEqual(["A walk: here", "A tea: here", waiting]);
  });

  test("let a draft be given as what it says", () => {
    const options = table();
    const given = () => decisionFrom({ ...said, text: " Yes. " }, originsFor(options, said), 7);
    expect(given()).toEqual({ text: "Yes.", stands: "undecided", from: magnesium, at: 7 });
    options.delete("m");
    expect(given().from).toEqual(magnesium);
    expect(decisionFrom({ ...nothing, text: "I rest." }, originsFor(options, nothing), 7)).toMatchObject({
      stands: "now",
      from: null,
    });
  });
});
