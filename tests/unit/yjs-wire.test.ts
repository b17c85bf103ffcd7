/** The codec of the Yjs wire against a reader and a writer that share nothing with it but the numbers of the kinds. */
import * as decoding from "lib0/decoding";
import { expect, test } from "vitest";
import * as Y from "yjs";
import { fromServer, isVector, messageKinds, messages, readFromPage, readQuestion } from "../../lib/yjs-wire.ts";
import { notTaken } from "../../server/live/refused.ts";
import { newRandom, settings } from "../support/guard-random.ts";
import { read, say } from "../support/wire.ts";

const bytes = Uint8Array.of(0, 127, 128, 255, 10);
const doc = new Y.Doc();
doc.getText("words").insert(0, "words");
const vector = Y.encodeStateVector(doc);
const place = { epoch: "e", place: "e.3.s", setBack: { at: 1, to: null }, now: 2 };

test("what the server says is read by somebody else's reader as it was meant", () => {
  const refused = notTaken("section", "It writes a section its author may not write.", ["client:story"]);
  expect(
    [
      messages.step1(vector),
      messages.step2(bytes),
      messages.update(bytes),
      messages.kept(2 ** 40 + 1),
      messages.refused(refused),
      messages.waits({ sections: ["both:options"] }),
      messages.place(place),
      messages.nobody,
    ].map(read),
  ).toEqual([
    { is: "step1", bytes: vector },
    { is: "step2", bytes },
    { is: "update", bytes },
    { is: "kept", number: 2 ** 40 + 1 },
    { is: "refused", ...refused },
    { is: "waits", sections: ["both:options"] },
    { is: "place", ...place },
    { is: "awareness" },
  ]);
});

test("what a page says is read by the server as it was meant, whoever wrote it", () => {
  const said = [say.step1(vector), say.step2(bytes), say.update(bytes), say.kept(7)];
  expect([messages.step1(vector), messages.step2(bytes), messages.update(bytes), messages.kept(7)]).toEqual(said);
  expect(said.map(readFromPage)).toEqual([
    { is: "step1", vector },
    { is: "step2", update: bytes },
    { is: "update", update: bytes },
    { is: "kept", number: 7 },
  ]);
  expect([messages.nobody, Uint8Array.of(3)].map(readFromPage)).toEqual([{ is: "awareness" }, { is: "awareness" }]);
});

/** A message of the server's as y-websocket hands it to a page, which has read its kind. */
const handed = (message: Uint8Array): decoding.Decoder => {
  const from = decoding.createDecoder(message);
  decoding.readVarUint(from);
  return from;
};

test("what the server says is read by a page as it was meant, and what it does not know as nothing", () => {
  expect(fromServer.kept(handed(messages.kept(7)))).toBe(7);
  expect(fromServer.waits(handed(messages.waits({ sections: ["both:options"] })))).toEqual(["both:options"]);
  expect(fromServer.place(handed(messages.place(place)))).toEqual(place);
  expect(readQuestion(handed(messages.step1(vector)))).toEqual(vector);
  expect(readQuestion(handed(messages.update(bytes)))).toBeNull();
  for (const strange of [3, null, [], { sections: 3, epoch: 3 }]) {
    const message = messages.waits(strange as never);
    expect([fromServer.waits(handed(message)), fromServer.place(handed(message))]).toEqual([[], null]);
  }
});

const { seed, count } = settings("WIRE_NOISES", 20_000);

test(`bytes that are no message of a page read as none, and never throw (SEED=${seed}, WIRE_NOISES=${count})`, () => {
  const random = newRandom(seed);
  const whole = [say.step1(vector), say.step2(bytes), say.update(bytes), say.kept(2 ** 40)];
  for (const message of whole) {
    for (let end = 0; end < message.length; end += 1) expect(readFromPage(message.subarray(0, end))).toBeNull();
    expect(readFromPage(Uint8Array.of(...message, 0))).toBeNull();
  }
  for (const kind of [messageKinds.auth, messageKinds.refused, messageKinds.waits, messageKinds.place, 99])
    expect(readFromPage(Uint8Array.of(kind, 0, 0))).toBeNull();
  expect(readFromPage(Uint8Array.of(messageKinds.kept, ...Array<number>(12).fill(255)))).toBeNull();
  for (let i = 0; i < count; i += 1) {
    const noise = Uint8Array.from({ length: random.below(24) }, () => random.below(256));
    const message = readFromPage(noise);
    if (message?.is === "step1") isVector(message.vector, 100);
  }
});

test("a state vector is one only where all of it is there, and it names no more than it may", () => {
  expect(isVector(vector, 1)).toBe(true);
  expect([isVector(vector, 0), isVector(vector.subarray(0, -1), 1), isVector(new Uint8Array(), 1)]).toEqual([
    false,
    false,
    false,
  ]);
});
