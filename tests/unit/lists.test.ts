/** The lists of many browsers are looked up piece by piece, whoever asks, and for nobody who has gone. */
import { expect, test } from "vitest";
import { spaces } from "../../server/http/spaces.ts";
import { openTurns } from "../../server/http/turns.ts";

const list = spaces.find(({ method, path }) => method === "GET" && path === "/spaces");

/** A server whose every browser has so many seats. `looks` holds the turn of the event loop of each look-up. */
function serverWith(seats: number) {
  const looks: number[] = [];
  let loop = 0;
  const lookUps = openTurns();
  const look = <T>(found: T): Promise<T> => {
    looks.push(loop);
    return Promise.resolve(found);
  };
  return {
    looks,
    /** Counts the turns of the event loop until this is over. */
    async until(over: Promise<unknown>): Promise<void> {
      let isOver = false;
      void over.then(() => (isOver = true));
      for (; !isOver; loop += 1) await new Promise((later) => setImmediate(later));
    },
    ask: async (socket: { destroyed: boolean }) =>
      list?.perform(
        {
          request: { socket },
          cookie: null,
          lookUps,
          door: { sitters: () => look(Array.from({ length: seats }, (_, seat) => ({ id: String(seat) }))) },
          records: { spaces: { heldSeat: ({ id }: { id: string }) => look(id) } },
        } as never,
        "",
      ),
  };
}

test("a hundred lists at once never take more than a piece of one in a turn", async () => {
  const { ask, looks, until } = serverWith(10);
  const all = Promise.all(Array.from({ length: 100 }, () => ask({ destroyed: false })));
  await until(all);
  const seats = Array.from({ length: 10 }, (_, seat) => String(seat));
  for (const answer of await all) expect(answer).toEqual({ status: 200, body: { seats } });
  expect(looks.length).toBe(100 * 11);
  expect(new Set(looks).size).toBe(looks.length);
});

test("nothing more is looked up for who has gone", async () => {
  const { ask, looks, until } = serverWith(10);
  const sockets = Array.from({ length: 20 }, () => ({ destroyed: false }));
  const all = Promise.all(sockets.map((socket) => ask(socket)));
  const [, ...gone] = sockets;
  for (const socket of gone) socket.destroyed = true;
  await until(all);
  expect(looks.length).toBe(11);
});
