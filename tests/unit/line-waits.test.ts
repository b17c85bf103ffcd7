/** What a line does while its words wait for their turn: who is slow is the machine, or whoever has used up their time. */
import { EventEmitter } from "node:events";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { closeCodes } from "../../lib/wire.ts";
import { messages } from "../../lib/yjs-wire.ts";
import { type Purse, type Steps, openBudget } from "../../server/live/budget.ts";
import type { OpenDocument } from "../../server/live/document.ts";
import { serveSocket } from "../../server/live/listen.ts";
import type { Rooms } from "../../server/live/rooms.ts";
import { serveYjs } from "../../server/live/sync.ts";
import type { Sitter } from "../../server/records/records.ts";
import { read } from "../support/wire.ts";

/** A socket as far as a line uses it. */
class Socket extends EventEmitter {
  readonly OPEN = 1;
  readyState = 1;
  bufferedAmount = 0;
  isPaused = false;
  closedWith: number | null = null;
  readonly sent: Uint8Array[] = [];
  send(bytes: Uint8Array): void {
    this.sent.push(bytes);
  }
  ping(): void {
    this.emit("pong");
  }
  pause = (): void => void (this.isPaused = true);
  resume = (): void => void (this.isPaused = false);
  close = (code: number): void => void (this.closedWith = code);
}

/** A purse that does nothing until it is told to. */
function heldPurse() {
  const later: (() => void)[] = [];
  let wait: () => number = () => 0;
  const purse: Purse = {
    run(work, done) {
      later.push(() => {
        for (const steps = work(); steps && !steps.next().done;);
        done();
      });
      return false;
    },
    wait: () => wait(),
  };
  return {
    purse,
    owes: (ms: () => number): void => void (wait = ms),
    goOn: (): void => later.splice(0).forEach((work) => work()),
  };
}

const document = { read: () => () => undefined, vector: () => Uint8Array.of(0) } as unknown as OpenDocument;

function servedLine() {
  const socket = new Socket();
  const held = heldPurse();
  serveYjs(socket as never, { document, place: null, seat: "client", purse: held.purse, log: {} as never });
  return { socket, ...held };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

test("a line whose words wait because the machine is slow is not read and not closed, and goes on in the end", () => {
  const { socket, owes, goOn } = servedLine();
  // Now and then it has used up what it has been given so far.
  let looks = 0;
  owes(() => ((looks += 1) % 10 === 0 ? 20 : 0));
  vi.advanceTimersByTime(90_000);
  expect(socket.closedWith).toBeNull();
  expect(socket.isPaused).toBe(true);
  goOn();
  expect(socket.isPaused).toBe(false);
  expect(socket.sent.map((bytes) => read(bytes).is)).toContain("step1");
  vi.advanceTimersByTime(90_000);
  expect(socket.closedWith).toBeNull();
});

test("who has used up their time is told when to go on, before the line is closed", () => {
  const { socket, owes } = servedLine();
  owes(() => 7_000);
  vi.advanceTimersByTime(90_000);
  expect(socket.closedWith).toBe(closeCodes.tooMany);
  expect(socket.sent.map((bytes) => read(bytes))).toContainEqual(
    expect.objectContaining({ is: "refused", code: "wait", seconds: 7 }),
  );
});

test("who asks for much more work than their seat has time for is told so, however short each step of it is", () => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "setInterval", "clearInterval", "setImmediate"] });
  let clock = 0;
  vi.spyOn(performance, "now").mockImplementation(() => clock);
  vi.spyOn(process, "cpuUsage").mockImplementation(() => ({ user: clock * 1_000, system: 0 }));
  const { purse } = openBudget().of("a seat");
  const endless = function* (): Steps {
    for (;;) {
      clock += 1;
      yield;
    }
  };
  purse.run(endless, () => undefined);
  const socket = new Socket();
  serveYjs(socket as never, { document, place: null, seat: "client", purse, log: {} as never });
  for (let ms = 0; ms < 60_000 && socket.closedWith === null; ms += 1) {
    clock += 1;
    vi.advanceTimersByTime(1);
  }
  expect(socket.closedWith).toBe(closeCodes.tooMany);
  expect(socket.sent.map((bytes) => read(bytes))).toContainEqual(expect.objectContaining({ code: "wait", seconds: 1 }));
});

test("a line whose very first turn has to wait is not read meanwhile, nor is what follows it", async () => {
  const socket = new Socket();
  const { purse, goOn } = heldPurse();
  const rooms = {
    canKeep: () => true,
    watch: () => () => undefined,
    useShared: async () => ({ document, place: { tell: () => undefined }, release: () => undefined }),
    purseOf: () => ({ purse, release: () => undefined }),
  } as unknown as Rooms;
  const sitter = { id: "chris", space: "room", seat: "client" } as Sitter;
  await serveSocket(socket as never, sitter, "shared", null, { rooms, log: {} as never });
  expect(socket.isPaused).toBe(true);
  // What had been read already comes nevertheless.
  socket.resume();
  socket.emit("message", Buffer.from(messages.nobody), true);
  expect(socket.isPaused).toBe(true);
  goOn();
  expect(socket.isPaused).toBe(false);
});
