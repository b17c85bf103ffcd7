/** The machine's clock is set back by an hour while the server is down: what was stored lies an hour ahead then. */
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Act } from "../../lib/acts.ts";
import { changeRows, rowsIn } from "../support/database.ts";
import { ask, join, openSpace } from "../support/people.ts";
import { enterRoom, type Room } from "../support/room.ts";
import { type Server, startServer } from "../support/server.ts";

const anHour = 60 * 60_000;
let server: Server;
beforeAll(async () => {
  server = await startServer({ env: { LOG_LEVEL: "warn" } });
});
afterAll(() => server.end());

/** Moves all times in what is held, wherever they stand. */
const anHourAhead = (value: unknown): unknown => {
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      key,
      ["at", "since", "ends"].includes(key) && typeof inner === "number" ? inner + anHour : anHourAhead(inner),
    ]),
  );
};

test("nothing lasts longer, and nothing lies in the future, after the clock was set back", async () => {
  const opened = await openSpace(server.origin);
  const { space } = opened;
  const client = await join(server.origin, { secret: opened.invitation });
  const waiting = await openSpace(server.origin);
  const rooms = [await enterRoom(server.origin, opened), await enterRoom(server.origin, client)] as const;
  const must = async (room: Room, act: Act): Promise<void> => {
    expect(await room.act(act)).toMatchObject({ ok: true });
  };
  const [practitioner, other] = rooms;
  await must(practitioner, { type: "session:open" });
  await must(practitioner, { type: "session:length", minutes: 50 });
  await must(other, { type: "session:length", minutes: 50 });
  await must(practitioner, { type: "quiet:offer", minutes: 10 });
  await must(other, { type: "quiet:accept" });
  await must(other, { type: "noOutcome:begin" });
  await server.stop();
  for (const room of rooms) room.leave();

  const [row] = rowsIn(server.dataDir, "SELECT holding FROM spaces WHERE id = ?", space);
  const holding = JSON.stringify(anHourAhead(JSON.parse(String(row?.holding))));
  changeRows(server.dataDir, "UPDATE spaces SET holding = ? WHERE id = ?", holding, space);
  changeRows(server.dataDir, "UPDATE invitations SET created = created + ?, expires = expires + ?", anHour, anHour);
  changeRows(server.dataDir, "UPDATE seats SET taken = taken + ?", anHour);
  changeRows(server.dataDir, "UPDATE sessions SET began = began + ?", anHour);
  await server.restart();

  const back = await enterRoom(server.origin, client);
  const state = back.state();
  const quiet = state?.quiet?.state === "running" ? state.quiet : expect.unreachable("the quiet goes on");
  expect(quiet.remaining).toBeGreaterThan(0);
  expect(quiet.remaining).toBeLessThanOrEqual(10 * 60_000);
  expect(state?.session?.remaining).toBeLessThanOrEqual(50 * 60_000);
  expect(state?.session?.since).toBeLessThanOrEqual(Date.now());
  expect(state?.noOutcome?.since).toBeLessThanOrEqual(Date.now());
  await must(back, { type: "quiet:end" });
  await must(back, { type: "session:close" });
  const [session] = rowsIn(server.dataDir, "SELECT began, ended FROM sessions WHERE space = ?", space);
  expect(Number(session?.ended)).toBeGreaterThanOrEqual(Number(session?.began));

  const info = await ask(server.origin, "GET", `/api/spaces/${waiting.space}`, { cookie: waiting.cookie });
  const { invitation } = (await info.json()) as { invitation: { expires: number } };
  expect(invitation.expires).toBeLessThanOrEqual(Date.now() + 7 * 24 * anHour);
  expect(rowsIn(server.dataDir, "SELECT id FROM seats WHERE taken > ?", Date.now())).toEqual([]);
  back.leave();
});
