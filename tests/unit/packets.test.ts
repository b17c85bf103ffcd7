/** A line that says more than any page, comes in again and again, or does not read, is ended before anything is made of it. */
import { EventEmitter } from "node:events";
import { Manager } from "socket.io-client";
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

test.for(['0{"space":"a"}', "0"])("who asks to come in again and again is cut off: %s", (entry) => {
  const line = watched();
  line.says(entry, 3);
  expect(line.ended).toBe(0);
  line.says(entry);
  expect(line.ended).toBe(2);
});

test("who says more than any page, whatever it is, is heard no more, and cut off once they can have read why", () => {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  for (const packet of [{ type: "message", data: '2["beat",{}]' }, { type: "message", data: "1" }, { type: "pong" }]) {
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
  begins.says(`2["rtc",${"x".repeat(10_000)}]`, 12);
  expect(begins.ended).toBe(0);
  floods.says(`2["beat","${"x".repeat(15_800)}"]`, 9);
  expect(floods.ended).toBeGreaterThan(0);
});

test.for<[string, string]>([
  ["a list in lists", `2["beat",${"[".repeat(7_900)}${"]".repeat(7_900)}]`],
  ["an object in objects", `2["beat",${'{"":'.repeat(30)}0${"}".repeat(30)}]`],
  ["a way in", `0{"space":${"[".repeat(30)}${"]".repeat(30)}}`],
  ["behind a number", `212["beat",${"[".repeat(30)}${"]".repeat(30)}]`],
  ["behind a namespace with a quote", `2/",["beat",${"[".repeat(30)}${"]".repeat(30)}]`],
  ["behind pieces that are spelled in another way", `5 1-/a",["x",${"[".repeat(30)}${"]".repeat(30)}]`],
  ["behind pieces and a number", `51-/",12["beat",${"[".repeat(30)}${"]".repeat(30)}]`],
  ["behind a text that ends in a stroke", `2["beat","\\\\",${"[".repeat(30)}${"]".repeat(30)}]`],
])("who says something nested deeper than any page does is cut off before it is read: %s", ([, said]) => {
  const line = watched();
  line.says(said);
  expect(line.ended).toBeGreaterThan(0);
});

test.for<[string, string]>([
  ["pieces", '51-["beat",{"_placeholder":true,"num":0}]'],
  ["pieces of an answer", '61-7[{"_placeholder":true,"num":0}]'],
  ["the number of pieces with a blank before it", '5 1-["beat"]'],
  ["a kind that is none", '7["beat"]'],
  ["a number that is none", '2 ["beat"]'],
  ["a number that is not whole", '21.5["beat"]'],
  ["a number with an exponent", '21e3["beat"]'],
  ["a number without end", `2${"9".repeat(400)}["beat"]`],
  ["a namespace of another's", '2/a,["beat"]'],
  ["no packet at all", "x"],
  ["nothing", ""],
  ["what only a server says", '4{"message":"no"}'],
])("who says what no page of ours would spell is cut off before it is read: %s", ([, said]) => {
  const line = watched();
  line.says(said);
  expect(line.ended).toBeGreaterThan(0);
});

test("who sends bytes, which no page does, is cut off", () => {
  const line = watched();
  line.emit("packet", { type: "message", data: Buffer.from("x") });
  expect(line.ended).toBeGreaterThan(0);
});

test("all that a page says is spelled as it is expected: as Socket.IO's own encoder writes it", () => {
  const line = watched();
  const { encoder } = new Manager("http://localhost", { autoConnect: false }) as unknown as {
    encoder: { encode(packet: object): string[] };
  };
  const [connect, disconnect, event, ack] = [0, 1, 2, 3];
  const says = [
    { type: connect, nsp: "/", data: { space: "a" } },
    { type: connect, nsp: "/" },
    { type: event, nsp: "/", data: ["beat", { call: null }] },
    { type: event, nsp: "/", id: 0, data: ["act", { type: "floor:take" }] },
    { type: event, nsp: "/", id: 123_456, data: ["act", { words: '/",[ \u2028' }] },
    { type: ack, nsp: "/", id: 7, data: [] },
    { type: disconnect, nsp: "/" },
  ];
  for (const packet of says) for (const said of encoder.encode(packet)) line.says(said);
  expect(line.ended).toBe(0);
});

test("brackets within words, and any number of them side by side, are said like all else", () => {
  const line = watched();
  line.says(`2["act",{"words":"${"[{".repeat(300)}\\"${"[".repeat(300)}"},${"[],".repeat(300)}[[[]]]]`);
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
