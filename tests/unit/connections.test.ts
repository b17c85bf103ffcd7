/** Looking again whether everybody may still sit where they do. */
import { afterEach, expect, test } from "vitest";
import { closeCodes } from "../../lib/wire.ts";
import type { Records, Sitter } from "../../server/records/records.ts";
import { openConnections } from "../../server/live/connections.ts";

let next: NodeJS.Immediate | undefined;
afterEach(() => clearImmediate(next));

test("who is looked up again are many, and all others have their turn meanwhile", async () => {
  let turn = 0;
  const count = (): void => {
    turn += 1;
    next = setImmediate(count);
  };
  next = setImmediate(count);

  const signedOut = "person 333";
  const turns: number[] = [];
  const browsers = {
    standing: async ({ id }: Sitter) => (id === signedOut ? "signed out" : "sits"),
    // As the records do: what is read is there at once.
    async sittingsOn(seats: readonly string[]) {
      turns.push(turn);
      return new Set(seats.filter((id) => id !== signedOut).map((id) => `browser ${id}`));
    },
  } as unknown as Records["browsers"];
  const faults: unknown[] = [];
  const connections = openConnections(browsers, (error) => faults.push(error));
  const closed: [string, number][] = [];
  for (let person = 0; person < 500; person += 1) {
    const id = `person ${person}`;
    const sitter: Sitter = { id, space: "space", seat: "client", name: "", browser: "browser" };
    connections.watch({ kind: "hold", sitter, close: (code) => closed.push([id, code]) });
  }
  // Each is looked at as it comes, too.
  await new Promise((come) => setImmediate(come));
  closed.length = 0;

  await connections.recheckAll();
  expect(turns.length).toBe(5);
  expect(new Set(turns).size).toBe(turns.length);
  expect(closed).toEqual([[signedOut, closeCodes.signedOut]]);
  expect(faults).toEqual([]);
});
