/** The JSON interface under /api: every act of it checks who asks at the moment it is done. */
import type { IncomingMessage } from "node:http";
import type * as z from "zod";
import type { InvitationLook, Joined, NewInvitation, OpenedSpace, ReturnKey } from "../../lib/api.ts";
import { type Sitter, sitterIn, sittersFor, standUp } from "../records/browsers.ts";
import type { Db } from "../records/database.ts";
import { join, lookAtInvitation, refuseNewcomer, renewInvitation, withdrawInvitation } from "../records/invitations.ts";
import { newReturnKey, recognise, returnWith } from "../records/people.ts";
import { isSpaceId } from "../records/secrets.ts";
import { heldSeat, infoFor, openSpace } from "../records/spaces.ts";
import { type Doorway, addressOf, cookieHeader, cookieOf, isFromUs } from "../visitor.ts";
import { type Answer, readBody, refuse, unknownSpace } from "./answer.ts";
import { bodies, readAs } from "./bodies.ts";
import type { openGuesses } from "./limits.ts";

/** What the living rooms are told when somebody's seat changes. */
export type Rooms = {
  seatChanged(space: string): Promise<void>;
  /** Closes the connections of whoever may not sit in this space any more. */
  recheck(space: string): Promise<void>;
  /** Takes what a refused client wrote off their places. Until that is done nobody is invited to the seat. */
  finishRefusals(space: string): Promise<void>;
};

export type ApiParts = { db: Db; doorway: Doorway; guesses: ReturnType<typeof openGuesses>; rooms: Rooms };

type Visit = ApiParts & { request: IncomingMessage; cookie: string | null };

const usedUp = refuse(
  410,
  "This invitation does not open anything any more. If it was meant for you, ask for a new one.",
);
const gone = {
  used: usedUp,
  withdrawn: refuse(410, "This invitation was taken back. If it was meant for you, ask for a new one."),
  expired: refuse(410, "This invitation has rested after seven days. Ask for a new one."),
};
const deadKey = refuse(
  410,
  "This return key does not open anything. Look at it again, or ask the other person for a new invitation.",
);
const onlyPractitioner = refuse(403, "Only the practitioner invites.");

/** Answers a request under /api, or null when there is no such thing there. `path` is the decoded path. */
export async function answerApi(parts: ApiParts, request: IncomingMessage, path: string): Promise<Answer | null> {
  const visit: Visit = { ...parts, request, cookie: cookieOf(request, parts.doorway.publicUrl) };
  const [, , place, space, thing, ...rest] = path.split("/");
  if (rest.length > 0) return null;
  const route =
    space === undefined
      ? routes[`/${place ?? ""}`]
      : routes[`/${place ?? ""}/ID${thing === undefined ? "" : `/${thing}`}`];
  if (!route) return null;
  const method = request.method === "HEAD" ? "GET" : (request.method ?? "");
  const handler = Object.hasOwn(route, method) ? route[method] : undefined;
  if (!handler) return refuse(405, "This cannot be done here.", { Allow: Object.keys(route).join(", ") });
  if (method !== "GET" && !isFromUs(request, parts.doorway))
    return refuse(403, "This did not come from a page of ours.");
  return handler(visit, space ?? "");
}

type Handler = (visit: Visit, space: string) => Promise<Answer>;

