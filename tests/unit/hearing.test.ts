/** How much somebody may say in a room: it is theirs, and not their socket's. */
import { expect, test } from "vitest";
import { closeCodes } from "../../lib/wire.ts";
import { hearEvents } from "../../server/live/hearing.ts";
import { openActLimits, openEventLimits } from "../../server/live/rate-limits.ts";
import type { RoomSocket } from "../../server/live/room-socket.ts";

type Parts = Parameters<typeof hearEvents>[2];

/** Sockets of one process, on a clock that stands still. */
function openHall() {
  const still = () => 0;
  const parts = {
    browsers: { standing: () => Promise.resolve("sits") },
    limits: openActLimits(still),
    events: openEventLimits(still),
  } as unknown as Parts;
  return {
    /** A socket of a person. `says` gives whether that was let through. */
    connect(id: string) {
      const closed: unknown[] = [];
      const guards: ((packet: unknown[], next: () => void) => void)[] = [];
      const socket = {
        id: "socket",
        data: { sitter: { id, seat: "client", space: "space", browser: "browser" } },
        use: (guard: (typeof guards)[number]) => guards.push(guard),
        on() {},
        emit: (_event: string, code: unknown) => closed.push(code),
        disconnect() {},
      };
      hearEvents(socket as unknown as RoomSocket, new Promise(() => undefined), parts);
      return {
        closed,
        says(): boolean {
          let passed = false;
          for (const guard of guards) guard(["beat", {}], () => (passed = true));
          return passed;
        },
      };
    },
  };
}

test("eight sockets of a person together say no more than one, and the other person says what they like", () => {
  const hall = openHall();
  const sockets = Array.from({ length: 8 }, () => hall.connect("me"));
  const other = hall.connect("other");
  const passed = sockets.map(({ says }) => Array.from({ length: 200 }, says).filter(Boolean).length);
  expect(passed).toEqual([200, 0, 0, 0, 0, 0, 0, 0]);
  expect(sockets[1]?.closed[0]).toBe(closeCodes.tooMany);
  expect(other.says()).toBe(true);
});

test("who is let go for saying too much has no more to say when they come back at once", () => {
  const hall = openHall();
  const first = hall.connect("me");
  while (first.says()) expect(first.closed).toEqual([]);
  expect(first.closed).toEqual([closeCodes.tooMany]);
  expect(hall.connect("me").says()).toBe(false);
});
