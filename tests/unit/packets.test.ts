/** A line that says more than any page, comes in again and again, or does not read, is ended before anything is made of it. */
import { EventEmitter } from "node:events";
import { expect, onTestFinished, test, vi } from "vitest";
import { watchPackets } from "../../server/live/packets.ts";

/** A line of Engine.IO as far as it is watched. */
class Line extends EventEmitter {
  ended = 0;
  isHeard = true;
  readonly request = { socket: { destroy: () => (this.ended += 1), pause: () => (this.isHeard = false) } };
  close(): void {
    this.ended += 1;
  }
  says(data: string, times = 1): void {
    for (let time = 0; time < times; time += 1) this.emit("packet", { type: "message", data });
  }
}

const watched = (): Line => {
  const line = new Line();
  watchPackets(line as never);
  return line;
};

test("a page may come in, and come in again after it was turned away", () => {
  const line = watched();
  line.says('0{"space":"a"}');
  line.says('0{"space":"a"}');
  expect(line.ended).toBe(0);
});

test.for(['0{"space":"a"}', "0/x,", "0"])("who asks to come in again and again is cut off: %s", (entry) => {
  const line = watched();
  line.says(entry, 3);
  expect(line.ended).toBe(0);
  line.says(entry);
  expect(line.ended).toBe(2);
});

test("who says more than any page, whatever it is, is heard no more, and cut off once they can have read why", () => {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  for (const packet of [{ type: "message", data: '2["beat",{}]' }, { type: "message", data: "" }, { type: "pong" }]) {
    const line = watched();
    for (let time = 0; time < 400; time += 1) line.emit("packet", packet);
    expect(line.isHeard).toBe(true);
    for (let time = 0; time < 100; time += 1) line.emit("packet", packet);
    expect(line).toMatchObject({ isHeard: false, ended: 0 });
    vi.runAllTimers();
    expect(line.ended).toBeGreaterThan(0);
  }
});

test("who says as much as no call does is cut off before it is read, and who begins one is not", () => {
  const [begins, floods] = [watched(), watched()];
  begins.says(`42["rtc",${"x".repeat(10_000)}]`, 12);
  expect(begins.ended).toBe(0);
  floods.says(`42["beat","${"x".repeat(15_800)}"]`, 9);
  expect(floods.ended).toBeGreaterThan(0);
});

test.for<[string, string]>([
  ["a list in lists", `42["beat",${"[".repeat(7_900)}${"]".repeat(7_900)}]`],
  ["an object in objects", `42["beat",${'{"":'.repeat(30)}0${"}".repeat(30)}]`],
  ["a way in", `40/x,${"[".repeat(30)}${"]".repeat(30)}`],
  ["behind a namespace with a quote", `2/",["beat",${"[".repeat(30)}${"]".repeat(30)}]`],
  ["behind pieces and a number", `51-/",12["beat",${"[".repeat(30)}${"]".repeat(30)}]`],
  ["behind a text that ends in a stroke", `42["beat","\\\\",${"[".repeat(30)}${"]".repeat(30)}]`],
])("who says something nested deeper than any page does is cut off before it is read: %s", ([, said]) => {
  const line = watched();
  line.says(said);
  expect(line.ended).toBeGreaterThan(0);
});

test("brackets within words, and any number of them side by side, are said like all else", () => {
  const line = watched();
  line.says(`42["act",{"words":"${"[{".repeat(300)}\\"${"[".repeat(300)}"},${"[],".repeat(300)}[[[]]]]`);
  expect(line.ended).toBe(0);
});

test("who does not read what they are told is cut off, and who reads is told for ever", () => {
  const [reads, doesNot] = [watched(), watched()];
  for (let time = 0; time < 2_000; time += 1) {
    for (const line of [reads, doesNot]) line.emit("packetCreate", { type: "message" });
    if (time % 100 === 0) reads.emit("flush");
  }
  expect(reads.ended).toBe(0);
  expect(doesNot.ended).toBeGreaterThan(0);
});
