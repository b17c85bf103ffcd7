/** Writes into what is the other's, said in every way the wire allows. */
import * as Y from "yjs";
import {
  type Attack,
  attack,
  cards,
  clockIn,
  decisions,
  idOf,
  inOwn,
  malformed,
  mine,
  next,
  no,
  own,
  rangeOf,
  rest,
  story,
  twoIds,
} from "./guard-history.ts";
import { edited, forge, tombstone, text, type, values } from "./guard-space.ts";

/** Writes into what is the other's, said in every way the wire allows. */
export const foreignWrites: Attack[] = [
  attack(
    "a value under a key of the decisions",
    (h) => mine(h, [values(["x"], { root: decisions, key: "k" })]),
    no(decisions),
  ),
  attack("words straight into the decisions", (h) => mine(h, [text("x", { root: decisions })]), no(decisions)),
  attack(
    "words behind the client's words, naming no parent",
    (h) => mine(h, [text("x", { left: idOf(h.at(decisions, "d", "text")) })]),
    no(decisions),
  ),
  attack(
    "words before the client's words, naming no parent",
    (h) => mine(h, [text("x", { right: idOf(h.at(decisions, "d", "text")) })]),
    no(decisions),
  ),
  attack(
    "a left neighbour of one's own, a right one in the decisions",
    (h) => mine(h, [text("x", { ...inOwn(h), right: idOf(h.at(decisions, "d", "text")) })]),
    malformed,
  ),
  attack(
    "a left neighbour in the decisions, a right one of one's own",
    (h) => mine(h, [text("x", { left: idOf(h.at(decisions, "d", "text")), right: idOf(h.at(own, "r", "text")) })]),
    malformed,
  ),
  attack(
    "neighbours under two keys of one map",
    (h) => mine(h, [values([1], { left: idOf(h.at(own, "r")), right: idOf(h.at(own, "mood")) })]),
    malformed,
  ),
  attack(
    "an origin of one's own and bytes that also name the decisions",
    (h) => mine(h, [{ ...text("x", { root: decisions }), info: 128 | 4 }]),
    malformed,
  ),
  attack(
    "a new type under the decisions, and words into that new type",
    (h) => mine(h, [type("text", { root: decisions, key: "k" }), text("x", { parent: next(h) })]),
    no(decisions),
  ),
  attack(
    "three levels of new types by two clientIDs, the outermost last",
    () => {
      const [high, low] = twoIds("practitioner");
      return forge([
        { client: high, structs: [type("map", { parent: [low, 0], key: "a" }), text("x", { parent: [low, 1] })] },
        {
          client: low,
          structs: [type("map", { root: decisions, key: "k" }), type("text", { parent: [high, 0], key: "b" })],
        },
      ]);
    },
    no(decisions),
  ),
  attack("the client's own text as parent", (h) => mine(h, [text("x", { parent: idOf(h.at(story, "s")) })]), no(story)),
  attack("a key of the story overwritten", (h) => mine(h, [values(["x"], { root: story, key: "s" })]), no(story)),
  attack(
    "a key of the story overwritten by origin",
    (h) => mine(h, [values(["x"], { left: idOf(h.at(story, "s")) })]),
    no(story),
  ),
  attack(
    "a key of the story removed by a tombstone",
    (h) => mine(h, [tombstone(1, { left: idOf(h.at(story, "s")) })]),
    no(story),
  ),
  attack(
    "a delete in the decisions hidden in an allowed update",
    (h) => mine(h, [text("x", inOwn(h))], [rangeOf(h.at(decisions, "d", "text"))]),
    no(decisions),
  ),
  attack(
    "one delete range over allowed and forbidden words of one clientID",
    (h) => forge([], [[h.ids.client, [[0, clockIn(h, h.ids.client)]]]]),
    no(decisions, story, "client:agreed"),
  ),
  attack("the client's type that holds words deleted", (h) => forge([], [rangeOf(h.at(story, "s"))]), no(story)),
  attack(
    "one's own clientID in the server's section",
    (h) => mine(h, [values([1], { root: "server:witness" })]),
    no("server:witness"),
  ),
  attack(
    "allowed and forbidden words in one update",
    (h) => mine(h, [text("x", inOwn(h)), text("x", { left: idOf(h.at(decisions, "d", "text")) })]),
    no(decisions),
  ),
  attack(
    "the client's words undone",
    (h) =>
      edited(h.doc, "practitioner", (copy) => {
        const words = (copy.getMap(decisions).get("d") as Y.Map<Y.Text>).get("text");
        words?.delete(0, words.length);
      }),
    no(decisions),
  ),
  attack(
    "a closed and a forbidden section in one update",
    (h) =>
      mine(h, [
        text("x", { left: idOf(h.at(cards, "e", "text")) }),
        text("x", { left: idOf(h.at(decisions, "d", "text")) }),
      ]),
    no(decisions),
    rest,
  ),
  attack("a new root type", (h) => mine(h, [text("x", { root: "brand-new" })]), no("brand-new")),
  attack("a root type named __proto__", (h) => mine(h, [text("x", { root: "__proto__" })]), no("__proto__")),
  attack("a root type named constructor", (h) => mine(h, [text("x", { root: "constructor" })]), no("constructor")),
  attack(
    "a root type that looks like the decisions",
    (h) => mine(h, [text("x", { root: `${decisions}\u200b` })]),
    no(`${decisions}\u200b`),
  ),
  attack(
    "words beside a collected struct that would split the client's smiling face",
    (h) => {
      const { id } = h.at(story, "s", "text");
      return mine(h, [text("x", { left: h.collected, right: [id.client, id.clock + "It began 😀".length - 1] })]);
    },
    no(story),
  ),
  attack(
    "the same from the other side",
    (h) => {
      const { id } = h.at(story, "s", "text");
      return mine(h, [text("x", { left: [id.client, id.clock + "It began 😀".length - 2], right: h.collected })]);
    },
    no(story),
  ),
];
