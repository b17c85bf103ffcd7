/** Every forged write known against a space, by what it tries. */
import * as Y from "yjs";
import { newClientId } from "../../lib/seats.ts";
import {
  type Attack,
  attack,
  cards,
  clockIn,
  decisions,
  idOf,
  mine,
  next,
  no,
  own,
  rangeOf,
  twoIds,
} from "./guard-history.ts";
import { edited, forge, gc, skip, text, type, values } from "./guard-space.ts";
import { foreignWrites } from "./guard-foreign.ts";
import { givenEntries } from "./guard-given.ts";
import { closedWrites, growOnlyWrites } from "./guard-later.ts";
import { malformedUpdates } from "./guard-malformed.ts";

const otherAuthors: Attack[] = [
  attack(
    "the next clock of the client's clientID, in a section both may write",
    (h) =>
      forge([
        {
          client: h.ids.client,
          clock: clockIn(h, h.ids.client),
          structs: [text("x", { left: idOf(h.at(cards, "e", "text")) })],
        },
      ]),
    { refused: "author" },
  ),
  attack(
    "a fresh clientID of the client's seat",
    () => forge([{ client: newClientId("client"), structs: [values([1], { root: cards, key: "k" })] }]),
    { refused: "author" },
  ),
  attack(
    "a fresh clientID of the server",
    () => forge([{ client: newClientId("server"), structs: [values([1], { root: "server:witness" })] }]),
    { refused: "author" },
  ),
  attack(
    "a clientID that no author has",
    () => forge([{ client: newClientId("server") + 3, structs: [values([1], { root: cards, key: "k" })] }]),
    { refused: "author" },
  ),
  attack(
    "a run of tombstones on the client's future clocks",
    (h) => forge([{ client: h.ids.client, clock: clockIn(h, h.ids.client), structs: [gc(500)] }]),
    { refused: "author" },
  ),
  attack(
    "words of the client that the server has not seen",
    (h) => edited(h.doc, h.ids.client, (copy) => copy.getMap(decisions).set("k", "x")),
    { refused: "author" },
  ),
  attack(
    "a delete by the client that the server has not seen",
    (h) => edited(h.doc, h.ids.client, (copy) => copy.getMap(decisions).delete("d")),
    no(decisions),
  ),
];
const known: Attack[] = [
  attack(
    "other content for a known struct of one's own",
    (h) => forge([{ client: h.ids.practitioner, structs: [text("xxx", { root: own })] }]),
    "nothing new",
  ),
  attack(
    "other content and the decisions as parent for a known struct",
    (h) => forge([{ client: h.ids.practitioner, structs: [text("xxx", { root: decisions })] }]),
    "nothing new",
  ),
  attack(
    "a known struct of the client's, with other content",
    (h) => forge([{ client: h.ids.client, structs: [text("xxx", { root: decisions })] }]),
    "nothing new",
  ),
  attack(
    "known words and a new tail that claims the decisions",
    (h) => {
      const { id, length } = h.at("both:sheet");
      const mineNow = clockIn(h, h.ids.practitioner);
      if (id.client !== h.ids.client || length === 0) throw new Error("another history");
      return forge([
        { client: h.ids.practitioner, clock: mineNow - 3, structs: [text("abcdef", { root: decisions })] },
      ]);
    },
    { accepted: ["both:sheet"] },
  ),
  attack(
    "a known struct with an unknown origin",
    (h) => forge([{ client: h.ids.practitioner, structs: [text("xxx", { left: [newClientId("client"), 7] })] }]),
    "nothing new",
  ),
  attack("everything known again, from the other", (h) => Y.encodeStateAsUpdate(h.doc), "nothing new"),
];
const pending: Attack[] = [
  attack("a skip", (h) => mine(h, [skip(1), gc(1)]), "incomplete"),
  attack(
    "a gap in the clocks",
    () => forge([{ client: newClientId("practitioner"), clock: 5, structs: [text("x", { root: own })] }]),
    "incomplete",
  ),
  attack("a struct that is its own origin", (h) => mine(h, [text("x", { left: next(h) })]), "incomplete"),
  attack(
    "an origin later in the same run",
    (h) => mine(h, [text("x", { left: next(h, 1) }), text("y", { root: own })]),
    "incomplete",
  ),
  attack("an own origin beyond the run", (h) => mine(h, [text("x", { left: next(h, 9) })]), "incomplete"),
  attack(
    "two clientIDs that wait for each other",
    () => {
      const [high, low] = twoIds("practitioner");
      return forge([
        { client: high, structs: [text("x", { left: [low, 0] })] },
        { client: low, structs: [text("x", { left: [high, 0] })] },
      ]);
    },
    "incomplete",
  ),
  attack("an unknown origin", (h) => mine(h, [text("x", { left: [newClientId("client"), 0] })]), "incomplete"),
  attack("an unknown right origin", (h) => mine(h, [text("x", { right: [h.ids.client, 90_000] })]), "incomplete"),
  attack("an unknown parent", (h) => mine(h, [text("x", { parent: [h.ids.client, 90_000] })]), "incomplete"),
  attack(
    "a delete of words that are not written yet",
    (h) => forge([], [[h.ids.client, [[clockIn(h, h.ids.client), 10_000]]]]),
    "incomplete",
  ),
  attack("a delete range far beyond the known clock", (h) => forge([], [[h.ids.client, [[0, 100_000]]]]), "incomplete"),
  attack("a delete of an unknown clientID", () => forge([], [[newClientId("client"), [[0, 1]]]]), "incomplete"),
];
const nowhere: Attack[] = [
  attack("words beside a collected struct", (h) => mine(h, [text("x", { left: h.collected })]), { accepted: [] }),
  attack("words in a deleted entry", (h) => mine(h, [text("x", { parent: h.deletedCard })]), { accepted: [] }),
  attack("words inside a character", (h) => mine(h, [text("x", { parent: idOf(h.at(decisions, "d", "text")) })]), {
    accepted: [],
  }),
  attack(
    "words in a new type that shows nowhere",
    (h) => mine(h, [type("text", { left: h.collected }), text("x", { parent: next(h) })]),
    { accepted: [] },
  ),
];
const allowed: Attack[] = [
  attack(
    "a child's run before its parent's, all in an own section",
    () => {
      const [high, low] = twoIds("practitioner");
      return forge([
        { client: high, structs: [text("x", { parent: [low, 0] })] },
        { client: low, structs: [type("text", { root: own, key: "k" })] },
      ]);
    },
    { accepted: [own] },
  ),
  attack("the other's words deleted where both may write", (h) => forge([], [rangeOf(h.at(cards, "e", "text"))]), {
    accepted: [cards],
  }),
];
export const attacks: Record<string, Attack[]> = {
  "writes into a section of the other's": foreignWrites,
  "claims to be another author": otherAuthors,
  "repeats what is known": known,
  "leaves something pending": pending,
  "breaks the form": malformedUpdates,
  "shows nowhere": nowhere,
  "touches what is given": givenEntries,
  "touches what only grows": growOnlyWrites,
  "stays within one's own rights": allowed,
  "writes what is closed for now": closedWrites,
};
