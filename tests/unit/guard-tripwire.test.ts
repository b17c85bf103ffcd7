import { describe, expect, test } from "vitest";
import * as Y from "yjs";
import { newClientId } from "../../lib/seats.ts";
import { applyJudged } from "../../server/live/guard/tripwire.ts";
import { edited, forge, give, judgeIn, newDocument, text } from "../support/guard-space.ts";

const sheet = (words: string) => (copy: Y.Doc) => copy.getText("both:sheet").insert(0, words);

describe("applying what was judged", () => {
  test("gives the document's own encoding of what was new, which other copies can apply", () => {
    const doc = newDocument("server");
    const other = newDocument("server");
    const events: Uint8Array[] = [];
    doc.on("update", (event: Uint8Array) => events.push(event));
    const verdict = judgeIn(doc, edited(doc, "client", sheet("words")), "client");
    if (verdict.kind !== "accepted" || verdict.update === null) throw new Error("It should be accepted.");

    const rows = applyJudged(doc, verdict.update, "client", verdict.sections);

    expect(rows).toEqual(events);
    for (const row of rows) Y.applyUpdate(other, row);
    expect(other.getText("both:sheet").toJSON()).toBe("words");
  });

  test("gives nothing where nothing changes", () => {
    const doc = newDocument("server");
    give(doc, edited(doc, "client", sheet("words")), "client");
    expect(applyJudged(doc, Y.encodeStateAsUpdate(doc), "client", [])).toEqual([]);
  });

  test("leaves no listener behind", () => {
    const doc = newDocument("server");
    const listeners = () => [...doc._observers.values()].map(({ size }) => size);
    const before = listeners();
    applyJudged(doc, edited(doc, "client", sheet("words")), "client", ["both:sheet"]);
    expect(() => applyJudged(doc, new Uint8Array([1]), "client", [])).toThrow("Unexpected end");
    expect(listeners()).toEqual(before);
  });
});

describe("the tripwire", () => {
  const trip = (update: (doc: Y.Doc) => Uint8Array, sections: string[]) => {
    const doc = newDocument("server");
    give(doc, edited(doc, "client", sheet("the client's words")), "client");
    return () => applyJudged(doc, update(doc), "client", sections);
  };

  test("throws when another section is changed", () => {
    expect(trip((doc) => edited(doc, "client", sheet("x")), ["client:story"])).toThrow("another section");
  });

  test("throws when a delete reaches another section", () => {
    const remove = (copy: Y.Doc) => copy.getText("both:sheet").delete(0, 3);
    expect(trip((doc) => edited(doc, "client", remove), ["client:story"])).toThrow("another section");
  });

  test("throws when words of another author come in", () => {
    expect(trip((doc) => edited(doc, "practitioner", sheet("x")), ["both:sheet"])).toThrow("another author");
  });

  test("throws when a struct is left pending", () => {
    const gap = forge([{ client: newClientId("client"), clock: 5, structs: [text("x", { root: "both:sheet" })] }]);
    expect(trip(() => gap, ["both:sheet"])).toThrow("pending");
  });

  test("throws when a delete is left pending", () => {
    expect(trip(() => forge([], [[newClientId("client"), [[0, 1]]]]), ["both:sheet"])).toThrow("pending");
  });

  test("throws what Yjs throws", () => {
    const client = newClientId("client");
    const ahead = forge([{ client, structs: [text("x", { left: [client, 7] })] }]);
    expect(trip(() => ahead, ["both:sheet"])).toThrow(TypeError);
  });

  test("throws inside another transaction, where it could not tell what is whose", () => {
    const doc = newDocument("server");
    const update = edited(doc, "client", sheet("x"));
    expect(() => doc.transact(() => applyJudged(doc, update, "client", ["both:sheet"]))).toThrow("one transaction");
  });

  test("throws when something else is written on the way", () => {
    const doc = newDocument("server");
    doc.getText("both:sheet").observe((_, { local }) => {
      if (!local) doc.getText("both:sheet").insert(0, "seen ");
    });
    const update = edited(doc, "client", sheet("x"));
    expect(() => applyJudged(doc, update, "client", ["both:sheet"])).toThrow("one transaction");
  });

  test("throws for a document of another copy of Yjs", () => {
    class OtherDoc extends Y.Doc {}
    expect(() => applyJudged(new OtherDoc(), new Uint8Array([0, 0]), "client", [])).toThrow("Two copies");
  });
});
