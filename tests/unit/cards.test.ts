import { expect, test } from "vitest";
import * as Y from "yjs";
import { placedCards } from "../../lib/cards.ts";
import { newOption, readOption } from "../../lib/sections/options.ts";
import { newClientId } from "../../lib/seats.ts";

const section = "both:options";

/** The table after the practitioner proposed something they earn from. */
function proposed(): Y.Map<unknown> {
  const doc = new Y.Doc();
  doc.clientID = newClientId("practitioner");
  const cards = doc.getMap<unknown>(section);
  cards.set("a", newOption({ title: "A tea", text: "", gives: "", asks: "", earns: "I sell it" }, 1));
  doc.clientID = newClientId("client");
  return cards;
}
const card = (cards: Y.Map<unknown>): Y.Map<unknown> => cards.get("a") as Y.Map<unknown>;

test("how a proposer earns is their own word: what the other writes in its place is not shown as theirs", () => {
  const cards = proposed();
  expect(readOption(cards, "a")?.earns).toBe("I sell it");
  card(cards).set("earns", "she takes half of it");
  expect(readOption(cards, "a")?.earns).toBe("");
});

test("a card that was removed lies aside until it is gone, and is not on the table whatever else is said of it", () => {
  const cards = proposed();
  const is = () => placedCards(cards).map(({ aside, removed, by }) => [aside, removed, by]);
  card(cards).set("removed", true);
  expect(is()).toEqual([[true, true, "practitioner"]]);
  card(cards).set("aside", false);
  expect(is()).toEqual([[true, true, "practitioner"]]);
  card(cards).set("removed", false);
  expect(is()).toEqual([[false, false, "practitioner"]]);
});
