/** A document that is written to the disk step by step while people go on writing in it. */
import { expect, test } from "vitest";
import * as Y from "yjs";
import { newClientId } from "../../lib/seats.ts";
import type { Steps } from "../../server/live/budget.ts";
import { encode, encodeWhole } from "../../server/live/encode.ts";
import { applyStored } from "../../server/live/in-steps.ts";
import { honestUpdate } from "../support/guard-crafting.ts";
import { newRandom, settings } from "../support/guard-random.ts";
import { edited, forge, newDocument, text, values } from "../support/guard-space.ts";

/** Does work in steps, and gives how many they were. */
function stepsOf<T>(work: Steps<T>): { value: T; steps: number } {
  for (let steps = 1; ; steps += 1) {
    const { done, value } = work.next();
    if (done) return { value, steps };
  }
}

/** A document that takes many steps to be written. */
function longDocument(): Y.Doc {
  const doc = newDocument("server");
  for (const seat of ["client", "practitioner"] as const)
    Y.applyUpdate(
      doc,
      edited(doc, seat, (copy) => {
        const sheet = copy.getText("both:sheet");
        for (let at = 0; at < 4_000; at += 1) sheet.insert((at * 7_919) % (sheet.length + 1), "ab");
      }),
    );
  return doc;
}

test("what was joined to older letters and taken away meanwhile is not deleted before it is there", () => {
  const doc = longDocument();
  const sheet = doc.getText("both:sheet");
  const client = newClientId("client");
  const pen = (clock: number, words: string): Uint8Array =>
    forge([
      { client, clock, structs: [text(words, clock === 0 ? { root: "both:sheet" } : { left: [client, clock - 1] })] },
    ]);
  Y.applyUpdate(doc, pen(0, "abc"));
  const rows: Uint8Array[] = [];
  doc.on("update", (row: Uint8Array) => rows.push(row));
  const steps = encodeWhole(doc, () => rows.length);
  steps.next();
  Y.applyUpdate(doc, pen(3, "def"));
  Y.applyUpdate(doc, forge([], [[client, [[0, 6]]]]));
  let step = steps.next();
  while (!step.done) step = steps.next();
  const alone = newDocument("server");
  Y.applyUpdate(alone, step.value.state);
  expect([alone.store.pendingStructs, alone.store.pendingDs]).toEqual([null, null]);
  for (const row of rows) Y.applyUpdate(alone, row);
  expect(alone.getText("both:sheet").toJSON()).toBe(sheet.toJSON());
});

test("a list of thousands of values, some of them gone, is read and written in small steps and is the same", () => {
  const doc = newDocument("server");
  const client = newClientId("client");
  const list = Array.from({ length: 6_000 }, (_, at) => ({ id: `${at}`, text: "words" }));
  const update = forge([{ client, structs: [values(list, { root: "client:agreed" })] }], [[client, [[1_234, 77]]]]);
  Y.applyUpdate(doc, update);
  const written = stepsOf(encodeWhole(doc, () => 1));
  const opened = newDocument("server");
  const read = stepsOf(applyStored(opened, written.value.state, []));
  expect(Math.min(written.steps, read.steps)).toBeGreaterThan(20);
  expect(opened.getArray("client:agreed").toJSON()).toEqual([...list.slice(0, 1_234), ...list.slice(1_311)]);
  // What lies in the middle of the list can be asked for alone.
  const known = Y.encodeStateVector(new Map([[client, 5_000]]));
  const rest = forge([{ client, structs: [values(list.slice(0, 5_000), { root: "client:agreed" })] }]);
  const lacking = newDocument("server");
  Y.applyUpdate(lacking, rest);
  Y.applyUpdate(lacking, stepsOf(encode(opened, known)).value);
  expect(lacking.toJSON()).toEqual(doc.toJSON());
});

const { seed, count } = settings("WRITTEN_MEANWHILE", 5);

test(`what is written meanwhile makes it neither begin anew nor miss anything (SEED=${seed}, WRITTEN_MEANWHILE=${count})`, () => {
  for (let at = 0; at < count; at += 1) {
    const random = newRandom(seed + at);
    const doc = longDocument();
    const rows: Uint8Array[] = [];
    doc.on("update", (row: Uint8Array) => rows.push(row));
    const writers = (["client", "practitioner"] as const).map((seat) => ({ seat, id: random.clientId(seat) }));
    const write = (): void => {
      const { seat, id } = random.pick(writers);
      if (random.chance(0.2)) writers.push({ seat, id: random.clientId(seat) });
      const sheet = doc.getText("both:sheet");
      if (random.chance(0.7)) Y.applyUpdate(doc, honestUpdate(doc, seat, id, random));
      else
        Y.applyUpdate(
          doc,
          edited(doc, seat, (copy) => copy.getText("both:sheet").delete(random.below(sheet.length - 9), 9)),
        );
    };
    write();
    const steps = encodeWhole(doc, () => rows.length);
    let taken = 0;
    let step = steps.next();
    for (; !step.done; step = steps.next(), taken += 1) write();
    const { state, version } = step.value;

    const here = seed + at;
    expect(version, `seed ${here}`).toBe(1);
    expect(taken, `seed ${here}`).toBeGreaterThan(8);
    expect(taken, `seed ${here}`).toBeLessThan(60);
    const alone = newDocument("server");
    for (const each of applyStored(alone, state, [])) expect(each).toBeUndefined();
    expect([alone.store.pendingStructs, alone.store.pendingDs], `seed ${here}`).toEqual([null, null]);
    const opened = newDocument("server");
    for (const each of applyStored(opened, state, rows.slice(version))) expect(each).toBeUndefined();
    expect(opened.toJSON(), `seed ${here}`).toEqual(doc.toJSON());
    expect(Y.encodeStateVector(opened), `seed ${here}`).toEqual(Y.encodeStateVector(doc));
    expect(Y.createDeleteSetFromStructStore(opened.store), `seed ${here}`).toEqual(
      Y.createDeleteSetFromStructStore(doc.store),
    );
  }
}, 120_000);
