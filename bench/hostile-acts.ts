/** What people do in a space while it is measured what that costs the others. */
import type { Seat } from "../lib/seats.ts";
import { type Pair, ask } from "../tests/support/people.ts";
import { enterRoom } from "../tests/support/room.ts";
import { documentOf, openLine, say } from "../tests/support/wire.ts";
import * as inputs from "./hostile-inputs.ts";
import { sendAll } from "./send-all.ts";

/** Does something in a space, and says in words how it ended. */
export type Attack = (people: Pair) => Promise<string>;

/** The acts, against the server that is at `origin` when they are done. */
export function openActs(origin: () => string) {
  return {
    nothing: (() => Promise.resolve("")) as Attack,

    /** Lets the practitioner, or who is said, send messages. */
    sending:
      (messages: () => Iterable<Uint8Array>, seat: Seat = "practitioner"): Attack =>
      async (people) => {
        const line = openLine(origin(), people[seat]);
        await line.opened;
        const ended = await sendAll(line, messages());
        line.end();
        return ended;
      },

    /** The client types one letter, as a page of theirs would. */
    keystroke: (async (people) => {
      const line = openLine(origin(), people.client);
      await line.opened;
      const began = performance.now();
      await line.keep(1, say.update(inputs.letter()));
      line.end();
      return `a letter kept after ${(performance.now() - began).toFixed(0)} ms`;
    }) as Attack,

    /** The client takes the floor, or lays it down: what the practitioner writes waits until then. */
    floor:
      (type: "floor:take" | "floor:lay"): Attack =>
      async (people) => {
        const room = await enterRoom(origin(), people.client);
        await room.act({ type });
        room.leave();
        return "";
      },

    /** The practitioner says that the client is somebody else, whose words then go. */
    putOut: (async (people) => {
      const { cookie, space } = people.practitioner;
      const path = `/api/spaces/${space}`;
      const refused = await ask(origin(), "POST", `${path}/newcomer`, { cookie, body: { known: false } });
      // A new invitation is there once the words are gone.
      const invited = await ask(origin(), "POST", `${path}/invitation`, { cookie });
      return `answered ${refused.status} and ${invited.status}`;
    }) as Attack,

    /** A page of the client's comes. */
    opening: (async (people) =>
      `${(await documentOf(origin(), people.client)).store.clients.size} clientIDs`) as Attack,
  };
}
