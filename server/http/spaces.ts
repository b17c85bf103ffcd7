/** Spaces: opened, listed, described to their own seats, and left by a browser. */
import type { HeldSeat, OpenedSpace, ReturnKey, SpaceInfo } from "../../lib/api.ts";
import { keepsCookies, trialCookie } from "../visitor.ts";
import { type Done, refuse } from "./answer.ts";
import { bodies } from "./bodies.ts";
import { type Route, done, nothing, reply, route, tooOften } from "./route.ts";
import { type Visit, known, seated } from "./visit.ts";

const openAlready = refuse(409, "open-already");
const cameBackElsewhere = refuse(403, "came-back-elsewhere");

/**
 * Looks up the seats of a browser, one at a time in turn with all others who ask for theirs: a browser can have hundreds,
 * and many lists can be asked for at once.
 */
async function seatsOf(asked: Visit): Promise<Done<{ seats: HeldSeat[] }>> {
  const { lookUps, door, records, request } = asked;
  const hasGone = (): boolean => request.socket.destroyed;
  const seats: HeldSeat[] = [];
  for (const sitter of (await lookUps(() => door.sitters(request), hasGone)) ?? []) {
    const seat = await lookUps(() => records.spaces.heldSeat(sitter), hasGone);
    // Nobody hears the answer.
    if (!seat) return { body: { seats } };
    seats.push(seat);
  }
  const answer = await known(asked, { seats });
  // Lists that were asked for together end together, and each takes its time to be written.
  await lookUps(async () => undefined, hasGone);
  return answer;
}

export const spaces: readonly Route[] = [
  // Tried before anything is claimed that can be claimed once: a browser that keeps no cookie could not sit anywhere.
  route({
    method: "POST",
    path: "/cookie",
    who: "anybody",
    body: bodies.none,
    answer: nothing,
    handle: async ({ doorway }) => ({ body: undefined, headers: { "Set-Cookie": trialCookie(doorway.publicUrl) } }),
  }),
  route({
    method: "GET",
    path: "/cookie",
    who: "anybody",
    body: bodies.none,
    answer: reply<{ kept: boolean }>(200),
    handle: async ({ request, doorway }) => ({ body: { kept: keepsCookies(request, doorway.publicUrl) } }),
  }),
  route({
    method: "POST",
    path: "/spaces",
    who: "anybody",
    body: bodies.open,
    limit: "openings",
    answer: reply<OpenedSpace>(201),
    async handle(asked) {
      const opener = { ...asked.body, cookie: asked.cookie };
      const opened = await asked.seating(() => asked.records.spaces.open(opener));
      if (!opened) return openAlready;
      const { space, invitation, cookie } = opened;
      return seated(asked, cookie, { space, invitation });
    },
  }),
  // Of a browser that sits nowhere: none.
  route({
    method: "GET",
    path: "/spaces",
    who: "anybody",
    body: bodies.none,
    answer: reply<{ seats: HeldSeat[] }>(200),
    handle: seatsOf,
  }),
  route({
    method: "GET",
    path: "/spaces/ID",
    who: "sitter",
    toFormer: cameBackElsewhere,
    body: bodies.none,
    answer: reply<SpaceInfo>(200),
    handle: async (asked) => known(asked, await asked.records.spaces.infoFor(asked.sitter)),
  }),
  route({
    method: "POST",
    path: "/spaces/ID/key",
    who: "sitter",
    body: bodies.none,
    answer: reply<ReturnKey>(201),
    async handle({ records, sitter, keys }) {
      const wait = keys.made(sitter.id, sitter.browser);
      return wait > 0 ? tooOften("tries", wait) : { body: { key: await records.keys.make(sitter.id) } };
    },
  }),
  route({
    method: "DELETE",
    path: "/spaces/ID/sitting",
    who: "sitter",
    body: bodies.none,
    answer: nothing,
    async handle({ records, rooms, sitter, space }) {
      await records.browsers.standUp(sitter);
      await rooms.recheck(space);
      return done;
    },
  }),
];
