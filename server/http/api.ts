/** The JSON interface under /api: every act of it checks who asks at the moment it is done. */
import type { IncomingMessage } from "node:http";
import type { NewInvitation, OpenedSpace, ReturnKey } from "../../lib/api.ts";
import { type Seat, otherSeat } from "../../lib/seats.ts";
import { standUp } from "../records/browsers.ts";
import { renewInvitation, withdrawInvitation } from "../records/invitations.ts";
import { newReturnKey } from "../records/keys.ts";
import { isNewcomer, personOn, recognise } from "../records/people.ts";
import { endLettingIn, letInAgain, refuseNewcomer } from "../records/refusals.ts";
import { heldSeat, infoFor, openSpace } from "../records/spaces.ts";
import { addressOf, cookieOf, isFromUs, keepsCookies, trialCookie } from "../visitor.ts";
import { type Answer, refuse, unknownSpace } from "./answer.ts";
import { comingBack } from "./back.ts";
import { bodies } from "./bodies.ts";
import { joining } from "./joining.ts";
import { type ApiParts, type Routes, type Visit, asSitter, known, seated, tooOften, withBody } from "./visit.ts";

const onlyPractitioner = refuse(403, "only-practitioner");
const seatTaken = refuse(409, "seat-taken");
const openAlready = refuse(409, "open-already");
const notNew = refuse(409, "not-new");
const tooLate = refuse(409, "too-late");
const cameBackElsewhere = refuse(403, "came-back-elsewhere");

/** Answers a request under /api, or null when there is no such thing there. `path` is the decoded path. */
export async function answerApi(parts: ApiParts, request: IncomingMessage, path: string): Promise<Answer | null> {
  const visit: Visit = { ...parts, request, cookie: cookieOf(request, parts.doorway.publicUrl) };
  const [, , place, space, thing, ...rest] = path.split("/");
  if (rest.length > 0) return null;
  const name = space === undefined ? `/${place ?? ""}` : `/${place ?? ""}/ID${thing === undefined ? "" : `/${thing}`}`;
  const route = Object.hasOwn(routes, name) ? routes[name] : undefined;
  if (!route) return null;
  const method = request.method === "HEAD" ? "GET" : (request.method ?? "");
  const handler = Object.hasOwn(route, method) ? route[method] : undefined;
  if (!handler) return refuse(405, "not-done-here", { Allow: Object.keys(route).join(", ") });
  if (method !== "GET" && !isFromUs(request, parts.doorway)) return refuse(403, "not-from-us");
  return handler(visit, space ?? "");
}

const routes: Routes = {
  ...joining,
  ...comingBack,
  // Tried before anything is claimed that can be claimed once: a browser that keeps no cookie could not sit anywhere.
  "/cookie": {
    POST: async ({ doorway }) => ({ status: 204, headers: { "Set-Cookie": trialCookie(doorway.publicUrl) } }),
    GET: async ({ request, doorway }) => ({ status: 200, body: { kept: keepsCookies(request, doorway.publicUrl) } }),
  },
  "/spaces": {
    POST: (visit) =>
      withBody(visit, bodies.open, async (person) => {
        const wait = await visit.openings.turn(addressOf(visit.request, visit.doorway));
        if (wait > 0) return tooOften("openings", wait);
        const opened = await openSpace(visit.db, { ...person, cookie: visit.cookie });
        if (!opened) return openAlready;
        const { space, invitation, cookie } = opened;
        return seated(visit, 201, cookie, { space, invitation } satisfies OpenedSpace);
      }),
    GET: async (visit) => {
      const sitters = await visit.door.sitters(visit.request);
      return known(visit, { seats: await Promise.all(sitters.map((sitter) => heldSeat(visit.db, sitter))) });
    },
  },
  "/spaces/ID": {
    GET: async (visit, space) => {
      const { db, door, request } = visit;
      const sitter = await door.sitter(request, space);
      if (sitter) return known(visit, await infoFor(db, sitter));
      return (await door.formerSitter(request, space)) ? cameBackElsewhere : unknownSpace;
    },
  },
  "/spaces/ID/invitation": {
    POST: (visit, space) =>
      asSitter(visit, space, async ({ seat }) => {
        if (seat !== "practitioner") return onlyPractitioner;
        await endLettingIn(visit.db, space);
        await visit.rooms.finishRefusals(space);
        const made = await renewInvitation(visit.db, space);
        return made ? { status: 201, body: made satisfies NewInvitation } : seatTaken;
      }),
    DELETE: (visit, space) =>
      asSitter(visit, space, async ({ seat }) => {
        if (seat !== "practitioner") return onlyPractitioner;
        await withdrawInvitation(visit.db, space);
        return { status: 204 };
      }),
  },
  "/spaces/ID/newcomer": {
    POST: (visit, space) =>
      asSitter(visit, space, ({ seat }) =>
        withBody(visit, bodies.newcomer, async ({ known: isThem }) => {
          const other = await personOn(visit.db, space, otherSeat(seat));
          if (seat !== "practitioner" && !(other && isNewcomer(other))) return onlyPractitioner;
          return isThem ? recognised(visit, space, otherSeat(seat)) : notThem(visit, space, otherSeat(seat));
        }),
      ),
    // It was them after all.
    DELETE: (visit, space) =>
      asSitter(visit, space, async ({ seat }) => {
        if (!(await letInAgain(visit.db, space, otherSeat(seat)))) return tooLate;
        await visit.rooms.recheck(space);
        await visit.rooms.seatChanged(space);
        return { status: 204 };
      }),
  },
  "/spaces/ID/key": {
    POST: (visit, space) =>
      asSitter(visit, space, async ({ id }) => {
        const key = await newReturnKey(visit.db, id);
        return { status: 201, body: { key } satisfies ReturnKey };
      }),
  },
  "/spaces/ID/sitting": {
    DELETE: (visit, space) =>
      asSitter(visit, space, async (sitter) => {
        await standUp(visit.db, sitter);
        await visit.rooms.recheck(space);
        return { status: 204 };
      }),
  },
};

async function recognised({ db }: Visit, space: string, seat: Seat): Promise<Answer> {
  await recognise(db, space, seat);
  return { status: 204 };
}

async function notThem({ db, rooms }: Visit, space: string, seat: Seat): Promise<Answer> {
  const ended = await refuseNewcomer(db, space, seat);
  if (!ended) return notNew;
  await rooms.recheck(space);
  if (ended === "as before") await rooms.seatChanged(space);
  await rooms.refused(space);
  return { status: 204 };
}
