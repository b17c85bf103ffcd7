/** What hostile and very busy pages send, as updates of the practitioner's. */
import { createHash } from "node:crypto";
import * as encoding from "lib0/encoding";
import * as Y from "yjs";
import { newClientId } from "../lib/seats.ts";
import { type ForgedRun, type Id, forge, newDocument, text, values } from "../tests/support/guard-space.ts";

const root = "both:sheet";
const million = 1_000_000;
const mostBytes = 1024 * 1024;

/** One letter of the client's on the sheet. */
export function letter(): Uint8Array {
  return forge([{ client: newClientId("client"), structs: [text("x", { root })] }]);
}

let lettersBy = 0;

/** Millions of letters in a row. */
export function* letters(millions: number): Generator<Uint8Array> {
  lettersBy = newClientId("practitioner");
  for (let clock = 0; clock < millions * million; clock += million / 2) {
    const place = clock === 0 ? { root } : { left: [lettersBy, clock - 1] as Id };
    yield forge([{ client: lettersBy, clock, structs: [text("x".repeat(million / 2), place)] }]);
  }
}

/** Deletes every other one of those, in `most` messages of nearly 1 MiB. */
export function* everyOther(millions: number, most = Infinity): Generator<Uint8Array> {
  for (let clock = 0, sent = 0; clock < millions * million && sent < most; sent += 1) {
    const ranges = encoding.createEncoder();
    let count = 0;
    for (; clock < millions * million && encoding.length(ranges) < mostBytes - 50; clock += 2, count += 1) {
      encoding.writeVarUint(ranges, clock);
      encoding.writeVarUint(ranges, 1);
    }
    const to = encoding.createEncoder();
    for (const number of [0, 1, lettersBy, count]) encoding.writeVarUint(to, number);
    encoding.writeUint8Array(to, encoding.toUint8Array(ranges));
    yield encoding.toUint8Array(to);
  }
}

/** A text of 120,000 letters of two clientIDs in turn, each an item of its own. */
export function* separateItems(): Generator<Uint8Array> {
  const pens = [newClientId("practitioner"), newClientId("practitioner")].sort((one, other) => other - one);
  const [high, low] = pens as [number, number];
  const each = 2_000;
  for (let from = 0; from < 60_000; from += each) {
    const at = Array.from({ length: each }, (_, i) => from + i);
    yield forge([
      { client: high, clock: from, structs: at.map((i) => text("x", i === 0 ? { root } : { left: [low, i - 1] })) },
      { client: low, clock: from, structs: at.map((i) => text("x", { left: [high, i] })) },
    ]);
  }
}

/** Letters that say no neighbour: Yjs looks at the whole text for each. */
export function* withoutNeighbours(times: number): Generator<Uint8Array> {
  for (let sent = 0; sent < times; sent += 1) {
    const structs = Array.from({ length: 24 }, () => text("x", { root }));
    // The highest clientIDs go past all others.
    yield forge([{ client: 2 ** 53 - 6 - 4 * Math.floor(Math.random() * 1_000_000), structs }]);
  }
}

/** One letter of that kind. */
export const withoutNeighbour = (): Uint8Array => forge([{ client: 2 ** 53 - 6, structs: [text("x", { root })] }]);

/** Single letters that stand in nobody's row, as many as may wait for a closed section. */
export function* apart(): Generator<Uint8Array> {
  const client = newClientId("practitioner");
  for (let clock = 0; clock < 20_000; clock += 100) {
    const structs = Array.from({ length: 100 }, (_, i) =>
      text("x", clock + i === 0 ? { root } : { right: [client, clock + i - 1] }),
    );
    yield forge([{ client, clock, structs }]);
  }
}

/** Each goes past all that came before it. */
export function hostileNeighbours(): Uint8Array {
  const client = newClientId("practitioner");
  const half = 2_500;
  const row = Array.from({ length: half }, (_, i) => text("x", i === 0 ? { root } : { left: [client, i - 1] }));
  const past = Array.from({ length: half - 1 }, (_, i) => text("x", { left: [client, 0], right: [client, i + 1] }));
  return forge([{ client, structs: [...row, ...past] }]);
}

/** One delete of all that stands on the sheet. */
export function allDeleted(doc: Y.Doc): Uint8Array {
  const copy = newDocument("practitioner");
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc));
  const before = Y.encodeStateVector(copy);
  copy.getText(root).delete(0, copy.getText(root).length);
  return Y.encodeStateAsUpdate(copy, before);
}

