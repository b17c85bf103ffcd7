/** Sitting down: with an invitation to a free seat, with a link back to one's own, or with a return key. */
import type { InvitationLook, Joined } from "../../lib/api.ts";
import type { Seat } from "../../lib/seats.ts";
import type { Look } from "../records/records.ts";
import { type Answer, type Done, refuse } from "./answer.ts";
import { bodies } from "./bodies.ts";
import { type Route, reply, route, tooOften } from "./route.ts";
import { type Visit, seated } from "./visit.ts";

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

export const joining: readonly Route[] = [
  route({
    method: "POST",
    path: "/invitation",
    who: "anybody",
    body: bodies.look,
    limit: "tries",
    wrongSecret: usedUp,
    answer: reply<InvitationLook>(200),
    handle: (asked) =>
      withInvitation(asked, asked.body, async ({ from, welcome, back }) => ({
        body: { from, welcome, ...(back && { back }) },
      })),
  }),
  route({
    method: "POST",
    path: "/join",
    who: "anybody",
    body: bodies.join,
    limit: "tries",
    wrongSecret: usedUp,
    answer: reply<Joined>(201),
    handle: (asked) =>
      withInvitation(asked, asked.body, async ({ back, space, seat }, secret) => {
        const { name, press } = asked.body;
        if (back === null && name === undefined) return nameless;
        if (back !== null && back.opens !== null) return tooEarly;
        // Who comes back to their seat is called there as they were.
        const comer = { secret, name: back === null ? (name ?? "") : "", cookie: asked.cookie, press };
        const browser = await asked.door.browser(asked.request);
        const joined = await asked.seating(async () => {
          // Looked at in its turn: of many at once all but the first are the same press again, and sit somebody down anew.
          const look = await asked.records.invitations.look(secret, press);
          const wait = look.found && look.again ? asked.keys.sitsDown(`${space} ${seat}`, browser) : 0;
          return wait > 0 ? tooOften("tries", wait) : asked.records.invitations.join(comer);
        });
        if (!joined) return usedUp;
        return "cookie" in joined ? takeSeat(asked, joined) : joined;
      }),
  }),
  route({
    method: "POST",
    path: "/return",
    who: "anybody",
    body: bodies.return,
    limit: "tries",
    wrongSecret: deadKey,
    answer: reply<Joined>(200),
    async handle(asked) {
      const { key } = asked.body;
      if (key === null) return null;
      const { door, records, request } = asked;
      const who = await asked.lookUps(async () => [await records.keys.personOf(key), await door.browser(request)]);
      const [person, browser = null] = who ?? [];
      if (!person) return null;
      // Counted before anything is done: of two at once none slips through.
      const wait = asked.keys.sitsDown(person, browser);
      if (wait > 0) return tooOften("tries", wait);
      const back = await asked.seating(() => records.keys.returnWith(key, asked.cookie));
      if (back && "sitsAs" in back) return refuse(409, { code: "sits-here", as: back.sitsAs, by: "key" });
      return back && takeSeat(asked, back);
    },
  }),
];

/** Tells the room who sits there now, and the browser how it is known. */
async function takeSeat(visit: Visit, { space, cookie }: { space: string; cookie: string }): Promise<Done<Joined>> {
  await visit.rooms.recheck(space);
  await visit.rooms.seatChanged(space);
  return seated(visit, cookie, { space });
}

type Found = Extract<Look, { found: true }>;

/** Looks at an invitation, and says why it does not open where it does not. Null for one that was never made. */
async function withInvitation<Outcome>(
  visit: Visit,
  { secret, press }: { secret: string | null; press: string | null },
  then: (look: Found, secret: string) => Promise<Outcome | Answer>,
): Promise<Outcome | Answer | null> {
  if (secret === null) return null;
  const look = await visit.records.invitations.look(secret, press);
  const own = "space" in look ? await ownSeat(visit, look.space, look.seat, Boolean(look.back)) : null;
  if (own) return own;
  if (look.found) return then(look, secret);
  return look.because === "unknown" ? null : gone[look.because];
}

/** The answer to somebody who tries a link to a space they sit in, or took it once: it is not used up by that. */
async function ownSeat({ door, request }: Visit, space: string, seat: Seat, back: boolean): Promise<Answer | null> {
  const own = await door.sitter(request, space);
  if (!own) return null;
  if (own.seat === seat && !back) return refuse(409, "seated-by-this");
  return refuse(409, { code: "sits-here", as: own.seat, by: own.seat === seat ? "link back" : "invitation" });
}
