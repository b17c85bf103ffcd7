/** Sitting down: with an invitation to a free seat, with a link back to one's own, or with a return key. */
import type { InvitationLook, Joined } from "../../lib/api.ts";
import type { Look } from "../records/records.ts";
import { type Answer, refuse } from "./answer.ts";
import { bodies } from "./bodies.ts";
import { type Routes, type Visit, seated, withBody, withSecret } from "./visit.ts";

const usedUp = refuse(
  410,
  "This invitation does not open anything any more. If it was meant for you, ask for a new one.",
);
const gone = {
  used: usedUp,
  withdrawn: refuse(410, "This invitation was taken back. If it was meant for you, ask for a new one."),
  refused: refuse(410, "The person who sits on this seat has said that this link is not for them. It opens nothing."),
  expired: refuse(410, "This invitation has rested after seven days. Ask for a new one."),
};
const deadKey = refuse(
  410,
  "This return key does not open anything. Look at it again, or ask the other person for a new invitation.",
);
const nameless = refuse(400, "Write a name.");
const tooEarly = refuse(403, "This link does not open yet. Keep it, and try again when its time has come.");

export const joining: Routes = {
  "/invitation": {
    POST: (visit) =>
      withBody(visit, bodies.look, ({ secret, press }) =>
        withInvitation(visit, secret, press, async ({ from, welcome, back }) => ({
          status: 200,
          body: { from, welcome, ...(back && { back }) } satisfies InvitationLook,
        })),
      ),
  },
  "/join": {
    POST: (visit) =>
      withBody(visit, bodies.join, ({ secret, name, press }) =>
        withInvitation(visit, secret, press, async ({ back }, known) => {
          if (back === null && name === undefined) return nameless;
          if (back !== null && back.opens !== null) return tooEarly;
          const joined = await visit.records.invitations.join({
            secret: known,
            name: name ?? "",
            cookie: visit.cookie,
            press,
          });
          if (!joined) return usedUp;
          return takeSeat(visit, 201, joined);
        }),
      ),
  },
  "/return": {
    POST: (visit) =>
      withBody(visit, bodies.return, ({ key }) =>
        withSecret(visit, key, deadKey, async (known) => {
          const back = await visit.records.keys.returnWith(known, visit.cookie);
          if (back && "sitsAs" in back)
            return refuse(409, `You are here as the ${back.sitsAs}. This key is for the other person.`);
          return back && takeSeat(visit, 200, back);
        }),
      ),
  },
};

/** Tells the room who sits there now, and the browser how it is known. */
async function takeSeat(visit: Visit, status: number, { space, cookie }: { space: string; cookie: string }) {
  await visit.rooms.recheck(space);
  await visit.rooms.seatChanged(space);
  return seated(visit, status, cookie, { space } satisfies Joined);
}

type Found = Extract<Look, { found: true }>;

/** Looks at an invitation, and says why it does not open where it does not. */
const withInvitation = (
  visit: Visit,
  secret: string | null,
  press: string | null,
  then: (look: Found, known: string) => Promise<Answer>,
): Promise<Answer> =>
  withSecret(visit, secret, usedUp, async (known) => {
    const look = await visit.records.invitations.look(known, press);
    if (!look.found) return look.because === "unknown" ? null : gone[look.because];
    return (await ownSeat(visit, look)) ?? then(look, known);
  });

/** The answer to somebody who tries a link to a space they sit in: the invitation is not used up by it. */
async function ownSeat({ records, cookie }: Visit, { space, seat, back }: Found): Promise<Answer | null> {
  const own = await records.browsers.sitterIn(cookie, space);
  if (!own) return null;
  if (own.seat === seat && !back) return refuse(409, "You have taken your seat with this link.");
  const whose = own.seat === seat ? "for a device that cannot come in" : "for the other person";
  return refuse(409, `You are here as the ${own.seat}. This link is ${whose}.`);
}