const routes: Record<string, Record<string, Handler>> = {
  "/spaces": {
    POST: (visit) =>
      withBody(visit, bodies.open, async (person) => {
        const { space, invitation, cookie } = await openSpace(visit.db, { ...person, cookie: visit.cookie });
        return seated(visit, 201, cookie, { space, invitation } satisfies OpenedSpace);
      }),
    GET: async ({ db, cookie }) => {
      const sitters = await sittersFor(db, cookie);
      return { status: 200, body: { seats: await Promise.all(sitters.map((sitter) => heldSeat(db, sitter))) } };
    },
  },
  "/spaces/ID": {
    GET: (visit, space) =>
      asSitter(visit, space, async (sitter) => ({ status: 200, body: await infoFor(visit.db, sitter) })),
  },
  "/spaces/ID/invitation": {
    POST: (visit, space) =>
      asSitter(visit, space, async ({ seat }) => {
        if (seat !== "practitioner") return onlyPractitioner;
        await visit.rooms.finishRefusals(space);
        const made = await renewInvitation(visit.db, space);
        return made
          ? { status: 201, body: made satisfies NewInvitation }
          : refuse(409, "The other seat is taken already.");
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
        withBody(visit, bodies.newcomer, async ({ known }) => {
          if (seat !== "practitioner") return onlyPractitioner;
          if (known) {
            await recognise(visit.db, space);
            return { status: 204 };
          }
          if (!(await refuseNewcomer(visit.db, space)))
            return refuse(
              409,
              "This can be said for a day after somebody sat down, and until you have said that it is them.",
            );
          await visit.rooms.recheck(space);
          await visit.rooms.finishRefusals(space);
          const made = await renewInvitation(visit.db, space);
          return made
            ? { status: 200, body: made satisfies NewInvitation }
            : refuse(409, "The other seat is taken already.");
        }),
      ),
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
      asSitter(visit, space, async ({ id }) => {
        if (visit.cookie !== null) await standUp(visit.db, visit.cookie, id);
        await visit.rooms.recheck(space);
        return { status: 204 };
      }),
  },
  "/invitation": {
    POST: (visit) =>
      withBody(visit, bodies.look, ({ secret }) =>
        withSecret(visit, secret, usedUp, async (known) => {
          const look = await lookAtInvitation(visit.db, known);
          if (!look.found) return look.because === "unknown" ? null : gone[look.because];
          return (
            (await ownSeat(visit, look.space)) ?? {
              status: 200,
              body: { from: look.from, welcome: look.welcome } satisfies InvitationLook,
            }
          );
        }),
      ),
  },
  "/join": {
    POST: (visit) =>
      withBody(visit, bodies.join, ({ secret, name }) =>
        withSecret(visit, secret, usedUp, async (known) => {
          const look = await lookAtInvitation(visit.db, known);
          if (!look.found) return look.because === "unknown" ? null : gone[look.because];
          const own = await ownSeat(visit, look.space);
          if (own) return own;
          const joined = await join(visit.db, { secret: known, name, cookie: visit.cookie });
          if (!joined) return usedUp;
          await visit.rooms.seatChanged(joined.space);
          return seated(visit, 201, joined.cookie, { space: joined.space } satisfies Joined);
        }),
      ),
  },
  "/return": {
    POST: (visit) =>
      withBody(visit, bodies.return, ({ key }) =>
        withSecret(visit, key, deadKey, async (known) => {
          const back = await returnWith(visit.db, known, visit.cookie);
          if (back && "sitsAs" in back)
            return refuse(409, `You are here as the ${back.sitsAs}. This key is for the other person.`);
          return back && seated(visit, 200, back.cookie, { space: back.space } satisfies Joined);
        }),
      ),
  },
};

const seated = ({ doorway }: Visit, status: number, cookie: string | null, body: unknown): Answer => ({
  status,
  body,
  ...(cookie !== null && { headers: { "Set-Cookie": cookieHeader(doorway.publicUrl, cookie) } }),
});

async function withBody<T>(visit: Visit, form: z.ZodType<T>, then: (body: T) => Promise<Answer>): Promise<Answer> {
  const body = await readBody(visit.request);
  if ("refusal" in body) return body.refusal;
  const read = readAs(form, body.value);
  return "refusal" in read ? read.refusal : then(read.value);
}

async function asSitter(visit: Visit, space: string, then: (sitter: Sitter) => Promise<Answer>): Promise<Answer> {
  const sitter = isSpaceId(space) ? await sitterIn(visit.db, visit.cookie, space) : null;
  return sitter ? then(sitter) : unknownSpace;
}

/**
 * Tries a carried secret unless this address has guessed too often. `then` gives null for one that was never made:
 * that is a guess, and answered with `nothing`. Somebody with a secret that has ended has not guessed it.
 */
async function withSecret(
  visit: Visit,
  secret: string | null,
  nothing: Answer,
  then: (known: string) => Promise<Answer | null>,
): Promise<Answer> {
  const address = addressOf(visit.request, visit.doorway);
  const wait = visit.guesses.wait(address);
  if (wait > 0)
    return refuse(429, `Too many tries. Try again in ${Math.ceil(wait / 60)} minutes.`, {
      "Retry-After": String(wait),
    });
  const answer = secret === null ? null : await then(secret);
  if (answer === null) visit.guesses.note(address);
  return answer ?? nothing;
}

/** The answer to somebody who tries a link to a space they sit in: the invitation is not used up by it. */
async function ownSeat({ db, cookie }: Visit, space: string): Promise<Answer | null> {
  const own = await sitterIn(db, cookie, space);
  return own && refuse(409, `You are here as the ${own.seat}. This link is for the other person.`);
}
