import { expect, test } from "vitest";
import type { Sitter } from "../../server/records/records.ts";
import { openConnections } from "../../server/live/connections.ts";

test("of hundreds who are looked for again not all are in one turn of the event loop", async () => {
  const sitters = Array.from({ length: 250 }, (_, at): Sitter => ({
    id: `seat ${at}`,
    browser: `browser ${at}`,
    space: `space ${at}`,
    seat: "client",
    name: "Chris",
  }));
  let turns = 0;
  const askedAt: number[] = [];
  const ended: string[] = [];
  const connections = openConnections(
    {
      standing: ({ id }: Sitter) => Promise.resolve(id === "seat 249" ? "seat closed" : "sits"),
      sittingsOn(seats: readonly string[]) {
        askedAt.push(turns);
        return Promise.resolve(
          new Set(seats.filter((id) => id !== "seat 249").map((id) => id.replace("seat", "browser") + ` ${id}`)),
        );
      },
    } as unknown as Parameters<typeof openConnections>[0],
    (error) => {
      throw error;
    },
  );
  for (const sitter of sitters) connections.watch({ kind: "shared", sitter, close: () => void ended.push(sitter.id) });
  await new Promise((over) => setImmediate(over));
  ended.length = 0;
  const count = setImmediateAgain(() => (turns += 1));
  await connections.recheckAll();
  count();
  expect(askedAt).toHaveLength(3);
  expect(new Set(askedAt).size).toBe(3);
  expect(ended).toEqual(["seat 249"]);
});

/** Calls in every turn of the event loop, until it is stopped. */
function setImmediateAgain(call: () => void): () => void {
  let next = setImmediate(function again() {
    call();
    next = setImmediate(again);
  });
  return () => clearImmediate(next);
}
