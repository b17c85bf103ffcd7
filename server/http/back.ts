/** Letting the other back in to their seat, answering for one's own, and what a device says that was left behind. */
import type { NewBackLink } from "../../lib/api.ts";
import { otherSeat } from "../../lib/seats.ts";
import { isSpaceId } from "../records/secrets.ts";
import { refuse, unknownSpace } from "./answer.ts";
import { bodies } from "./bodies.ts";
import { type Routes, asSitter, withBody } from "./visit.ts";

const noLink = refuse(409, "This link does not stand any more. Nothing was changed.");
const nobodyThere = refuse(409, "Nobody sits on the other seat. Make an invitation.");

export const comingBack: Routes = {
  "/spaces/ID/back": {
    POST: (visit, space) =>
      asSitter(visit, space, async ({ seat }) => {
        const made = await visit.records.backLinks.make(space, otherSeat(seat));
        if (!made) return nobodyThere;
        await visit.rooms.seatChanged(space);
        return { status: 201, body: made satisfies NewBackLink };
      }),
    DELETE: (visit, space) =>
      asSitter(visit, space, async ({ seat }) => {
        await visit.records.backLinks.withdraw(space, otherSeat(seat));
        await visit.rooms.seatChanged(space);
        return { status: 204 };
      }),
  },
  "/spaces/ID/back-answer": {
    POST: (visit, space) =>
      asSitter(visit, space, ({ id }) =>
        withBody(visit, bodies.backAnswer, async ({ mine }) => {
          if (!(await visit.records.backLinks.answer(id, mine))) return noLink;
          await visit.rooms.seatChanged(space);
          return { status: 204 };
        }),
      ),
  },
  // For a browser whose person came back to the seat elsewhere, and who says that it was not them.
  "/spaces/ID/seat": {
    POST: async (visit, space) => {
      const former = isSpaceId(space) ? await visit.records.browsers.formerSitterIn(visit.cookie, space) : null;
      if (!former) return unknownSpace;
      const putOff = await visit.records.backLinks.takeBack(former.id);
      await visit.rooms.recheck(space);
      await visit.rooms.seatChanged(space);
      if (putOff !== null) await visit.rooms.forgetPage(putOff);
      return { status: 204 };
    },
  },
};
