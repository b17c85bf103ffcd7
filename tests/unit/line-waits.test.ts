/** What a line does while its words wait for their turn: who is slow is the machine, or whoever has used up their time. */
import { EventEmitter } from "node:events";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { closeCodes } from "../../lib/wire.ts";
import type { Purse } from "../../server/live/budget.ts";
import type { OpenDocument } from "../../server/live/document.ts";
import { serveYjs } from "../../server/live/sync.ts";
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
  let wait = 0;
  const purse: Purse = {
    run(work, done) {
      later.push(() => {
        for (const steps = work(); steps && !steps.next().done;);
        done();
      });
      return false;
    },
    wait: () => wait,
  };
  return {
    purse,
    owes: (ms: number): void => void (wait = ms),
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
afterEach(() => void vi.useRealTimers());

test("a line whose words wait because the machine is slow is not read and not closed, and goes on in the end", () => {
  const { socket, owes, goOn } = servedLine();
  owes(300);
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
  owes(7_000);
  vi.advanceTimersByTime(90_000);
  expect(socket.closedWith).toBe(closeCodes.tooMany);
  expect(socket.sent.map((bytes) => read(bytes))).toContainEqual(
    expect.objectContaining({ is: "refused", code: "wait", seconds: 7 }),
  );
});
