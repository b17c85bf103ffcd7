/** Writes into what only grows, and into what is closed for now. */
import { newClientId, otherSeat } from "../../lib/seats.ts";
import {
  type Attack,
  attack,
  cards,
  idOf,
  inOwn,
  malformed,
  mine,
  next,
  no,
  own,
  rangeOf,
  reflections,
  rest,
  twoIds,
} from "./guard-history.ts";
import { givenAnew } from "./guard-given.ts";
import { forge, gc, text, type, values } from "./guard-space.ts";

export const growOnlyWrites: Attack[] = [
  attack(
    "an agreement in the other's name",
    (h) => mine(h, [values([{ card: "e" }], { left: idOf(h.at("client:agreed")) })]),
    no("client:agreed"),
  ),
  attack(
    "one's own agreement deleted",
    (h) => forge([], [rangeOf(h.at("practitioner:agreed"))]),
    no("practitioner:agreed"),
  ),
  attack(
    "one's own list of agreements used as a map",
    (h) => mine(h, [values([1], { root: "practitioner:agreed", key: "k" })]),
    malformed,
  ),
  attack(
    "an entry that could be changed later",
    (h) => mine(h, [type("text", { root: "practitioner:letters" })]),
    no("practitioner:letters"),
  ),
  attack(
    "an entry before one's own earlier one",
    (h) => mine(h, [values([{ card: "e" }], { right: idOf(h.at("practitioner:agreed")) })]),
    no("practitioner:agreed"),
  ),
  attack(
    "an entry by a fresh clientID before an earlier one",
    (h) => {
      const [, low] = twoIds("practitioner");
      return forge([{ client: low, structs: [values([1], { right: idOf(h.at("practitioner:agreed")) })] }]);
    },
    no("practitioner:agreed"),
  ),
  attack(
    "an entry between two others, both named",
    (h) => {
      const [high, low] = twoIds("practitioner");
      const first = idOf(h.at("practitioner:agreed"));
      return forge([
        { client: high, structs: [values([1], { left: first })] },
        { client: low, structs: [values([2], { left: first, right: [high, 0] })] },
      ]);
    },
    no("practitioner:agreed"),
  ),
  attack(
    "an entry at the beginning, by a clientID that has an entry there already",
    (h) => mine(h, [values([{ card: "e" }], { root: "practitioner:agreed" })]),
    no("practitioner:agreed"),
  ),
  attack(
    "two entries of one clientID behind the same one",
    (h) => {
      const left = idOf(h.at("practitioner:agreed"));
      return mine(h, [values([1], { left }), values([2], { left })]);
    },
    no("practitioner:agreed"),
  ),
  attack(
    "an entry in the middle of what its clientID wrote in one go",
    (h) => {
      const left = idOf(h.at("practitioner:agreed"));
      return mine(h, [values([1, 2, 3], { left }), values([4], { left: next(h, 1) })]);
    },
    no("practitioner:agreed"),
  ),
  attack(
    "an entry behind the last that a tab without connection knew, which is not the last any more",
    (h) => {
      const [high, low] = twoIds("practitioner");
      const left = idOf(h.at("practitioner:agreed"));
      return forge([
        { client: high, structs: [values([1], { left })] },
        { client: low, structs: [values([2], { left })] },
      ]);
    },
    { accepted: ["practitioner:agreed"] },
  ),
  attack(
    "an entry of a tab that was opened when the list was empty",
    () => forge([{ client: twoIds("practitioner")[1], structs: [values([1], { root: "practitioner:agreed" })] }]),
    { accepted: ["practitioner:agreed"] },
  ),
  attack(
    "one's own agreement added",
    (h) => mine(h, [values([{ card: "e" }], { left: idOf(h.at("practitioner:agreed")) })]),
    {
      accepted: ["practitioner:agreed"],
    },
  ),
];
export const closedWrites: Attack[] = [
  attack(
    "words in a section that rests",
    (h) => mine(h, [text("x", { left: idOf(h.at(cards, "e", "text")) })]),
    { held: [cards], accepted: [] },
    rest,
  ),
  attack(
    "deletes in a section that rests",
    (h) => forge([], [rangeOf(h.at(cards, "e", "text"))]),
    { held: [cards], accepted: [] },
    rest,
  ),
  attack(
    "words in an open and in a resting section, by two pens",
    (h) => {
      const [high, low] = twoIds("practitioner");
      return forge([
        { client: high, structs: [text("x", { left: idOf(h.at(cards, "e", "text")) })] },
        { client: low, structs: [givenAnew] },
      ]);
    },
    { held: [cards], accepted: [reflections] },
    rest,
  ),
  attack(
    "open words that refer to words that wait",
    (h) => {
      const [high, low] = twoIds("practitioner");
      return forge([
        { client: high, structs: [gc(1), text("x", inOwn(h)), text("y", { left: [low, 0] })] },
        { client: low, structs: [text("x", inOwn(h)), values([1], { root: cards, key: "k" })] },
      ]);
    },
    { held: [own, cards], accepted: [] },
    rest,
  ),
  attack(
    "open words that refer to others of a clientID that waits because of its last word",
    (h) => {
      const [high, middle, low] = [1, 2, 3].map(() => newClientId("practitioner")).sort((a, b) => b - a) as [
        number,
        number,
        number,
      ];
      return forge([
        { client: high, structs: [text("x", { left: [middle, 0] })] },
        { client: middle, structs: [text("x", inOwn(h)), gc(1), text("y", { left: [low, 0] })] },
        { client: low, structs: [text("z", inOwn(h)), values([1], { root: cards, key: "k" })] },
      ]);
    },
    { held: [own, cards], accepted: [] },
    rest,
  ),
  attack(
    "one delete range over known words that are closed now and new words that are not",
    (h) => mine(h, [givenAnew], [[h.ids.practitioner, [[next(h)[1] - 3, 4]]]]),
    { held: ["both:sheet"], accepted: [reflections] },
    { noOutcome: false, floor: "client" },
  ),
  attack(
    "a word on the sheet while the other holds the floor",
    (h) => mine(h, [text("x", { left: idOf(h.at("both:sheet")) })]),
    { held: ["both:sheet"], accepted: [] },
    { noOutcome: false, floor: otherSeat("practitioner") },
  ),
];