/** Letters at the front of that document, each a message of its own: while they come it is written to the disk. */
export function* letterByLetter(count: number): Generator<Uint8Array> {
  const first = written?.getText(root)._start;
  if (!first) throw new Error("The document comes first.");
  const client = newClientId("practitioner");
  const right: Id = [first.id.client, first.id.clock];
  for (let clock = 0; clock < count; clock += 1)
    yield forge([
      { client, clock, structs: [text("x", clock === 0 ? { right } : { left: [client, clock - 1], right })] },
    ]);
}

let givenBy = 0;

/** As many entries of two bytes as one seat can give, each of which the server says a line of. */
export function* manyGiven(): Generator<Uint8Array> {
  givenBy = newClientId("practitioner");
  for (let clock = 0; clock < 50_000; clock += 1_000) {
    const structs = Array.from({ length: 1_000 }, (_, i) =>
      values([0], { root: "practitioner:statement", key: String(clock + i) }),
    );
    yield forge([{ client: givenBy, clock, structs }]);
  }
}

/** Removes every other one of them. */
export function* everyOtherGiven(): Generator<Uint8Array> {
  for (let clock = 0; clock < 50_000; clock += 5_000) {
    const ranges = Array.from({ length: 2_500 }, (_, i): [number, number] => [clock + 2 * i, 1]);
    yield forge([], [[givenBy, ranges]]);
  }
}

/** Letters of 65 KB each, one behind the other. */
export function* largeEntries(): Generator<Uint8Array> {
  const doc = newDocument("practitioner");
  for (let i = 0; i < 90; i += 1) {
    const before = Y.encodeStateVector(doc);
    doc.getArray("practitioner:received").push(["x".repeat(65_000)]);
    yield Y.encodeStateAsUpdate(doc, before);
  }
}

/** A letter each under 300,000 clientIDs. */
export function* manyClients(): Generator<Uint8Array> {
  for (let sent = 0; sent < 300_000; sent += 500) {
    const ids = Array.from({ length: 500 }, () => newClientId("practitioner")).sort((one, other) => other - one);
    yield forge(ids.map((client): ForgedRun => ({ client, structs: [text("x", { root: "both:sheet" })] })));
  }
}

let written: Y.Doc | null = null;

/** A document of 3 MB in 100,000 structs, as somebody writes it who writes everywhere; or of fewer rounds of 2,000. */
export function* document(rounds = 52): Generator<Uint8Array> {
  const doc = newDocument("practitioner");
  const sheet = doc.getText(root);
  for (let round = 0; round < rounds; round += 1) {
    const before = Y.encodeStateVector(doc);
    doc.transact(() => {
      for (let i = 0; i < 1_000; i += 1)
        sheet.insert(Math.floor(Math.random() * (sheet.length + 1)), "a few more words here ");
    });
    yield Y.encodeStateAsUpdate(doc, before);
  }
  written = doc;
}

/** 3,000 changes at random places of that document. */
export function scattered(): Uint8Array {
  if (!written) throw new Error("The document comes first.");
  const before = Y.encodeStateVector(written);
  written.clientID = newClientId("practitioner");
  const sheet = written.getText(root);
  written.transact(() => {
    for (let i = 0; i < 3_000; i += 1) {
      const at = Math.floor(Math.random() * (sheet.length - 4));
      sheet.delete(at, 2);
      sheet.insert(at, "new");
    }
  });
  return Y.encodeStateAsUpdate(written, before);
}

/** Agreement entries of a seat, as many as there is room for. */
export function* agreements(): Generator<Uint8Array> {
  const client = newClientId("practitioner");
  const words = "What we agree to. ".repeat(20);
  const sha256 = createHash("sha256").update(words).digest("hex");
  for (let clock = 0; clock < 6_000; clock += 500) {
    const entries = Array.from({ length: 500 }, (_, i) => ({
      id: `${client}-${clock + i}`,
      card: `card ${i % 50}`,
      says: "agree",
      text: words,
      sha256,
      at: clock + i,
    }));
    const place = clock === 0 ? { root: "practitioner:agreed" } : { left: [client, clock - 1] as Id };
    yield forge([{ client, clock, structs: [values(entries, place)] }]);
  }
}
