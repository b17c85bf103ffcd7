/** Inviting somebody to the free seat, and saying whether it is them who came. */
import type { NewInvitation } from "../../lib/api.ts";
import { otherSeat } from "../../lib/seats.ts";
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
    async handle({ records, rooms, space }) {
      await records.refusals.endLettingIn(space);
      await rooms.finishRefusals(space);
      const made = await records.invitations.renew(space);
      return made ? { body: made } : seatTaken;
    },
  }),
  route({
    method: "DELETE",
    path: "/spaces/ID/invitation",
    who: "practitioner",
    body: bodies.none,
    answer: nothing,
    async handle({ records, space }) {
      await records.invitations.withdraw(space);
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
    async handle({ records, rooms, space, sitter, body }) {
      const of = otherSeat(sitter.seat);
      const other = (await records.people.of(space))[of];
      if (sitter.seat !== "practitioner" && !other?.newcomer) return onlyPractitioner;
      if (body.known) {
        await records.people.recognise(space, of);
        return done;
      }
      const ended = await records.refusals.refuse(space, of);
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
    async handle({ records, rooms, space, sitter }) {
      if (!(await records.refusals.letInAgain(space, otherSeat(sitter.seat)))) return tooLate;
      await rooms.recheck(space);
      await rooms.seatChanged(space);
      return done;
    },
  }),
];
