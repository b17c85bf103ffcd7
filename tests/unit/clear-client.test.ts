/** What is left of a client who was the wrong person, and that nobody has to wait for it. */
import { expect, test } from "vitest";
import * as Y from "yjs";
import { newExpectation } from "../../lib/expectations.ts";
import { newClientId } from "../../lib/seats.ts";
import { clearClient } from "../../server/live/clear-client.ts";
import { edited, newDocument } from "../support/guard-space.ts";

type Cards = Y.Map<Y.Map<unknown>>;
const cardsIn = (doc: Y.Doc) => doc.getMap("both:expectations") as unknown as Cards;
const textOf = (doc: Y.Doc, card: string): Y.Text => cardsIn(doc).get(card)?.get("text") as Y.Text;

/** A document that both wrote in, the client in many separate pieces. */
function filled(pieces: number): Y.Doc {
  const doc = newDocument("server");
  const by = (seat: "client" | "practitioner", edit: (copy: Y.Doc) => void): void =>
    Y.applyUpdate(doc, edited(doc, newClientId(seat), edit));
  by("practitioner", (copy) => {
    copy.getText("both:sheet").insert(0, "The words of Pia. ".repeat(20));
    cardsIn(copy).set("hers", newExpectation("money", 1));
    textOf(copy, "hers").insert(0, "55 a session");
    copy.getMap("practitioner:statement").set("s", { text: "Who I am" });
  });
  by("client", (copy) => {
    const sheet = copy.getText("both:sheet");
    for (let at = 0; at < pieces; at += 1) sheet.insert((at * 7_919) % (sheet.length + 1), "ß");
    cardsIn(copy).set("theirs", newExpectation("trial", 2));
    textOf(copy, "theirs").insert(0, "a stranger's words, ß");
    textOf(copy, "hers").insert(2, "ßß");
    copy.getMap("client:decisions").set("d", { text: "ß", stands: "now", from: null, at: 1 });
    copy.getArray("client:agreed").push([{ id: "a" }, { id: "b" }]);
  });
  by("practitioner", (copy) => textOf(copy, "theirs").insert(0, "Pia on their card. "));
  return doc;
}

test("the client's words, cards and entries go, and the other's stay as they were", () => {
  const doc = filled(300);
  for (const change of clearClient(doc)) change();
  expect(doc.getText("both:sheet").toJSON()).toBe("The words of Pia. ".repeat(20));
  expect([...cardsIn(doc).keys()]).toEqual(["hers"]);
  expect(textOf(doc, "hers").toJSON()).toBe("55 a session");
  expect(doc.getMap("practitioner:statement").toJSON()).toEqual({ s: { text: "Who I am" } });
  expect([doc.getMap("client:decisions").size, doc.getArray("client:agreed").length]).toEqual([0, 0]);
  expect(JSON.stringify(doc.toJSON())).not.toContain("ß");
});

test("it is done in parts, between which others write", () => {
  const doc = filled(4_000);
  let parts = 0;
  let most = 0;
  doc.on("afterTransaction", ({ deleteSet }: Y.Transaction) => {
    const deleted = [...deleteSet.clients.values()].flat().reduce((sum, { len }) => sum + len, 0);
    most = Math.max(most, deleted);
  });
  for (const change of clearClient(doc)) {
    change();
    parts += 1;
    const sheet = doc.getText("both:sheet");
    Y.applyUpdate(
      doc,
      edited(doc, "practitioner", (copy) => copy.getText("both:sheet").insert(sheet.length >> 1, "Y")),
    );
  }
  expect(parts).toBeGreaterThan(8);
  expect(most).toBeLessThanOrEqual(501);
  const left = doc.getText("both:sheet").toJSON();
  expect(left.replaceAll("Y", "")).toBe("The words of Pia. ".repeat(20));
  expect(left.match(/Y/g)).toHaveLength(parts);
});

test("what the other wrote in a card of theirs goes in parts too", () => {
  const doc = filled(10);
  const add = (copy: Y.Doc): void => {
    const words = textOf(copy, "theirs");
    for (let i = 0; i < 3_000; i += 1) words.insert(0, "Y");
  };
  Y.applyUpdate(doc, edited(doc, "practitioner", add));
  const deleted: number[] = [];
  doc.on("afterTransaction", ({ deleteSet }: Y.Transaction) => {
    deleted.push([...deleteSet.clients.values()].flat().reduce((sum, { len }) => sum + len, 0));
  });
  for (const change of clearClient(doc)) change();
  expect([...cardsIn(doc).keys()]).toEqual(["hers"]);
  expect(Math.max(...deleted)).toBeLessThanOrEqual(501);
});

test("of several cards no two go in one part: all that was ever in a card goes with it", () => {
  const doc = filled(10);
  const add = (copy: Y.Doc): void => {
    for (let card = 0; card < 20; card += 1) cardsIn(copy).set(`another ${card}`, newExpectation("trial", card));
  };
  Y.applyUpdate(doc, edited(doc, newClientId("client"), add));
  let most = 0;
  for (const change of clearClient(doc)) {
    const before = cardsIn(doc).size;
    change();
    most = Math.max(most, before - cardsIn(doc).size);
  }
  expect([...cardsIn(doc).keys()]).toEqual(["hers"]);
  expect(most).toBe(1);
});

test("what broke off half way is done when it is begun again", () => {
  const doc = filled(2_000);
  let parts = 0;
  for (const change of clearClient(doc)) {
    change();
    if ((parts += 1) === 2) break;
  }
  expect(doc.getText("both:sheet").toJSON()).toContain("ß");
  for (const change of clearClient(doc)) change();
  expect(JSON.stringify(doc.toJSON())).not.toContain("ß");
});
