/** Letting the other back in to their seat, answering for one's own, and what a device says that was left behind. */
import type { NewBackLink } from "../../lib/api.ts";
import { otherSeat } from "../../lib/seats.ts";
import { refuse } from "./answer.ts";
import { bodies } from "./bodies.ts";
import { type Route, done, nothing, reply, route, tooOften } from "./route.ts";

const noLink = refuse(409, "link-ended");
const nobodyThere = refuse(409, "nobody-there");

export const comingBack: readonly Route[] = [
  route({
    method: "POST",
    path: "/spaces/ID/back",
    who: "sitter",
    body: bodies.none,
    answer: reply<NewBackLink>(201),
    async handle({ records, rooms, linksBack, space, sitter }) {
      const other = otherSeat(sitter.seat);
      const person = (await records.people.of(space))[other];
      if (!person) return nobodyThere;
      // By who is asked: who has come back by a link sits on a row of their own, and the next one is not a second asking.
      const limit = linksBack(person.id);
      if (!limit.take()) return tooOften("acts", Math.ceil(limit.wait() / 1_000));
      const made = await records.backLinks.make(space, other);
      if (!made) return nobodyThere;
      await rooms.seatChanged(space);
      return { body: made };
    },
  }),
  route({
    method: "DELETE",
    path: "/spaces/ID/back",
    who: "sitter",
    body: bodies.none,
    answer: nothing,
    async handle({ records, rooms, space, sitter }) {
      await records.backLinks.withdraw(space, otherSeat(sitter.seat));
      await rooms.seatChanged(space);
      return done;
    },
  }),
  route({
    method: "POST",
    path: "/spaces/ID/back-answer",
    who: "sitter",
    body: bodies.backAnswer,
    answer: nothing,
    async handle({ records, rooms, space, sitter, body }) {
      if (!(await records.backLinks.answer(sitter.id, body))) return noLink;
      await rooms.seatChanged(space);
      return done;
    },
  }),
  // It was not them who came back to their seat elsewhere.
  route({
    method: "POST",
    path: "/spaces/ID/seat",
    who: "former sitter",
    body: bodies.none,
    answer: nothing,
    async handle({ records, rooms, space, former }) {
      const putOff = await records.backLinks.takeBack(former.id);
      await rooms.recheck(space);
      // Told when it is over: who hears of it asks how it stands, and would read of somebody who may be let in again.
      try {
        if (putOff !== null) await rooms.forgetPage(putOff);
      } finally {
        await rooms.seatChanged(space);
      }
      return done;
    },
  }),
];
