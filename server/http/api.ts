/** The JSON interface under /api: every act of it checks who asks at the moment it is done. */
import type { IncomingMessage } from "node:http";
import type { NewInvitation, OpenedSpace, ReturnKey } from "../../lib/api.ts";
import { type Seat, otherSeat } from "../../lib/seats.ts";
import { isSpaceId } from "../records/secrets.ts";
import { addressOf, cookieOf, isFromUs, keepsCookies, trialCookie } from "../visitor.ts";
import { type Answer, refuse, unknownSpace } from "./answer.ts";
import { comingBack } from "./back.ts";
import { bodies } from "./bodies.ts";
import { joining } from "./joining.ts";
import { type ApiParts, type Routes, type Visit, asSitter, known, seated, tooOften, withBody } from "./visit.ts";

const onlyPractitioner = refuse(403, "Only the practitioner invites.");
const seatTaken = refuse(409, "The other seat is taken already.");
const openAlready = refuse(409, "This space is open already. It stands on the first page.");
const notNew = refuse(
  409,
  "This can be said for a day after somebody sat down, and until you have said that it is them.",
);
const tooLate = refuse(409, "It is too late for this. Nothing was changed. Make a new link for who you mean.");
const cameBackElsewhere = refuse(
  403,
  "Somebody came back to your seat with a link that the other person made for you, so this browser was signed out. If that was not you, take your seat back: what stands on your private page is still there.",
);

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
  if (!handler) return refuse(405, "This cannot be done here.", { Allow: Object.keys(route).join(", ") });
  if (method !== "GET" && !isFromUs(request, parts.doorway))
    return refuse(403, "This did not come from a page of ours.");
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
        if (wait > 0) return tooOften(wait, "Too many spaces are being opened.");
        const opened = await visit.records.spaces.open({ ...person, cookie: visit.cookie });
        if (!opened) return openAlready;
        const { space, invitation, cookie } = opened;
        return seated(visit, 201, cookie, { space, invitation } satisfies OpenedSpace);
      }),
    GET: async (visit) => {
      const { browsers, spaces } = visit.records;
      const sitters = await browsers.sittersFor(visit.cookie);
      return known(visit, { seats: await Promise.all(sitters.map((sitter) => spaces.heldSeat(sitter))) });
    },
  },
  "/spaces/ID": {
    GET: async (visit, space) => {
      const { browsers, spaces } = visit.records;
      if (!isSpaceId(space)) return unknownSpace;
      const sitter = await browsers.sitterIn(visit.cookie, space);
      if (sitter) return known(visit, await spaces.infoFor(sitter));
      return (await browsers.formerSitterIn(visit.cookie, space)) ? cameBackElsewhere : unknownSpace;
    },
  },
  "/spaces/ID/invitation": {
    POST: (visit, space) =>
      asSitter(visit, space, async ({ seat }) => {
        if (seat !== "practitioner") return onlyPractitioner;
        await visit.records.refusals.endLettingIn(space);
        await visit.rooms.finishRefusals(space);
        const made = await visit.records.invitations.renew(space);
        return made ? { status: 201, body: made satisfies NewInvitation } : seatTaken;
      }),
    DELETE: (visit, space) =>
      asSitter(visit, space, async ({ seat }) => {
        if (seat !== "practitioner") return onlyPractitioner;
        await visit.records.invitations.withdraw(space);
        return { status: 204 };
      }),
  },
  "/spaces/ID/newcomer": {
    POST: (visit, space) =>
      asSitter(visit, space, ({ seat }) =>
        withBody(visit, bodies.newcomer, async ({ known: isThem }) => {
          const other = (await visit.records.people.of(space))[otherSeat(seat)];
          if (seat !== "practitioner" && !other?.newcomer) return onlyPractitioner;
          return isThem ? recognised(visit, space, otherSeat(seat)) : notThem(visit, space, otherSeat(seat));
        }),
      ),
    // It was them after all.
    DELETE: (visit, space) =>
      asSitter(visit, space, async ({ seat }) => {
        if (!(await visit.records.refusals.letInAgain(space, otherSeat(seat)))) return tooLate;
        await visit.rooms.recheck(space);
        await visit.rooms.seatChanged(space);
        return { status: 204 };
      }),
  },
  "/spaces/ID/key": {
    POST: (visit, space) =>
      asSitter(visit, space, async ({ id }) => {
        const key = await visit.records.keys.make(id);
        return { status: 201, body: { key } satisfies ReturnKey };
      }),
  },
  "/spaces/ID/sitting": {
    DELETE: (visit, space) =>
      asSitter(visit, space, async (sitter) => {
        await visit.records.browsers.standUp(sitter);
        await visit.rooms.recheck(space);
        return { status: 204 };
      }),
  },
};

async function recognised({ records }: Visit, space: string, seat: Seat): Promise<Answer> {
  await records.people.recognise(space, seat);
  return { status: 204 };
}

async function notThem({ records, rooms }: Visit, space: string, seat: Seat): Promise<Answer> {
  const ended = await records.refusals.refuse(space, seat);
  if (!ended) return notNew;
  await rooms.recheck(space);
  if (ended === "as before") await rooms.seatChanged(space);
  await rooms.refused(space);
  return { status: 204 };
}
