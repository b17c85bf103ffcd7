/** Sitting down: with an invitation to a free seat, with a link back to one's own, or with a return key. */
import type { InvitationLook, Joined } from "../../lib/api.ts";
import { type Look, join, lookAtInvitation } from "../records/invitations.ts";
import { returnWith } from "../records/keys.ts";
import { type Answer, refuse } from "./answer.ts";
import { bodies } from "./bodies.ts";
import { type Routes, type Visit, seated, withBody, withSecret } from "./visit.ts";

const usedUp = refuse(410, "invitation-used");
const gone = {
  used: usedUp,
  withdrawn: refuse(410, "invitation-withdrawn"),
  refused: refuse(410, "invitation-refused"),
  expired: refuse(410, "invitation-expired"),
};
const deadKey = refuse(410, "dead-key");
const nameless = refuse(400, "nameless");
const tooEarly = refuse(403, "link-too-early");

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
          const joined = await join(visit.db, { secret: known, name: name ?? "", cookie: visit.cookie, press });
          if (!joined) return usedUp;
          return takeSeat(visit, 201, joined);
        }),
      ),
  },
  "/return": {
    POST: (visit) =>
      withBody(visit, bodies.return, ({ key }) =>
        withSecret(visit, key, deadKey, async (known) => {
          const back = await returnWith(visit.db, known, visit.cookie);
          if (back && "sitsAs" in back) return refuse(409, { code: "sits-here", as: back.sitsAs, with: "key" });
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
    const look = await lookAtInvitation(visit.db, known, press);
    if (!look.found) return look.because === "unknown" ? null : gone[look.because];
    return (await ownSeat(visit, look)) ?? then(look, known);
  });

/** The answer to somebody who tries a link to a space they sit in: the invitation is not used up by it. */
async function ownSeat({ door, request }: Visit, { space, seat, back }: Found): Promise<Answer | null> {
  const own = await door.sitter(request, space);
  if (!own) return null;
  if (own.seat === seat && !back) return refuse(409, "seated-by-this");
  return refuse(409, { code: "sits-here", as: own.seat, with: own.seat === seat ? "link back" : "invitation" });
}
