/** What one connection of the Socket.IO wire says, and what it is answered. */
import { type Act, readAct } from "../../lib/acts.ts";
import { said } from "../../lib/refusals.ts";
import { type Ice, type Rtc, readBeat, readRtc } from "../../lib/rtc.ts";
import { type ActAnswer, type IceAnswer, closeCodes } from "../../lib/wire.ts";
import { type Log, traceOf } from "../log.ts";
import type { Records } from "../records/records.ts";
import type { openActLimits, openEventLimits } from "./rate-limits.ts";
import { type RoomSocket, closeWith } from "./room-socket.ts";
import type { LiveSpace } from "./space.ts";

type Parts = {
  browsers: Records["browsers"];
  limits: ReturnType<typeof openActLimits>;
  events: ReturnType<typeof openEventLimits>;
  /** Where the STUN and TURN servers are, with credentials made anew. */
  ice: () => Ice;
  log: Log;
};

/**
 * Hears what this socket says. Whatever is not one of ours is left unanswered; too much of it, from whatever sockets of its
 * person, ends the socket.
 * @param using the space that it speaks in, once that is open
 */
export function hearEvents(
  socket: RoomSocket,
  using: Promise<{ space: LiveSpace }>,
  { browsers, limits, events, ice, log }: Parts,
): void {
  const { sitter } = socket.data;
  const guest = { id: socket.id, seat: sitter.seat };
  const fault = (error: unknown): void => log.error(traceOf(error), "an act could not be kept");
  socket.use((_packet, next) => {
    if (events(sitter.id).take()) next();
    else closeWith(socket, closeCodes.tooMany);
  });
  // At the moment of what is asked, not at the moment of connecting.
  const sits = async (): Promise<boolean> => (await browsers.standing(sitter)) === "sits";
  /** Answers with what comes of it, or `otherwise` where it fails. */
  const reply = <T>(answer: unknown, outcome: Promise<T>, otherwise: T): void => {
    const say = answerer<T>(answer);
    outcome.then(say, (error: unknown) => {
      fault(error);
      say(otherwise);
    });
  };

  const pass = async (message: Rtc): Promise<boolean> => {
    const { space } = await using;
    // Found first: a goodbye is followed by the word that its sender is not in the call any more.
    const passOn = space.way(guest, message);
    if (!passOn || !(await sits())) return false;
    passOn();
    return true;
  };
  const perform = async (act: Act): Promise<ActAnswer> => {
    const { space } = await using;
    return (await sits()) ? space.act(sitter.seat, act, () => limits.refusal(sitter.id, act)) : signedOut;
  };
  const servers = async (): Promise<IceAnswer> => ((await sits()) ? { ok: true, ice: ice() } : signedOut);

  socket.on("beat", (value: unknown) => {
    const beat = readBeat(value);
    if (beat) using.then(({ space }) => space.heard(guest, beat), fault);
  });
  socket.on("rtc", (value: unknown, answer: unknown) => {
    const message = readRtc(value);
    if (message) reply(answer, pass(message), false);
    else answerer<boolean>(answer)(false);
  });
  socket.on("ice", (answer: unknown) => reply(answer, servers(), cannotDo));
  socket.on("act", (value: unknown, answer: unknown) => {
    const act = readAct(value);
    if (act) reply(answer, perform(act), cannotDo);
    else answerer<ActAnswer>(answer)({ ok: false, ...said({ code: "not-done-here" }) });
  });
}

const signedOut = { ok: false, ...said({ code: "signed-out" }) } as const;
const cannotDo = { ok: false, ...said({ code: "cannot-write" }) } as const;

/** The way to answer an event. Who wants no answer gets none. */
const answerer = <T>(answer: unknown): ((result: T) => void) =>
  typeof answer === "function" ? (answer as (result: T) => void) : () => {};
