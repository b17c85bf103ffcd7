/** Inviting somebody to the free seat, and saying whether it is them who came. */
import type { NewInvitation } from "../../lib/api.ts";
import { otherSeat } from "../../lib/seats.ts";
import { renewInvitation, withdrawInvitation } from "../records/invitations.ts";
import { isNewcomer, personOn, recognise } from "../records/people.ts";
import { endLettingIn, letInAgain, refuseNewcomer } from "../records/refusals.ts";
import { refuse } from "./answer.ts";
import { bodies } from "./bodies.ts";
import { type Route, done, nothing, onlyPractitioner, reply, route } from "./route.ts";

const seatTaken = refuse(409, "seat-taken");
const notNew = refuse(409, "not-new");
const tooLate = refuse(409, "too-late");

export const inviting: readonly Route[] = [
  route({
    method: "POST",
    path: "/spaces/ID/invitation",
    who: "practitioner",
    body: bodies.none,
    answer: reply<NewInvitation>(201),
    async handle({ db, rooms, space }) {
      await endLettingIn(db, space);
      await rooms.finishRefusals(space);
      const made = await renewInvitation(db, space);
      return made ? { body: made } : seatTaken;
    },
  }),
  route({
    method: "DELETE",
    path: "/spaces/ID/invitation",
    who: "practitioner",
    body: bodies.none,
    answer: nothing,
    async handle({ db, space }) {
      await withdrawInvitation(db, space);
      return done;
    },
  }),
  // The practitioner says it of anybody, the client of who came back to the other seat.
  route({
    method: "POST",
    path: "/spaces/ID/newcomer",
    who: "sitter",
    body: bodies.newcomer,
    answer: nothing,
    async handle({ db, rooms, space, sitter, body }) {
      const of = otherSeat(sitter.seat);
      const other = await personOn(db, space, of);
      if (sitter.seat !== "practitioner" && !(other && isNewcomer(other))) return onlyPractitioner;
      if (body.known) {
        await recognise(db, space, of);
        return done;
      }
      const ended = await refuseNewcomer(db, space, of);
      if (!ended) return notNew;
      await rooms.recheck(space);
      if (ended === "as before") await rooms.seatChanged(space);
      await rooms.refused(space);
      return done;
    },
  }),
  // It was them after all.
  route({
    method: "DELETE",
    path: "/spaces/ID/newcomer",
    who: "sitter",
    body: bodies.none,
    answer: nothing,
    async handle({ db, rooms, space, sitter }) {
      if (!(await letInAgain(db, space, otherSeat(sitter.seat)))) return tooLate;
      await rooms.recheck(space);
      await rooms.seatChanged(space);
      return done;
    },
  }),
];
